"use strict";
// What if: drivers move factors, every line they reach is computed again here, and with it the verdicts that can be found again.
page.begin(function () {
  const data = page.data.whatif, lines = page.lines, base = page.data.leaves.map((leaf) => leaf[7] === "" ? null : amounts.read(leaf[7]));
  // Lines beside the schedules stand for conditions of verdicts; some of them take what a run under further changes gives.
  const all = [
    ...lines.map(({ axis, formula, opening }) => ({ size: page.data.axes[axis].length, formula, opening })),
    ...data.asides.map(([size, formula, opening]) => ({ size, formula, opening })),
  ];
  const beside = data.asides.map((_, at) => [lines.length + at]);
  const movable = new Set([
    ...data.sliders.flatMap((driver) => driver.leaves),
    ...data.delays.flatMap((delay) => delay.options.flatMap(([, , , leaves]) => Object.keys(leaves).map(Number))),
    ...data.runs.flatMap(([moves]) => moves.flatMap(([leaves]) => leaves)),
  ]);
  const computed = new model.Model(all, data.places, movable), further = new model.Model(all, data.places, movable);
  const held = (text) => text === "" ? null : text === "true" ? true : text === "false" ? false : amounts.read(text);
  Object.entries(data.values).forEach(([number, row]) => { computed.values[number] = further.values[number] = row.map(held); });
  const taken = further.below(data.steps, data.runs.flatMap(([, takes]) => takes.map(([, line]) => line)));
  const moving = data.steps.flat(), reached = new Set(moving);
  const zero = amounts.zero, WORST = ["fail", "needs_input", null, "warn", "pass", "not_applicable"];
  const DATES = ["直接按日期核对，所选推迟步长下结论不同，须另行测算", "Goes by the dates themselves and would answer otherwise at this step of the delay"];
  let changes = {}, tried = false;

  // The steps of delays that are chosen, each with its delay.
  function chosen(given) {
    return data.delays.map((delay) => [delay, delay.options.find(([step]) => step === given[delay.id])]).filter(([, option]) => option);
  }
  function shifted(leaves, moved, adds, change) {
    moved.forEach((leaf) => { leaves[leaf] = adds ? amounts.add(leaves[leaf], change) : amounts.times(leaves[leaf], amounts.add(amounts.one, change)); });
  }

  // Compute with changes by driver as they are typed: per cent, basis points, or the step of a delay.
  page.compute = function (given) {
    const leaves = base.slice(), rows = new Map(), besides = new Map();
    data.sliders.forEach((driver) => {
      const shown = amounts.read(given[driver.id] || "0");
      shifted(leaves, driver.leaves, driver.adds, { c: shown.c, e: shown.e - driver.scale });
    });
    chosen(given).forEach(([, option]) => {
      Object.entries(option[3]).forEach(([leaf, value]) => { leaves[leaf] = amounts.read(value); });
      Object.entries(option[4]).forEach(([line, row]) => { rows.set(Number(line), row.map(amounts.read)); });
    });
    data.runs.forEach(([moves, takes]) => {
      const stressed = leaves.slice();
      moves.forEach(([moved, adds, change]) => shifted(stressed, moved, adds, amounts.read(change)));
      further.run(taken, stressed, rows);
      takes.forEach(([aside, line]) => besides.set(aside, further.values[line].slice(1)));
    });
    computed.run([...data.steps, ...beside], leaves, new Map([...rows, ...besides]));
    return computed.values;
  };

  // The first condition that holds in some column gives the verdict; without conditions there is none to give.
  function stated(id) {
    const found = data.verdicts[id].find(([, line]) => computed.values[line].includes(true, 1));
    return found ? found[0] : null;
  }
  page.judged = function (id) {
    if (!data.together[id]) { return stated(id); }
    const others = data.together[id].map(([other, filed]) => data.verdicts[other] ? stated(other) : filed);
    return ["fail", "needs_input"].find((bad) => others.includes(bad)) || "pass";
  };

  function total(number) {
    return computed.values[number].slice(1).reduce((sum, value) => value === null ? sum : amounts.add(sum, amounts.number(value)), zero);
  }
  function texts(number, column) {
    return notation.text(column === "total" ? total(number) : computed.values[number][column], lines[number].unit, data.places);
  }
  page.tried = (number, column) => tried && reached.has(number) ? texts(number, column)[page.chinese() ? 0 : 1] : null;
  page.moved = function (leaf) {
    const now = computed.leaves[leaf];
    return tried && now && amounts.order(now, base[leaf]) !== 0 ? `${amounts.trimmed(now, 0, 15)}${page.say("（试算）", " (what if)")}` : null;
  };

  // What was filed is kept as it stands in the page and put back by a reset.
  const filed = new Map();
  function put(place, pair) {
    if (!filed.has(place)) { filed.set(place, [place.className, [...place.childNodes].map((node) => node.cloneNode(true)), place.textContent]); }
    const [name, nodes, before] = filed.get(place);
    place.replaceChildren(...(pair ? page.both(...pair) : nodes.map((node) => node.cloneNode(true))));
    place.className = place.textContent === before ? name : `${name} moved`.trim();
  }
  function back() {
    filed.forEach(([name, nodes], place) => {
      place.replaceChildren(...nodes.map((node) => node.cloneNode(true)));
      place.className = name;
    });
  }

  function rows(table) {
    table.querySelectorAll("tr[data-row]").forEach((row) => {
      const number = Number(row.dataset.row);
      if (!reached.has(number)) { return; }
      [...row.cells].slice(2).forEach((cell, at) => {
        if (cell.textContent) { put(cell, texts(number, page.single(lines[number]) ? 1 : at === 0 ? "total" : at - 1)); }
      });
    });
  }

  // Before a first what-if: what is computed here without a change must be what was filed, in every figure.
  let trusted = null;
  function checked() {
    page.compute({});
    trusted = [...document.querySelectorAll("tr[data-row]")].every((row) => {
      const number = Number(row.dataset.row);
      return !reached.has(number) || [...row.cells].slice(2).every((cell, at) => {
        const column = page.single(lines[number]) ? 1 : at === 0 ? "total" : at - 1;
        return !cell.textContent || page.read(cell) === texts(number, column)[page.chinese() ? 0 : 1];
      });
    });
    return trusted;
  }

  // Findings that are folded: how many of a group have another verdict now stands beside its head.
  const groups = [...document.querySelectorAll("details:not(.schedule)")].filter((group) => group.querySelector("[data-verdict]")).map((group) => {
    const head = group.querySelector("summary");
    return [group, head, ["zh-CN", "en"].map((language) => head.querySelector(`[lang="${language}"]`).textContent)];
  });
  function folded() {
    groups.forEach(([group, head, [zh, en]]) => {
      const changed = group.querySelectorAll("[data-verdict].moved").length;
      if (changed || filed.has(head)) { put(head, changed ? [`${zh}：试算后变动${changed}项`, `${en}: ${changed} changed`] : null); }
    });
  }

  function verdicts() {
    const failing = [], moved = [], doubtful = new Set(chosen(changes).flatMap(([, option]) => option[5]));
    let left = 0, missing = 0, remarks = 0;
    document.querySelectorAll("[data-verdict]").forEach((cell) => {
      const id = cell.dataset.verdict;
      let verdict = cell.className.split(" ")[0];
      if (filed.has(cell)) {
        const [name, nodes] = filed.get(cell);
        verdict = name;
        cell.className = name;
        cell.replaceChildren(...nodes.map((node) => node.cloneNode(true)));
      }
      if (data.verdicts[id] || doubtful.has(id)) {
        const now = doubtful.has(id) ? null : page.judged(id);
        put(cell, now ? data.names[now] : ["试算不判定", "not judged"]);
        cell.className = `${now || "not_applicable"}${now === verdict ? "" : " moved"}`;
        left += now ? 0 : 1;
        if (now !== verdict) { moved.push({ verdict: now, name: cell.nextElementSibling.childNodes, before: filed.get(cell)[1], now: cell.childNodes }); }
        const reason = cell.parentNode.cells[2];
        if (!now) { put(reason, data.unjudged[id] || DATES); } else if (filed.has(reason)) { put(reason, null); }
        verdict = now;
      }
      if (verdict === "fail") { failing.push([id, cell.nextElementSibling]); }
      if (verdict === "needs_input") { missing += 1; }
      if (verdict === "warn") { remarks += 1; }
    });
    const names = (lang) => failing.map(([id, head]) => `${id} ${head.querySelector(`[lang="${lang}"]`)?.textContent ?? ""}`.trim());
    // What is still missing or to be explained is said as on the filed page: no failing rule is no passing filing.
    const lacking = [
      missing ? `；另有${missing}项待补充资料${failing.length ? "" : "，尚不能认定符合规定"}` : "",
      missing ? `; ${missing} rule(s) need input${failing.length ? "" : ": incomplete"}` : "",
    ];
    put(document.getElementById("verdict"), [
      `试算：${failing.length}项核对事项不通过${failing.length ? `（${names("zh-CN").join("、")}）` : ""}${lacking[0]}${remarks ? `；${remarks}项需说明` : ""}${left ? `；${left}项随之变动的事项试算不判定` : ""}`,
      `What if: ${failing.length} rule(s) fail${failing.length ? ` (${names("en").join(", ")})` : ""}${lacking[1]}${remarks ? `; ${remarks} remark(s)` : ""}${left ? `; ${left} that would follow are not judged` : ""}`,
    ]);
    return moved.sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));
  }

  const said = document.getElementById("tried"), place = document.getElementById("drivers");
  function told(language) {
    const zh = language === "zh";
    const parts = data.sliders.filter((driver) => changes[driver.id]).map((driver) => `${driver.names[zh ? 0 : 1]}${zh ? "" : " "}${changes[driver.id].startsWith("-") ? "" : "+"}${changes[driver.id]}${driver.unit[zh ? 0 : 1]}`);
    chosen(changes).forEach(([delay, option]) => parts.push(`${delay.names[zh ? 0 : 1]}${zh ? "" : " "}${option[zh ? 1 : 2]}`));
    return zh ? `试算，不是申报数：${parts.join("，")}。变动的数标为橙色。` : `What if, not as filed: ${parts.join(", ")}. Figures that moved are orange.`;
  }

  // Key figures that moved, as filed and as tried.
  function figures() {
    return [...document.querySelectorAll("#figures [data-key].moved")].map((cell) => ({
      name: cell.closest("div").querySelector("dt button").childNodes, before: filed.get(cell)[1], now: cell.childNodes,
    }));
  }
  page.row = (line) => computed.values[line].slice(1);
  page.text = (line) => texts(line, 1)[0];

  function drawn() {
    untaken.replaceChildren();
    const asked = Object.values(changes).some((change) => change && !amounts.isZero(amounts.read(change)));
    if (asked && trusted === null) { checked(); }
    if (asked && !trusted) {
      said.replaceChildren(...page.both("本浏览器算出的数与申报数不一致，试算不可用。", "This browser computes other figures than were filed: no what-if."));
      return;
    }
    tried = asked;
    document.body.classList.toggle("tried", tried);
    if (!tried) {
      page.compute({});
      back();
      said.replaceChildren();
      charts.again(page.row, page.text);
      compared.clear(page.say("已恢复为申报数。", "Back to what is filed."));
      return;
    }
    page.compute(changes);
    document.querySelectorAll("[data-key]").forEach((cell) => {
      if (reached.has(Number(cell.dataset.key))) { put(cell, texts(Number(cell.dataset.key), 1)); }
    });
    document.querySelectorAll("details.schedule[open]").forEach(rows);
    charts.again(page.row, page.text);
    compared.show([...verdicts(), ...figures()]);
    folded();
    said.replaceChildren(...page.both(told("zh"), told("en")));
  }
  document.querySelectorAll("details.schedule").forEach((table) => table.addEventListener("toggle", () => { if (tried && table.open) { rows(table); } }));

  function labelled(names, for_) {
    const made = page.element("label");
    made.htmlFor = for_;
    made.append(...page.both(...names));
    return made;
  }

  // Full-width digits and signs, commas between thousands and the driver's own unit behind may be typed (1% is no basis point); four decimals count, and only as far as the driver goes.
  function wanted(driver, typed) {
    const signed = typed.normalize("NFKC").trim().replace(/^[\u2212\u2013\u2014]/, "-");
    const unit = driver.unit.find((own) => signed.endsWith(own)) ?? "", text = signed.slice(0, signed.length - unit.length).trimEnd();
    const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
    if (!/^[-+]?\d+(\.\d{1,4})?$/.test(plain)) { return null; }
    const value = Math.min(driver.high, Math.max(driver.low, Number(plain))), cut = value !== Number(plain);
    return { text: cut || value === 0 ? String(value + 0) : plain.replace("+", ""), cut };
  }

  // What the field shows is what is computed; a number that cannot be taken, or not so far, is said.
  function refused(driver, typed, taken) {
    const { names, low, high, unit } = driver;
    const zh = taken ? `“${typed}”超出范围，按${taken.text}计算` : `“${typed}”不能作为数字，未采用`;
    const en = taken ? `"${typed}" is out of reach, ${taken.text} is computed` : `"${typed}" is no number that is taken`;
    return [`${names[0]}：${zh}（${low}至${high}${unit[0]}，至多四位小数）。`, `${names[1]}: ${en} (${low} to ${high}${unit[1]}, four decimals at most).`];
  }

  const inputs = [], untaken = page.element("p");
  untaken.id = "untaken";
  untaken.setAttribute("role", "alert");
  place.after(untaken);
  data.sliders.forEach((driver) => {
    const row = page.element("div"), slide = page.element("input"), exact = page.element("input");
    const limits = { min: driver.low, max: driver.high, value: "0" };
    // What is typed may lie between two steps: the slide stands there, keys go on from there, and what is drawn goes by steps.
    const stride = driver.adds ? 5 : 1, KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    Object.assign(slide, { type: "range", id: `slide-${driver.id}`, step: "any", ...limits });
    Object.assign(exact, { type: "text", inputMode: "text", autocomplete: "off", size: 8, value: "0" });
    const named = labelled([`${driver.names[0]}（${driver.unit[0]}）`, `${driver.names[1]} (${driver.unit[1]})`], slide.id);
    exact.setAttribute("aria-label", `${driver.names.join(" ")} ${driver.unit[1]}`);
    const take = (typed) => {
      const taken = typed.trim() ? wanted(driver, typed) : { text: "0", cut: false };
      if (taken) { changes[driver.id] = taken.text; }
      [slide, exact].forEach((input) => { input.value = changes[driver.id] || "0"; });
      if (taken) { drawn(); }
      if (!taken || taken.cut) { untaken.replaceChildren(...page.both(...refused(driver, typed, taken))); }
    };
    slide.addEventListener("input", () => take(String(Math.round(slide.value / stride) * stride)));
    slide.addEventListener("keydown", (event) => {
      if (!KEYS[event.key] || event.altKey || event.ctrlKey || event.metaKey) { return; }
      event.preventDefault();
      const there = Math.min(driver.high, Math.max(driver.low, Number(slide.value) + KEYS[event.key] * stride));
      take(String(Number(there.toFixed(4))));
    });
    exact.addEventListener("change", () => take(exact.value));
    inputs.push(slide, exact);
    row.append(named, slide, exact);
    place.appendChild(row);
  });
  data.delays.forEach((delay) => {
    const row = page.element("div"), choice = page.element("select");
    choice.id = `slide-${delay.id}`;
    const fill = () => {
      const at = choice.selectedIndex;
      choice.replaceChildren(new Option(page.say("不变", "as is"), ""), ...delay.options.map(([step, zh, en]) => new Option(page.say(zh, en), step)));
      choice.selectedIndex = Math.max(0, at);
    };
    fill();
    page.told.push(fill);
    choice.addEventListener("change", () => { changes[delay.id] = choice.value; drawn(); });
    inputs.push(choice);
    row.append(labelled(delay.names, choice.id), choice);
    place.appendChild(row);
  });
  const reset = page.element("button");
  reset.type = "button";
  reset.id = "reset";
  reset.append(...page.both("恢复为申报数", "back to what is filed"));
  reset.addEventListener("click", () => {
    changes = {};
    inputs.forEach((input) => { input.value = input.type === "select-one" ? "" : "0"; });
    drawn();
  });
  place.after(reset);
  if (!data.sliders.length && !data.delays.length) { document.getElementById("whatif").hidden = true; }
});
