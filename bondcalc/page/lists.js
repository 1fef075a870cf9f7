"use strict";
// Long lists: a hundred rows at a time, those that hold a word; the total is that of all rows.
page.begin(function () {
  const data = page.data, MOST = 100;
  const text = (cell) => typeof cell === "number" ? data.pairs[cell][page.chinese() ? 0 : 1] : cell;

  function field(label, into, name) {
    const made = page.element("label", "", label);
    made.appendChild(name);
    into.appendChild(made);
  }

  function list(place, number) {
    const { heads, right, rows, total } = data.lists[number];
    const tools = page.element("div", "tools"), said = page.element("p", "note"), around = page.element("div", "wide");
    const wanted = page.element("input");
    let first = 0, word = "";
    wanted.type = "search";
    said.setAttribute("role", "status");
    around.tabIndex = 0;
    around.setAttribute("role", "group");

    function step(label, by, there) {
      const made = page.element("button", "", label);
      made.type = "button";
      made.disabled = !there;
      made.addEventListener("click", () => { first += by; drawn(); });
      return made;
    }

    function cells(row, made) {
      row.forEach((cell, at) => {
        const into = made.insertCell();
        into.textContent = text(cell);
        into.className = right[at] ? "" : "left";
      });
    }

    function drawn() {
      const found = word ? rows.filter((row) => row.some((cell) => text(cell).includes(word))) : rows;
      first = Math.max(0, Math.min(first, found.length - 1));
      const table = page.element("table"), head = table.createTHead().insertRow(), body = table.createTBody();
      heads.forEach((name) => {
        const cell = page.element("th", "", text(name));
        cell.scope = "col";
        head.appendChild(cell);
      });
      found.slice(first, first + MOST).forEach((row) => cells(row, body.insertRow()));
      if (total.length && !word) { cells(total, table.createTFoot().insertRow()); }
      around.replaceChildren(table);
      const last = Math.min(first + MOST, found.length);
      said.textContent = page.say(`共${found.length}行，现为第${found.length ? first + 1 : 0}至${last}行`, `${found.length} rows, ${found.length ? first + 1 : 0} to ${last} shown`);
      tools.replaceChildren();
      field(page.say("查找：", "find: "), tools, wanted);
      tools.appendChild(step(page.say("上一页", "previous"), -MOST, first > 0));
      tools.appendChild(step(page.say("下一页", "next"), MOST, last < found.length));
    }

    wanted.addEventListener("change", () => { word = wanted.value.trim(); first = 0; drawn(); wanted.focus(); });
    place.append(tools, said, around);
    page.told.push(drawn);
    drawn();
  }
  document.querySelectorAll("[data-list]").forEach((place) => list(place, Number(place.dataset.list)));
});
