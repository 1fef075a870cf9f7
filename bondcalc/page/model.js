"use strict";
// The lines computed again from other values of leaves: formulas as data become functions once, steps run in their order, those alone whose parts changed.
const model = (function () {
  const { zero, number, isZero, add, minus, times, over, power, order, rounded, read } = amounts;
  const up = (a, b) => add(number(a), number(b));
  const least = (sign) => (a, b) => order(b, a) * sign < 0 ? b : a;
  const holds = (value) => value === true || (value !== false && value !== null && !isZero(value));
  const operations = {
    "+": up,
    "-": (a, b) => add(number(a), minus(number(b))),
    "*": (a, b) => times(number(a), number(b)),
    "/": (a, b) => over(number(a), number(b)),
    "^": (a, b) => power(number(a), number(b)),
    // No figure reaches nothing: a condition on it does not hold.
    ">=": (a, b) => a !== null && b !== null && order(number(a), number(b)) >= 0,
    ">": (a, b) => a !== null && b !== null && order(number(a), number(b)) > 0,
    min: (...all) => all.map(number).reduce(least(1)),
    max: (...all) => all.map(number).reduce(least(-1)),
    sum: (...all) => all.reduce(up),
    and: (...all) => all.every(holds),
    ratio: (a, b) => isZero(number(b)) ? null : over(number(a), number(b)),
  };

  // What a formula reads: numbers of lines, of leaves, and whether it is a row fixed by dates.
  function parts(tree, found) {
    if (typeof tree === "number") { found.lines.add(tree); }
    if (typeof tree === "number" || typeof tree === "string") { return found; }
    const [sign, first, second] = tree;
    if (sign === "l") { found.leaves.add(first); return found; }
    if (sign === "s") { first.forEach((leaf) => found.leaves.add(leaf)); return found; }
    if (sign === "k") { second.forEach((leaf) => found.leaves.add(leaf)); }
    if (sign === "x") { found.fixed = true; return found; }
    if (sign === "t" && second !== undefined) { found.lines.add(second); }
    (["k", "p", "t", "m", "r", "a", "i", "round"].includes(sign) ? [first] : tree.slice(1)).forEach((part) => parts(part, found));
    return found;
  }

  // Lines have a size, 0 where they are a single figure, a formula and an opening; `movable` are the leaves that ever change.
  function Model(lines, places, movable) {
    this.lines = lines;
    this.movable = movable;
    this.size = lines.map((line) => line.size || 1);
    this.single = lines.map((line) => line.size === 0);
    this.leaves = [];
    this.rows = new Map();
    this.values = [];
    this.places = places;
    this.made = new Map();
    this.read = new Map();
    this.before = null;
  }

  Model.prototype.total = function (line, weight) {
    const row = this.values[line];
    let sum = zero;
    for (let t = 1; t < row.length; t += 1) {
      const value = number(row[t]);
      sum = add(sum, weight === undefined ? value : times(value, number(this.values[weight][t])));
    }
    return sum;
  };
  Model.prototype.some = function (line, columns) {
    let sum = zero;
    for (const at of columns) { sum = up(sum, this.values[line][at]); }
    return sum;
  };

  Model.prototype.formula = function (tree) {
    const self = this;
    if (typeof tree === "number") { return self.single[tree] ? () => self.values[tree][1] : (t) => self.values[tree][t]; }
    if (typeof tree === "string") { const value = read(tree); return () => value; }
    const [sign, first, second] = tree;
    switch (sign) {
      case "l": return () => self.leaves[first];
      case "s": return (t) => self.leaves[first[t - 1]];
      case "k": {
        const chosen = self.formula(first);
        return (t) => { const at = Number(rounded(number(chosen(t)), 0).c); return at ? self.leaves[second[at - 1]] : zero; };
      }
      case "p": return (t) => self.values[first][t - 1];
      case "t": return () => self.total(first, second);
      case "m": return () => self.values[first].slice(1).filter((value) => value !== null).reduce((low, value) => low === null || order(number(value), number(low)) < 0 ? value : low, null);
      case "r": return (t) => t > 1 && self.running ? add(self.running, number(self.values[first][t])) : number(self.values[first][t]);
      case "a": return (t) => self.some(first, second[t - 1]);
      case "i": return (t) => self.values[first][second[t - 1]];
      case "if": {
        const [condition, then, otherwise] = tree.slice(1).map((inner) => self.formula(inner));
        return (t) => holds(condition(t)) ? then(t) : otherwise(t);
      }
      case "money": { const inner = self.formula(first); return (t) => rounded(number(inner(t)), self.places); }
      case "round": { const inner = self.formula(first), places = Number(second); return (t) => rounded(number(inner(t)), places); }
    }
    const inner = tree.slice(1).map((part) => self.formula(part)), operation = operations[sign];
    if (inner.length === 2) { const [left, right] = inner; return (t) => operation(left(t), right(t)); }
    return (t) => operation(...inner.map((part) => part(t)));
  };

  // A row fixed by dates gives its own values, or those put in their place; a running total goes on from the column before.
  Model.prototype.column = function (line) {
    const tree = this.lines[line].formula;
    if (tree[0] === "x") {
      const own = tree[1].map(read);
      return (t) => (this.rows.get(line) || own)[t - 1];
    }
    const formula = this.formula(tree);
    if (tree[0] !== "r") { return formula; }
    return (t) => { this.running = t > 1 ? this.values[line][t - 1] : null; return formula(t); };
  };

  Model.prototype.step = function (line) {
    if (!this.made.has(line)) { this.made.set(line, [this.formula(this.lines[line].opening), this.column(line)]); }
    return this.made.get(line);
  };

  // What a step reads of other steps; only lines fixed by dates are looked up among the rows put in their place.
  Model.prototype.reads = function (step) {
    if (!this.read.has(step)) {
      const found = { lines: new Set(), leaves: new Set(), fixed: false };
      step.forEach((line) => { parts(this.lines[line].formula, found); parts(this.lines[line].opening, found); });
      step.forEach((line) => found.lines.delete(line));
      this.read.set(step, { lines: [...found.lines], leaves: [...found.leaves].filter((leaf) => this.movable.has(leaf)), fixed: found.fixed });
    }
    return this.read.get(step);
  };

  // The steps, in their order, that some lines rest on.
  Model.prototype.below = function (steps, wanted) {
    const needed = new Set(wanted);
    return steps.slice().reverse().filter((step) => {
      if (!step.some((line) => needed.has(line))) { return false; }
      this.reads(step).lines.forEach((line) => needed.add(line));
      return true;
    }).reverse();
  };

  const same = (a, b) => a === b || (a && b && typeof a === "object" && typeof b === "object" && a.c === b.c && a.e === b.e);
  // Lines of one step read one another's value of the column before; gives those that came out otherwise.
  Model.prototype.computed = function (step) {
    const made = step.map((line) => this.step(line)), size = this.size[step[0]], other = new Set();
    const rows = step.map((line) => this.values[line] || (this.values[line] = []));
    for (let t = 0; t <= size; t += 1) {
      for (let at = 0; at < step.length; at += 1) {
        const value = made[at][t ? 1 : 0](t);
        if (!same(value, rows[at][t])) { rows[at][t] = value; other.add(step[at]); }
      }
    }
    return other;
  };

  // Compute from these leaves and rows: what reads nothing that changed since the last time is what it was.
  Model.prototype.run = function (steps, leaves, rows) {
    const before = this.before, changed = new Set();
    const moved = new Set([...this.movable].filter((leaf) => !before || !same(leaves[leaf], before.leaves[leaf])));
    const fixed = new Set([...rows.keys(), ...(before ? before.rows.keys() : [])]);
    this.leaves = leaves;
    this.rows = rows;
    steps.forEach((step) => {
      const read = this.reads(step);
      if (!before || read.lines.some((line) => changed.has(line)) || read.leaves.some((leaf) => moved.has(leaf)) || (read.fixed && step.some((line) => fixed.has(line)))) {
        this.computed(step).forEach((line) => changed.add(line));
      }
    });
    this.before = { leaves, rows };
  };
  return { Model };
})();
