// plot.js: draws a figure in the page, as SVG, from the numbers that a chapter
// wrote for it (its .dat file) and a description in pictures.js. The colours are
// the style sheet's, so that a picture follows the page from day to night; what
// words there are, are as large as the page's whatever the width.
"use strict";

// ---- The numbers ------------------------------------------------------------

// The text of a .dat file: { numbers: { rate: 0.1 }, blocks: [{ name, columns,
// rows, scans }] }. Two blank lines end a block, one ends a scan within it.
function readData(text) {
  const numbers = {}, blocks = [];
  let known = [];  // the columns that the file's first line names
  for (const part of text.split(/\n\n\n/)) {
    const rows = [], said = [];
    let scans = 1;
    for (const line of part.trimEnd().split("\n")) {
      const number = /^# (\w+) = (.*)$/.exec(line);
      if (number) numbers[number[1]] = Number(number[2]);
      else if (line.startsWith("# ")) said.push(line.slice(2));
      else if (line !== "") rows.push(line.split(" ").map(Number));
      else if (rows.length > 0) scans++;
    }
    const width = rows.length > 0 ? rows[0].length : 0;
    const own = said.filter((s) => s.split(" ").length === width).pop();
    if (own !== undefined) known = own.split(" ");
    blocks.push({ name: said.find((s) => s !== own), columns: known, rows, scans });
  }
  return { numbers, blocks };
}

// A column of a block by its name; of several with one name, "cost 2" is the second.
function column(block, name) {
  const [word, which = 1] = name.split(" ");
  let seen = 0;
  const at = block.columns.findIndex((c) => c === word && ++seen === Number(which));
  if (at < 0) throw new Error("there is no column " + name);
  return block.rows.map((row) => row[at]);
}

// ---- Scales and ticks -------------------------------------------------------

// Round steps: about n of them between two numbers.
function niceTicks(low, high, n) {
  const rough = (high - low) / n, ten = 10 ** Math.floor(Math.log10(rough));
  const step = ten * [1, 2, 5, 10].find((k) => k * ten >= rough * 0.999);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++)
    ticks.push(k * step);
  return ticks;
}
function powerTicks(low, high, n) {
  const from = Math.ceil(Math.log10(low) - 1e-9), to = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((to - from) / n));
  const ticks = [];
  for (let k = from; k <= to; k += step) ticks.push(10 ** k);
  return ticks.length > 1 ? ticks : niceTicks(low, high, n);
}

// A number as the book writes it: a real minus, no digits that say nothing.
function plain(x, digits = 6) {
  return String(Number(x.toPrecision(digits))).replace(/-/g, "−");
}
// One of a logarithmic axis: 10⁻⁶.
function tickName(x, log) {
  const power = Math.round(Math.log10(x));
  if (!log || Math.abs(power) < 3 || Math.abs(10 ** power / x - 1) > 1e-9) return plain(x);
  return "10" + [...String(power)].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("");
}

// from and to may lie the wrong way round: then the axis runs backwards.
function scale(axis, values, start, end) {
  let from = axis.from, to = axis.to;
  if (from === undefined || to === undefined) {
    const good = values.filter((v) => Number.isFinite(v) && (!axis.log || v > 0));
    let low = Math.min(...good), high = Math.max(...good);
    if (!(low < high)) { low -= 1; high += 1; }
    const room = axis.log ? 0 : 0.05 * (high - low);
    from = from ?? low - room;
    to = to ?? high + room;
  }
  const bend = axis.log ? Math.log10 : (v) => v;
  const at = (v) => start + (bend(v) - bend(from)) / (bend(to) - bend(from)) * (end - start);
  const n = Math.abs(end - start) / (start < end ? 70 : 55);
  const low = Math.min(from, to), high = Math.max(from, to);
  return { at, from, to, ticks: axis.ticks ?? (axis.log ? powerTicks : niceTicks)(low, high, n) };
}

// ---- Colours of a map -------------------------------------------------------

const MAPS = {
  height: ["#440154", "#472c7a", "#3b518b", "#2c718e", "#21908d", "#27ad81",
    "#5cc863", "#aadc32", "#fde725"],
  classes: ["#6db3dd", "#b5d7ec", "#fbfaf7", "#f6cda9", "#ec9a58"],
  classesDark: ["#1d6a9c", "#17405d", "#14171b", "#5e3316", "#a9561d"],
  signs: ["#c0392b", "#fdfcf9", "#009e73"],
  signsDark: ["#ff6b5e", "#191d23", "#2fc79a"],
  ink: ["#ffffff", "#000000"],
};
function atNight() {
  return typeof matchMedia !== "undefined" && matchMedia("(prefers-color-scheme: dark)").matches;
}
function mapColour(name, x) {
  const map = MAPS[atNight() && MAPS[name + "Dark"] ? name + "Dark" : name];
  const place = Math.min(1, Math.max(0, x)) * (map.length - 1);
  const k = Math.min(map.length - 2, Math.floor(place)), part = place - k;
  return [1, 3, 5].map((i) => Math.round(parseInt(map[k].slice(i, i + 2), 16) * (1 - part) +
    parseInt(map[k + 1].slice(i, i + 2), 16) * part));
}

// value(column, row) from 0 to 1, row 0 at the top, as the address of a picture.
function mapImage(columns, rows, name, value) {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  for (let r = 0, at = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, at += 4)
      image.data.set([...mapColour(name, value(c, r)), 255], at);
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas.toDataURL();
}

// ---- SVG --------------------------------------------------------------------

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
const near = (v) => Math.round(v * 100) / 100;

// Each kind of layer: (layer, its block, panel) → what is to be seen. `panel` has
// x and y (scales), the frame, and all of the data.
const LAYERS = {
  line(layer, block, { x, y }) {
    const xs = column(block, layer.x), ys = column(block, layer.y);
    let path = "", pen = "M";
    for (let i = 0; i < xs.length; i++) {
      const a = x.at(xs[i]), b = y.at(ys[i]);
      if (!Number.isFinite(a) || !Number.isFinite(b)) { pen = "M"; continue; }
      path += pen + near(a) + " " + near(Math.max(-2000, Math.min(4000, b)));
      pen = "L";
    }
    const line = svg("path", { d: path, class: "line " + layer.colour });
    if (layer.dash) line.setAttribute("stroke-dasharray", layer.dash);
    if (layer.width) line.style.strokeWidth = layer.width;
    return [line];
  },
  points(layer, block, { x, y }) {
    const xs = column(block, layer.x), ys = column(block, layer.y);
    const of = layer.label ? column(block, layer.label) : null;
    return xs.map((v, i) => [x.at(v), y.at(ys[i]), of && of[i]])
      .filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b))
      .map(([a, b, label]) => svg("circle", { cx: near(a), cy: near(b),
        r: layer.size ?? 3.2,
        class: "dot " + (label === null ? layer.colour : label ? "warm" : "cold") }));
  },
  // A row's tangent, of the same length on the page whatever its slope.
  tangent(layer, block, { x, y }) {
    const row = layer.row < 0 ? block.rows.length + layer.row : layer.row;
    const [a, b, slope] = [layer.x, layer.y, layer.slope].map((c) => column(block, c)[row]);
    const across = x.at(a + 1) - x.at(a), up = slope * (y.at(b + 1) - y.at(b));
    const part = layer.length / Math.hypot(across, up);
    return [svg("line", { class: "line dashed " + layer.colour,
      x1: x.at(a) - part * across, y1: y.at(b) - part * up,
      x2: x.at(a) + part * across, y2: y.at(b) + part * up })];
  },
  // A landscape from above, from rows of x, y, value in scans of equal x.
  field(layer, block, { x, y }) {
    const xs = column(block, layer.x), ys = column(block, layer.y);
    const values = column(block, layer.value);
    const rows = block.rows.length / block.scans, columns = block.scans;
    const [low, high] = layer.range ?? [Math.min(...values), Math.max(...values)];
    const first = xs[0], last = xs[xs.length - 1], foot = ys[0], top = ys[rows - 1];
    const dx = (last - first) / (columns - 1) / 2, dy = (top - foot) / (rows - 1) / 2;
    return [svg("image", { preserveAspectRatio: "none", class: "field",
      href: mapImage(columns, rows, layer.map ?? "height", (c, r) =>
        (values[c * rows + rows - 1 - r] - low) / (high - low)),
      x: x.at(first - dx), y: y.at(top + dy), width: x.at(last + dx) - x.at(first - dx),
      height: y.at(foot - dy) - y.at(top + dy) })];
  },
  // Arrows downhill, at every nth place of such a field.
  arrows(layer, block, { x, y }) {
    const [xs, ys, dx, dy] = [layer.x, layer.y, layer.dx, layer.dy].map((c) => column(block, c));
    const rows = block.rows.length / block.scans, n = layer.every, seen = [];
    for (let i = 0; i < xs.length; i++) {
      if (Math.floor(i / rows) % n !== n >> 1 || i % rows % n !== n >> 1) continue;
      const part = layer.length / (layer.soft + Math.hypot(dx[i], dy[i]));
      const a = x.at(xs[i]), b = y.at(ys[i]);
      const toX = x.at(xs[i] - part * dx[i]), toY = y.at(ys[i] - part * dy[i]);
      seen.push(arrow(a, b, toX, toY, layer.colour));
    }
    return seen;
  },
  // A plane coloured by what a neuron says, from a matrix (0 … 1), and where it is ½.
  plane(layer, block, { x, y }) {
    const m = block.rows, rows = m.length, columns = m[0].length, [w, h] = layer.half;
    const cx = (c) => x.at(w * ((2 * c + 1) / columns - 1));
    const cy = (r) => y.at(h * ((2 * r + 1) / rows - 1));
    return [svg("image", { preserveAspectRatio: "none", class: "field",
      href: mapImage(columns, rows, "classes", (c, r) => m[rows - 1 - r][c]),
      x: x.at(-w), y: y.at(h), width: x.at(w) - x.at(-w), height: y.at(-h) - y.at(h) }),
    svg("path", { class: "line ink", d: levelLine(m, 0.5, cx, cy) })];
  },
  bars(layer, block, { x, y }) {
    const xs = column(block, layer.x), ys = column(block, layer.y), zero = y.at(0);
    const width = Math.abs(x.at(xs[1]) - x.at(xs[0])) * (layer.width ?? 0.74);
    return xs.map((v, i) => svg("rect", { class: (layer.outline ? "outline " : "bar ") + layer.colour,
      x: near(x.at(v) - width / 2), width: near(width), y: near(Math.min(zero, y.at(ys[i]))),
      height: near(Math.abs(y.at(ys[i]) - zero)) }));
  },
  // An image, or a picture of weights: rows of column, row, value.
  image(layer, block, { frame }) {
    const at = [column(block, "column"), column(block, "row"), column(block, layer.value)];
    const n = Math.max(...at[0]) + 1, rows = Math.max(...at[1]) + 1;
    const [low, high] = layer.range ?? (() => {
      const most = Math.max(...at[2].map(Math.abs)) || 1;
      return [-most, most];
    })();
    const value = new Map(at[0].map((c, i) => [c + n * at[1][i], at[2][i]]));
    return [svg("image", { x: frame.left, y: frame.top, width: frame.width,
      height: frame.height, class: "field pixels",
      href: mapImage(n, rows, layer.map, (c, r) => (value.get(c + n * r) - low) / (high - low)) })];
  },
  // A tape: its rows as boxes from left to right, values above, slopes below, and
  // on each line what is handed along it.
  tape(layer, block, { frame, data }) {
    const last = data.blocks[data.blocks.length - 1], names = layer.names;
    const [value, grad, left, right, byLeft, byRight] =
      ["value", "grad", "left", "right", "by_left", "by_right"].map((c) => column(last, c));
    const depth = [], count = [], place = [];
    value.forEach((v, i) => {
      const of = [left[i], right[i]].filter((k) => k >= 0);
      depth[i] = of.length ? 1 + Math.max(...of.map((k) => depth[k])) : 0;
      count[depth[i]] = (count[depth[i]] ?? 0) + 1;
    });
    const most = Math.max(...depth), used = [];
    value.forEach((v, i) => {
      const d = depth[i], k = used[d] = (used[d] ?? 0) + 1;
      place[i] = [frame.left + frame.width * (d + 0.5) / (most + 1),
        frame.top + frame.height * (k - 0.5) / count[d]];
    });
    const seen = [];
    value.forEach((v, i) => [[left[i], byLeft[i], -1], [right[i], byRight[i], 1]].forEach(([k, by, side]) => {
      if (k < 0) return;
      const [ax, ay] = place[i], [bx, by_] = place[k], dip = left[i] === right[i] ? 16 * side : 0;
      seen.push(svg("path", { class: "line quiet", d: `M${ax} ${ay}Q${(ax + bx) / 2} ${(ay + by_) / 2 + 2 * dip} ${bx} ${by_}` }),
        svg("text", { class: "boxed", x: 0.42 * ax + 0.58 * bx, y: 0.42 * ay + 0.58 * by_ + dip + 4,
          "text-anchor": "middle" }, "× " + plain(by)));
    }));
    value.forEach((v, i) => {
      const [a, b] = place[i];
      seen.push(svg("rect", { class: "box", x: a - 42, y: b - 28, width: 84, height: 56, rx: 8 }),
        svg("text", { x: a, y: b - 9, "text-anchor": "middle" }, names[i] ?? words(["row ", "第 "]) + i + words(["", " 行"])),
        svg("text", { class: "blue", x: a, y: b + 7, "text-anchor": "middle" }, plain(v)),
        svg("text", { class: "green", x: a, y: b + 22, "text-anchor": "middle" }, "∂ " + plain(grad[i])));
    });
    return seen;
  },
};

function arrow(x1, y1, x2, y2, colour) {
  const long = Math.hypot(x2 - x1, y2 - y1) || 1, ux = (x2 - x1) / long, uy = (y2 - y1) / long;
  const head = Math.min(7, 0.5 * long);
  const side = (s) => `${near(x2 - head * ux - s * 0.5 * head * uy)} ${near(y2 - head * uy + s * 0.5 * head * ux)}`;
  return svg("path", { class: "arrow " + colour,
    d: `M${near(x1)} ${near(y1)}L${near(x2)} ${near(y2)}M${side(1)}L${near(x2)} ${near(y2)}L${side(-1)}` });
}

// Where a matrix passes a level, cell by cell: each side that it passes gives a
// point, and two points a piece of the line.
function levelLine(m, level, cx, cy) {
  let path = "";
  const part = (a, b) => (level - a) / (b - a);
  for (let r = 0; r + 1 < m.length; r++)
    for (let c = 0; c + 1 < m[0].length; c++) {
      const a = m[r][c], b = m[r][c + 1], d = m[r + 1][c], e = m[r + 1][c + 1], at = [];
      if (a < level !== b < level) at.push([cx(c + part(a, b)), cy(r)]);
      if (b < level !== e < level) at.push([cx(c + 1), cy(r + part(b, e))]);
      if (d < level !== e < level) at.push([cx(c + part(d, e)), cy(r + 1)]);
      if (a < level !== d < level) at.push([cx(c), cy(r + part(a, d))]);
      for (let k = 0; k + 1 < at.length; k += 2)
        path += `M${near(at[k][0])} ${near(at[k][1])}L${near(at[k + 1][0])} ${near(at[k + 1][1])}`;
    }
  return path;
}

// ---- A figure ---------------------------------------------------------------

// Words come as one string, or as [English, Chinese], or as a function of the data.
function words(text, data) {
  const w = typeof text === "function" ? text(data) : text;
  return Array.isArray(w) ? w[document.documentElement.lang.startsWith("zh") ? 1 : 0] : w;
}

let clips = 0;
// What a layer shows: a block of the figure's own data, or of another file of the
// chapter's (`file`).
function blockOf(layer, data) {
  const { blocks } = layer.file ? data.other(layer.file) : data, k = layer.block ?? 0;
  return blocks[k < 0 ? blocks.length + k : k];
}

function drawPanel(panel, data, box) {
  const bare = panel.layers.every((l) => l.kind === "image" || l.kind === "tape");
  const frame = bare || panel.bare ? { left: box.left + 4, top: box.top + 24, width: box.width - 8, height: box.height - 28 } :
    { left: box.left + 56, top: box.top + 28, width: box.width - 76, height: box.height - 74 };
  const blocks = panel.layers.map((layer) => blockOf(layer, data));
  const all = (axis) => panel.layers.flatMap((l, i) =>
    typeof l[axis] === "string" && l.kind !== "arrows" ? column(blocks[i], l[axis]) : []);
  const group = svg("g");
  if (panel.square) {  // a unit is as long in x as in y
    const wide = panel.x.to - panel.x.from, high = panel.y.to - panel.y.from;
    const unit = Math.min(frame.width / wide, frame.height / high);
    frame.left += (frame.width - unit * wide) / 2;
    frame.width = unit * wide;
    frame.height = unit * high;
  }
  const right = frame.left + frame.width, foot = frame.top + frame.height;
  let x, y;
  if (!bare) {
    x = scale(panel.x ?? {}, all("x"), frame.left, right);
    y = scale(panel.y ?? {}, all("y"), foot, frame.top);
    if (!panel.bare) {
      for (const t of x.ticks) group.append(
        svg("line", { class: "grid", x1: x.at(t), x2: x.at(t), y1: frame.top, y2: foot }),
        svg("text", { x: x.at(t), y: foot + 18, "text-anchor": "middle" }, tickName(t, panel.x?.log)));
      for (const t of y.ticks) group.append(
        svg("line", { class: "grid", x1: frame.left, x2: right, y1: y.at(t), y2: y.at(t) }),
        svg("text", { x: frame.left - 7, y: y.at(t) + 4, "text-anchor": "end" }, tickName(t, panel.y?.log)));
    }
    if (panel.x?.name) group.append(svg("text", { class: "name", x: (frame.left + right) / 2,
      y: foot + 38, "text-anchor": "middle" }, words(panel.x.name, data)));
    if (panel.y?.name) group.append(svg("text", { class: "name", x: box.left + 6, y: frame.top - 14 },
      words(panel.y.name, data)));
  }
  if (panel.name) group.append(svg("text", { class: "name", x: frame.left + frame.width / 2,
    y: frame.top - 9, "text-anchor": "middle" }, words(panel.name, data)));
  const clip = "clip" + clips++;
  const inside = svg("g", { "clip-path": `url(#${clip})` });
  group.append(svg("clipPath", { id: clip }, svg("rect", { x: frame.left, y: frame.top - (bare ? 8 : 0),
    width: frame.width, height: frame.height + (bare ? 8 : 0) })), inside);
  panel.layers.forEach((layer, i) => {
    inside.append(...LAYERS[layer.kind](layer, blocks[i], { x, y, frame, data }));
  });
  return group;
}

// The picture for a width in pixels, and what its colours mean. files: the texts of
// all that the chapter wrote.
function drawPicture(stem, files, width) {
  const picture = PICTURES[stem], data = readData(files.get(stem + ".dat"));
  data.other = (name) => readData(files.get(name + ".dat"));
  const panels = typeof picture.panels === "function" ? picture.panels(data) : picture.panels ?? [picture];
  const across = width < 560 ? Math.min(panels.length, picture.acrossNarrow ?? 1) : picture.across ?? panels.length;
  const each = width / across, down = Math.ceil(panels.length / across);
  const high = Math.round(each * (picture.tall ?? (across > 1 ? 0.9 : width < 560 ? 0.8 : 0.56)));
  const root = svg("svg", { viewBox: `0 0 ${width} ${high * down}`, width, height: high * down,
    role: "img", class: "plot" });
  panels.forEach((panel, i) => root.append(drawPanel(panel, data, { left: each * (i % across),
    top: high * Math.floor(i / across), width: each, height: high })));
  const legend = document.createElement("div");
  legend.className = "legend";
  for (const layer of panels.flatMap((panel) => panel.layers))
    if (layer.name) {
      const entry = document.createElement("span");
      entry.className = layer.colour + (layer.dash ? " broken" : "");
      entry.textContent = words(layer.name, data);
      legend.append(entry);
    }
  return [root, legend];
}

if (typeof module !== "undefined") module.exports = { readData, column, niceTicks, plain };
