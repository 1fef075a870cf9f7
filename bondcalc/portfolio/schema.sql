-- The store of many projects (测算库). Amounts are whole 分, days ISO dates, ratios and shares exact decimals as text.
-- results: what a project file gave under one program and one set of rules; kept until no project of the list has it.
-- responses: what E, F and the closing cash of each year (a JSON list) move by where one driver changes alone.
-- projects: the list of the last run that came to its end, each with its result.
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
  run INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, source TEXT NOT NULL, source_hash TEXT NOT NULL,
  folder TEXT NOT NULL,
  version TEXT NOT NULL, maker TEXT NOT NULL, projects INTEGER, failed INTEGER
);
CREATE TABLE results (
  result INTEGER PRIMARY KEY, run_key TEXT NOT NULL UNIQUE, file_hash TEXT NOT NULL, status TEXT NOT NULL,
  reason TEXT NOT NULL, details TEXT NOT NULL, name TEXT, code TEXT, region TEXT, sector TEXT, use TEXT, unit TEXT,
  rule_date TEXT, money_unit TEXT, first_year INTEGER, last_year INTEGER, operation_start TEXT, threshold TEXT,
  break_even TEXT, short_year INTEGER, verdict TEXT, example INTEGER
);
CREATE TABLE line_names (line INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE amounts (
  result INTEGER NOT NULL, line INTEGER NOT NULL, fen INTEGER NOT NULL, PRIMARY KEY (result, line)
) WITHOUT ROWID;
CREATE TABLE figures (
  result INTEGER NOT NULL, line INTEGER NOT NULL, year INTEGER NOT NULL, fen INTEGER NOT NULL,
  PRIMARY KEY (result, line, year)
) WITHOUT ROWID;
CREATE TABLE ratios (
  result INTEGER NOT NULL, ratio TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (result, ratio)
) WITHOUT ROWID;
CREATE TABLE findings (
  result INTEGER NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL, verdict TEXT NOT NULL, figure TEXT,
  threshold TEXT, reason TEXT, PRIMARY KEY (result, rule)
) WITHOUT ROWID;
CREATE TABLE bonds (
  result INTEGER NOT NULL, id TEXT NOT NULL, name TEXT, status TEXT NOT NULL, value_date TEXT NOT NULL,
  last_day TEXT NOT NULL, face INTEGER NOT NULL, coupon TEXT NOT NULL, used_as_capital INTEGER NOT NULL,
  refinances TEXT, PRIMARY KEY (result, id)
) WITHOUT ROWID;
CREATE TABLE payments (
  result INTEGER NOT NULL, bond TEXT NOT NULL, day TEXT NOT NULL, paid_on TEXT NOT NULL, interest INTEGER NOT NULL,
  principal INTEGER NOT NULL, fee INTEGER NOT NULL, rolled INTEGER NOT NULL, PRIMARY KEY (result, bond, day)
) WITHOUT ROWID;
CREATE TABLE parcels (
  result INTEGER NOT NULL, id TEXT NOT NULL, use TEXT NOT NULL, area TEXT NOT NULL, PRIMARY KEY (result, id)
) WITHOUT ROWID;
CREATE TABLE responses (
  result INTEGER NOT NULL, driver TEXT NOT NULL, change TEXT NOT NULL, revenue INTEGER NOT NULL, service INTEGER NOT NULL,
  first_year INTEGER NOT NULL, closing TEXT NOT NULL, PRIMARY KEY (result, driver, change)
) WITHOUT ROWID;
CREATE TABLE projects (
  key TEXT PRIMARY KEY, path TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, details TEXT NOT NULL,
  result INTEGER, file_hash TEXT, code TEXT, name TEXT, region_code TEXT, sector TEXT, batch TEXT, priority INTEGER,
  site TEXT
) WITHOUT ROWID;
CREATE TABLE registered (
  key TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, PRIMARY KEY (key, kind, number)
) WITHOUT ROWID;
CREATE TABLE allocations (
  bond TEXT NOT NULL, key TEXT NOT NULL, start TEXT NOT NULL, end TEXT, fen INTEGER NOT NULL,
  PRIMARY KEY (bond, key, start)
) WITHOUT ROWID;
CREATE TABLE limits (
  year INTEGER NOT NULL, region TEXT NOT NULL, name TEXT, limit_fen INTEGER, balance_fen INTEGER, repaid_fen INTEGER,
  fund_revenue_fen INTEGER, PRIMARY KEY (year, region)
) WITHOUT ROWID;
CREATE TABLE history (
  run INTEGER NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL, file_hash TEXT, name TEXT, region_code TEXT,
  batch TEXT, verdict TEXT, coverage TEXT, revenue_fen INTEGER, service_fen INTEGER, special_bonds_fen INTEGER,
  PRIMARY KEY (run, key)
) WITHOUT ROWID;
