"use strict";
// The lines computed again from other values of leaves: formulas as data become functions once, steps run in their order.
const model = (function () {
  const { zero, one, number, add, minus, times, over, power, order, rounded, read } = amounts;
  const up = (a, b) => add(number(a), number(b));
  const least = (sign) => (a, b) => order(b, a) * sign < 0 ? b : a;
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
    and: (...all) => all.every((value) => value === true || (value !== false && value.c !== 0n)),
    ratio: (a, b) => number(b).c === 0n ? null : over(number(a), number(b)),
  };
  const true_ = (value) => value === true || (value !== false && value.c !== 0n);

  function Model(lines, axes, leaves, places) {
    this.lines = lines;
    this.size = lines.map((line) => axes[line.axis].length || 1);
    this.single = lines.map((line) => axes[line.axis].length === 0);
    this.leaves = leaves;
    this.rows = new Map();
    this.values = [];
    this.places = places;
    this.made = new Map();
  }

  Model.prototype.formula = function (tree) {
    const self = this;
    if (typeof tree === "number") { return self.single[tree] ? () => self.values[tree][1] : (t) => self.values[tree][t]; }
    if (typeof tree === "string") { const value = read(tree); return () => value; }
    const [sign, first, second] = tree;
    const columns = (row) => row.slice(1);
    switch (sign) {
      case "l": return () => self.leaves[first];
      case "s": return (t) => self.leaves[first[t - 1]];
      case "k": {
        const chosen = self.formula(first);
        return (t) => { const at = Number(rounded(number(chosen(t)), 0).c); return at ? self.leaves[second[at - 1]] : zero; };
      }
      case "p": return (t) => self.values[first][t - 1];
      case "t":
        if (second === undefined) { return () => columns(self.values[first]).reduce(up, zero); }
        return () => columns(self.values[first]).reduce((sum, value, at) => up(sum, times(number(value), number(self.values[second][at + 1]))), zero);
      case "m": return () => columns(self.values[first]).filter((value) => value !== null).reduce((low, value) => low === null || order(number(value), number(low)) < 0 ? value : low, null);
      case "r": return (t) => t > 1 && self.running ? add(self.running, number(self.values[first][t])) : number(self.values[first][t]);
      case "a": return (t) => second[t - 1].reduce((sum, at) => up(sum, self.values[first][at]), zero);
      case "i": return (t) => self.values[first][second[t - 1]];
      case "if": {
        const [condition, then, otherwise] = tree.slice(1).map((inner) => self.formula(inner));
        return (t) => true_(condition(t)) ? then(t) : otherwise(t);
      }
      case "money": { const inner = self.formula(first); return (t) => rounded(number(inner(t)), self.places); }
      case "round": { const inner = self.formula(first), places = Number(second); return (t) => rounded(number(inner(t)), places); }
    }
    const parts = tree.slice(1).map((inner) => self.formula(inner)), operation = operations[sign];
    if (parts.length === 2) { const [left, right] = parts; return (t) => operation(left(t), right(t)); }
    return (t) => operation(...parts.map((part) => part(t)));
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

  // Lines of one step read one another's value of the column before.
  Model.prototype.run = function (steps) {
    for (const step of steps) {
      const made = step.map((line) => this.step(line));
      step.forEach((line, at) => { this.values[line] = [made[at][0](0)]; });
      for (let t = 1; t <= this.size[step[0]]; t += 1) {
        for (let at = 0; at < step.length; at += 1) { this.values[step[at]][t] = made[at][1](t); }
      }
    }
  };
  return { Model };
})();
