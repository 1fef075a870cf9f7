"use strict";
// Figures as the page has them, in Chinese and English: the notation of the program for what is computed here.
const notation = (function () {
  const { fixed, trimmed, rounded, order, times, read, zero } = amounts;
  const WHOLE = new Set(["count", "flag", "year", "years", "months"]), FOUR = new Set(["ratio", "interest_cover", "disclosed"]);
  const ENTERED = 13, EXACT = 15, MOST = 6, hundred = read("100");
  const same = (text) => [text, text];

  function percent(value) {
    const entered = order(rounded(value, ENTERED), value) === 0, shown = times(value, hundred);
    return (entered ? trimmed(shown, 2, EXACT) : fixed(shown, 2)) + "%";
  }
  function day(value) {
    return new Date(Date.UTC(1899, 11, 30) + Number(rounded(value, 0).c) * 86400000).toISOString().slice(0, 10);
  }
  function other(value, unit, places) {
    if (WHOLE.has(unit)) { return trimmed(value, 0, MOST); }
    if (unit === "accrued") { return trimmed(value, places, places + 2, true); }
    return trimmed(value, unit === "quantity" ? 2 : 0, MOST, true);
  }

  // A pair of texts; a dash where there is no figure.
  function text(value, unit, places) {
    if (value === null) { return same("—"); }
    if (typeof value === "boolean") { return value ? ["是", "yes"] : ["否", "no"]; }
    if (unit === "money") { return same(fixed(value, places, true)); }
    if (unit === "interest_cover" && order(value, zero) < 0) { return ["为负", "negative"]; }
    if (FOUR.has(unit)) { return same(fixed(value, 4)); }
    if (unit === "yuan") { return same(fixed(value, 2, true)); }
    if (unit === "day") { return same(day(value)); }
    return same(unit === "fraction" || unit === "share" ? percent(value) : other(value, unit, places));
  }
  return { text };
})();
