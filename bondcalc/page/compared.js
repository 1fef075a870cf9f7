"use strict";
// What a what-if changed: key figures and verdicts as filed beside those tried, seen in a table and said once the sliders rest.
const compared = (function () {
  const place = document.getElementById("compared"), heard = document.getElementById("heard"), REST = 700;
  const HEADS = [["变动项目", "what changed"], ["申报数", "as filed"], ["试算", "what if"]];
  let waiting = 0;

  const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));
  function cell(row, tag, nodes) {
    const made = page.element(tag);
    made.append(...nodes);
    if (tag === "th") { made.scope = "row"; }
    row.appendChild(made);
  }
  function table(rows) {
    const made = page.element("table"), head = made.createTHead().insertRow(), body = made.createTBody();
    HEADS.forEach((pair) => {
      const named = page.element("th");
      named.scope = "col";
      named.append(...page.both(...pair));
      head.appendChild(named);
    });
    rows.forEach(({ name, before, now }) => {
      const row = body.insertRow();
      cell(row, "th", copies(name));
      cell(row, "td", copies(before));
      cell(row, "td", copies(now));
    });
    return made;
  }
  // Spoken in the language that is read, and only what fits into a few breaths.
  const FEW = 12;
  function words(row) {
    const [name, before, now] = [row.name, row.before, row.now].map((nodes) => {
      const held = page.element("span");
      held.append(...copies(nodes));
      return page.visible(held);
    });
    return page.say(`${name}由${before}变为${now}`, `${name} from ${before} to ${now}`);
  }
  function spoken(rows) {
    if (!rows.length) { return page.say("关键指标和核对结论没有变动。", "No key figure and no verdict changed."); }
    const more = rows.length > FEW ? page.say(`等${rows.length}项`, ` and ${rows.length - FEW} more`) : "";
    return rows.slice(0, FEW).map(words).join(page.say("；", "; ")) + more;
  }
  function show(rows) {
    place.replaceChildren(...(rows.length ? [table(rows)] : []));
    clearTimeout(waiting);
    waiting = setTimeout(() => { heard.textContent = spoken(rows); }, REST);
  }
  function clear(said) {
    place.replaceChildren();
    clearTimeout(waiting);
    heard.textContent = said;
  }
  return { show, clear };
})();
