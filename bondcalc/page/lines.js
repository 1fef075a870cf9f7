"use strict";
// Where a figure comes from: its formula in words, its cell, the figures and cells it is made of, each opened by a click.
page.begin(function () {
  const data = page.data, dialog = document.getElementById("source"), body = document.getElementById("source-body");
  // A text that recurs has a number.
  const text = (held) => typeof held === "number" ? data.texts[held] : held;
  const names = ["zh", "en", "words", "wordsEn", "source", "sheet", "unit", "axis", "spot", "formula", "opening", "rests"];
  const lines = data.lines.map((row) => Object.fromEntries(row.map((value, at) => [names[at], value])));
  const columnsOf = (line) => data.axes[line.axis];
  const single = (line) => columnsOf(line).length === 0;
  page.lines = lines;

  // The cell of a row that holds a column: name, unit, then of a single figure its value, else total and opening before the columns.
  function cellOf(number, column) {
    const row = document.querySelector(`tr[data-row="${number}"]`);
    return row.cells[single(lines[number]) ? 2 : column === "total" ? 2 : 3 + column];
  }
  const shown = (number, column) => page.tried(number, column) ?? (page.read(cellOf(number, column)) || "0");
  page.cellOf = cellOf;
  page.single = single;

  function letters(column) {
    let name = "";
    for (let left = column + 1; left; left = Math.floor((left - 1) / 26)) { name = String.fromCharCode(65 + (left - 1) % 26) + name; }
    return name;
  }
  function place(line, column) {
    // The total of a row stands before its opening.
    const [row, first, down] = line.spot, far = single(line) ? 0 : column === "total" ? -1 : column;
    if (down && far < 0) { return text(line.sheet); }
    return `${text(line.sheet)}!${letters(first + (down ? 0 : far))}${row + 1 + (down ? far : 0)}`;
  }
  const called = (line) => text(page.say(line.zh, line.en));
  const when = (line, column) => single(line) ? "" : column === "total" ? page.say("合计", "total") : column ? String(columnsOf(line)[column - 1]) : page.say("期初", "opening");

  // What a formula reads in a column: figures as [line, column], cells as a number alone.
  function parts(tree, line, column) {
    const here = (number) => [number, single(lines[number]) ? 1 : column];
    if (typeof tree === "number") { return [here(tree)]; }
    if (typeof tree === "string") { return []; }
    const [sign, first, second] = tree, whole = (number) => columnsOf(lines[number]).map((_, at) => [number, at + 1]);
    switch (sign) {
      case "l": return [first];
      case "s": return [first[column - 1]];
      case "k": return [here(first), ...second];
      case "x": return [];
      case "p": return [[first, column - 1]];
      case "t": return second === undefined ? whole(first) : [...whole(first), ...whole(second)];
      case "m": return whole(first);
      case "r": return whole(first).slice(0, column);
      case "a": return second[column - 1].map((at) => [first, at]);
      case "i": return [[first, second[column - 1]]];
      default: return tree.slice(1).flatMap((inner) => parts(inner, line, column));
    }
  }

  function made(number, column) {
    const line = lines[number];
    if (column === "total") { return columnsOf(line).map((_, at) => [number, at + 1]); }
    return parts(column ? line.formula : line.opening, line, column);
  }

  // The formula with figures in place of names: sums, products, quotients of few terms; a longer one has its terms below.
  const SIGNS = { "+": " + ", sum: " + ", "-": " − ", "*": " × ", "/": " ÷ ", ratio: " ÷ " }, LEVEL = { "+": 1, sum: 1, "-": 1, "*": 2, "/": 2, ratio: 2 }, FEW = 8;
  function put(tree, line, column, outer, right) {
    if (typeof tree === "string") { return tree; }
    if (tree[0] === "+" && tree[2] === "0") { return put(tree[1], line, column, outer, right); }
    if (typeof tree !== "number" && tree[0] === "money") { return `${page.say("四舍五入", "round")}(${put(tree[1], line, column, 0, false)})`; }
    if (typeof tree !== "number" && SIGNS[tree[0]]) {
      const level = LEVEL[tree[0]], inner = tree.slice(1).map((part, at) => put(part, line, column, level, at > 0)).join(SIGNS[tree[0]]);
      return level < outer || (right && level === outer) ? `(${inner})` : inner;
    }
    const found = parts(tree, line, column);
    if (found.length !== 1 || (typeof tree !== "number" && !"lspi".includes(tree[0]))) { throw new RangeError(tree[0]); }
    const [part] = found, leaf = data.leaves[part];
    return typeof part === "number" ? page.moved(part) ?? page.say(text(leaf[3]), text(leaf[4])) : shown(...part);
  }
  function inNumbers(tree, line, column) {
    if (column === "total" || !column || parts(tree, line, column).length > FEW) { return ""; }
    try {
      const said = put(tree, line, column, 0, false);
      return /[+−×÷(]/.test(said) ? said : "";
    } catch (error) {
      if (error instanceof RangeError) { return ""; }
      throw error;
    }
  }

  function button(label, action) {
    const made = page.element("button", "", label);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  function row(table, cells) {
    const made = table.insertRow();
    cells.forEach((cell) => {
      const into = made.insertCell();
      if (typeof cell === "string") { into.textContent = cell; } else { into.appendChild(cell); }
    });
  }

  function described(leaf) {
    const [, zh, en, value, valueEn, source, at] = data.leaves[leaf];
    return [page.say(text(zh), text(en)), page.moved(leaf) ?? page.say(text(value), text(valueEn)), [text(at), text(source)].filter(Boolean).join("；")];
  }

  function listed(found) {
    const table = page.element("table"), head = table.createTHead().insertRow();
    page.say(["组成", "数值", "位置"], ["made of", "value", "cell"]).forEach((name) => {
      const cell = page.element("th", "", name);
      cell.scope = "col";
      head.appendChild(cell);
    });
    const inside = table.createTBody(), seen = new Set();
    found.forEach((part) => {
      if (seen.has(String(part))) { return; }
      seen.add(String(part));
      if (typeof part === "number") { row(inside, described(part)); return; }
      const [number, column] = part, line = lines[number];
      row(inside, [button(`${called(line)} ${when(line, column)}`.trim(), () => told(number, column)), shown(number, column), place(line, column)]);
    });
    return table;
  }

  let from = null, current = null, before = [];

  function chooser(number, column) {
    const label = page.element("label", "", page.say("年份或日期：", "year or day: ")), choice = page.element("select");
    columnsOf(lines[number]).forEach((name, at) => choice.add(new Option(name, at + 1, false, at + 1 === column)));
    choice.addEventListener("change", () => drawn(number, Number(choice.value), "select"));
    label.appendChild(choice);
    return label;
  }

  function fact(list, name, value) {
    if (!value) { return; }
    list.appendChild(page.element("dt", "", name));
    list.appendChild(page.element("dd", "", value));
  }

  function drawn(number, column, focus) {
    const line = lines[number], tools = page.element("div", "tools"), list = page.element("dl");
    current = [number, column];
    body.replaceChildren();
    const head = page.element("h2", "", called(line));
    head.id = "source-head";
    body.appendChild(head);
    body.appendChild(page.element("p", "answer", `${when(line, column)} ${shown(number, column)}`.trim()));
    if (before.length) { tools.appendChild(button(page.say("返回上一个", "back"), () => drawn(...before.pop(), "h2"))); }
    if (!single(line)) { tools.appendChild(chooser(number, column)); }
    tools.appendChild(button(page.say("关闭", "close"), () => dialog.close()));
    body.appendChild(tools);
    fact(list, page.say("公式", "formula"), text(page.say(line.words, line.wordsEn)));
    fact(list, page.say("代入", "in numbers"), inNumbers(line.formula, line, column));
    fact(list, page.say("依据", "source"), text(line.source));
    fact(list, page.say("单元格（schedules.xlsx）", "cell of schedules.xlsx"), place(line, column));
    body.appendChild(list);
    const found = [...made(number, column), ...line.rests];
    if (found.length) { body.appendChild(listed(found)); }
    const first = body.querySelector(focus === "select" ? "select" : "button");
    if (dialog.open && first) { first.focus(); }
  }

  function told(number, column) {
    if (dialog.open) { before.push(current); } else { before = []; from = document.activeElement; }
    drawn(number, column, "");
    if (!dialog.open) { dialog.showModal(); }
    dialog.scrollTop = 0;
  }

  dialog.addEventListener("close", () => { if (from) { from.focus(); } });
  page.told.push(() => { if (dialog.open) { drawn(...current, ""); } });
  document.addEventListener("click", function (event) {
    const named = event.target.closest("[data-line]"), cell = event.target.closest("tr[data-row] td:not(.unit)");
    if (named) { told(Number(named.dataset.line), 1); }
    if (cell && cell.textContent) {
      const number = Number(cell.parentNode.dataset.row);
      told(number, single(lines[number]) ? 1 : cell.cellIndex === 2 ? "total" : cell.cellIndex - 3);
    }
  });
});
