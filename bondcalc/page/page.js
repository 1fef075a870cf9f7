"use strict";
// What every page does: its data, the language that is read, printing, and one place to make elements with plain text.
const page = { data: null, told: [] };

// Data and tables of a large page stand packed: deflate, as base64.
page.unpacked = function (text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
};
page.laidOut = async function () {
  const held = document.getElementById("data"), plain = held.type === "application/json";
  if (!plain && !window.DecompressionStream) { return false; }
  page.data = JSON.parse(plain ? held.textContent : await page.unpacked(held.textContent));
  if (page.data.tables) {
    const made = new DOMParser().parseFromString(page.data.tables, "text/html");
    document.getElementById("tables").replaceChildren(...made.body.childNodes);
    page.data.tables = "";
  }
  return true;
};
// What works on them waits until they are there.
page.ready = page.laidOut();
page.begin = (work) => page.ready.then((there) => { if (there) { work(); } });

page.chinese = () => document.documentElement.lang !== "en";
page.say = (zh, en) => page.chinese() ? zh : en;

page.element = function (tag, name, text) {
  const made = document.createElement(tag);
  if (name) { made.className = name; }
  if (text) { made.textContent = text; }
  return made;
};

// What a place says in the language that is read, seen or folded.
page.read = (place) => (place.querySelector(`[lang="${page.say("zh-CN", "en")}"]`) || place).textContent.trim();

// The text of nodes in the language that is read, wherever they stand.
page.visible = function (place) {
  const other = page.say("en", "zh-CN"), held = place.cloneNode(true);
  held.querySelectorAll(`[lang="${other}"]`).forEach((node) => node.remove());
  return held.textContent.trim();
};

// Both languages, of which the page shows one.
page.both = function (zh, en) {
  if (zh === en) { return [document.createTextNode(zh)]; }
  return [[zh, "zh-CN"], [en, "en"]].map(([text, lang]) => {
    const made = page.element("span", "", text);
    made.lang = lang;
    return made;
  });
};

// What a what-if makes of a figure, and of a cell that drivers move; nothing while there is none.
page.tried = () => null;
page.moved = () => null;

page.tongue = function () {
  const button = document.getElementById("tongue");
  button.textContent = page.say("English", "中文");
  button.lang = page.say("en", "zh-CN");
  page.told.forEach((tell) => tell());
};

document.getElementById("tongue").addEventListener("click", function () {
  document.documentElement.lang = page.say("en", "zh-CN");
  page.tongue();
});
document.getElementById("paper").addEventListener("click", () => window.print());
page.tongue();
