"use strict";
// Charts of other figures: axis, columns, lines and bars are put in place of those of the filing; titles, names and legends stay.
const charts = (function () {
  const NAMESPACE = document.querySelector("svg")?.namespaceURI;
  let measures = null, drawn = [], right = 0;
  page.begin(() => {
    ({ measures, drawn } = page.data.charts);
    right = measures.width - measures.margin;
  });
  const number = (value) => value === null ? null : Number(`${value.c}E${value.e}`);
  const shown = (value) => String(Number(value.toFixed(1)));

  function shape(kind, facts, text) {
    const made = document.createElementNS(NAMESPACE, kind);
    Object.entries(facts).forEach(([name, value]) => made.setAttribute(name, typeof value === "number" ? shown(value) : value));
    if (text !== undefined) { made.textContent = text; }
    return made;
  }
  const stroke = (points, colour, width, dash) => shape("polyline", {
    points: points.map(([x, y]) => `${shown(x)},${shown(y)}`).join(" "), fill: "none", stroke: colour, "stroke-width": width, ...(dash && dash.length ? { "stroke-dasharray": dash.join(" ") } : {}),
  });
  const box = (x, y, width, height, fill) => shape("rect", { x, y, width, height, fill, stroke: measures.edge });
  const lettering = (x, y, text, anchor) => shape("text", { x, y, dy: "0.36em", "text-anchor": anchor, "font-size": measures.small, fill: measures.soft }, text);

  // Four to nine round ticks that hold zero and every value, with the decimals that the finest needs.
  function ticks(values) {
    const low = Math.min(0, ...values), top = Math.max(0, ...values), high = low < top ? top : 1;
    const rough = (high - low) / 6, power = Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => Number(`${factor}E${power}`)).find((factor) => factor >= rough), made = [];
    for (let at = Math.floor(low / step); at <= Math.ceil(high / step); at += 1) { made.push(at * step); }
    const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return made.map((tick) => [Number(tick.toFixed(places)), amounts.fixed(amounts.read(tick.toFixed(places)), places, true)]);
  }

  function upright(chart, rows) {
    const size = rows[0].length, slot = (right - chart.left) / Math.max(size, 1), across = (at) => chart.left + slot * (at + 0.5);
    const columns = chart.kind === "columns" ? rows.filter((_, at) => !chart.series[at]) : [], over = chart.kind === "columns" ? rows.filter((_, at) => chart.series[at]) : rows;
    const stacked = Array.from({ length: size }, (_, at) => columns.map((row) => row[at] || 0));
    const sums = (parts, up) => parts.filter((value) => value > 0 === up).reduce((sum, value) => sum + value, 0);
    const axis = ticks([...stacked.flatMap((parts) => [sums(parts, true), sums(parts, false)]), ...over.flat().filter((value) => value !== null)]);
    const low = axis[0][0], high = axis[axis.length - 1][0], height = (value) => chart.top + measures.plot * (high - value) / (high - low);
    const shapes = axis.flatMap(([tick, text]) => [
      stroke([[chart.left, height(tick)], [right, height(tick)]], chart.kind === "lines" && tick === 0 ? measures.ink : measures.grid, 1),
      lettering(chart.left - 6, height(tick), text, "end"),
    ]);
    const wide = Math.min(slot * 0.64, measures.widest);
    stacked.forEach((parts, at) => {
      let above = 0, below = 0;
      parts.forEach((value, series) => {
        const start = value > 0 ? above : below, [y, end] = [height(start), height(start + value)].sort((a, b) => a - b);
        if (value > 0) { above += value; } else { below += value; }
        if (value) { shapes.push(box(across(at) - wide / 2, y, wide, end - y, measures.fills[series % measures.fills.length])); }
      });
    });
    if (chart.kind === "columns") { shapes.push(stroke([[chart.left, height(0)], [right, height(0)]], measures.ink, 1)); }
    over.forEach((row, at) => shapes.push(...lines(row, measures.dashes[at % measures.dashes.length], across, height, chart.kind === "columns" ? wide * 0.7 : 0)));
    return shapes;
  }

  // A year without a value leaves a gap; over columns a value without neighbours is a stroke over its column.
  function lines(row, dash, across, height, half) {
    const runs = [[]];
    row.forEach((value, at) => { if (value === null) { runs.push([]); } else { runs[runs.length - 1].push([across(at), height(value)]); } });
    const parts = runs.filter((run) => run.length), alone = half ? parts.filter((run) => run.length === 1) : [];
    return [...parts, ...alone.map(([[x, y]]) => [[x - half, y], [x + half, y]])].map((run) => stroke(run, measures.ink, 2.5, dash));
  }

  function bars(chart, rows, texts) {
    const values = rows.map((row) => row[0]), axis = ticks(values), low = axis[0][0], high = axis[axis.length - 1][0];
    const step = (right - measures.value - chart.left) / (high - low), at = (value) => chart.left + (value - low) * step, bottom = chart.top + measures.row * rows.length;
    const shapes = axis.flatMap(([tick, text]) => [stroke([[at(tick), chart.top], [at(tick), bottom]], measures.grid, 1), lettering(at(tick), bottom + 12, text, "middle")]);
    values.forEach((value, row) => {
      const [start, end] = [at(0), at(value)].sort((a, b) => a - b), top = chart.top + measures.row * row;
      if (!value) { return; }
      shapes.push(box(start, top + 5, end - start, measures.row - 10, measures.bars[chart.series[row] % measures.bars.length]));
      shapes.push(lettering(value < 0 ? start - 5 : end + 5, top + measures.row / 2, texts[row], value < 0 ? "end" : "start"));
    });
    return [...shapes, stroke([[at(Math.max(0, low)), chart.top], [at(Math.max(0, low)), bottom]], measures.ink, 1)];
  }

  // Draw every chart that has lines from their values; both languages have the same figures.
  function again(values, said) {
    const figures = document.querySelectorAll("#charts figure");
    drawn.forEach((chart, at) => {
      if (!chart.lines) { return; }
      const rows = chart.lines.map((line) => values(line).map(number));
      figures[at].querySelectorAll("svg").forEach((svg) => {
        const shapes = chart.kind === "bars" ? bars(chart, rows, chart.lines.map(said)) : upright(chart, rows);
        svg.querySelector(".plotted").replaceChildren(...shapes);
      });
    });
  }
  return { again };
})();
