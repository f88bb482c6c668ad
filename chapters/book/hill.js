// hill.js: the page "Walk down a hill". hill.c computes; here is what is seen, and
// what a finger, a mouse or a key does.
"use strict";

const LANDS = [
  { name: ["three valleys", "三个谷"], x: [-3, 4], y: [0, 7], start: [3.6], rate: 0.01 },
  { name: ["a bowl", "一个碗"], x: [-3, 9], y: [0, 20], start: [-2], rate: 0.5 },
  { name: ["two valleys", "两个谷"], x: [-2, 2], y: [-1.25, 1.5], start: [0.25, 1.3], rate: 0.06 },
  { name: ["a bowl", "一个碗"], x: [-3.2, 3.2], y: [-2.2, 2.2], start: [-2, 2], rate: 0.1 },
  { name: ["a narrow valley", "狭长的谷"], x: [-3.2, 3.2], y: [-2.2, 2.2], start: [3, 1], rate: 0.45 },
  { name: ["a saddle", "鞍点"], x: [-3.2, 3.2], y: [-2.2, 2.2], start: [2, 0.001], rate: 0.1 },
];

class Hill {
  constructor(root) {
    this.program = startProgram();
    this.picture = element("div", { class: "stage" });
    this.state = element("p", { class: "state", role: "status" });
    this.knobs = choice("knobs", say("knobs", "旋钮"), [["1", say("one", "一个")], ["2", say("two", "两个")]], "1",
      () => this.choose(this.knobs.now === "1" ? 0 : 2));
    this.rate = slider("rate", say("learning rate η", "学习率 η"),
      { least: 0.001, most: 3, value: 0.01, ratio: true, places: 300 }, () => this.changed());
    this.steps = slider("steps", say("steps", "步数"), { least: 0, most: 100, value: 0, step: 1 },
      () => { this.hold(); this.draw(); });
    this.go = button(say("Walk", "走"), () => this.walk(), { class: "run", id: "walk" });
    this.lands = element("div", {});
    root.append(this.knobs.box, this.lands, this.picture,
      element("div", { class: "buttons" }, this.go,
        button(say("One step", "走一步"), () => { this.hold(); this.steps.set(Math.min(100, this.steps.now + 1)); this.draw(); }, { id: "step" }),
        button(say("Back to the start", "回到起点"), () => { this.hold(); this.steps.set(0); this.draw(); }, { id: "back" })),
      this.rate.box, this.steps.box, this.state);
    this.choose(0);
    addEventListener("resize", () => this.draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.map = null; this.draw(); });
  }

  choose(land) {
    this.hold();
    this.land = land;
    this.map = null;
    const { start, rate } = LANDS[land];
    [this.x, this.y = 0] = start;
    this.rate.set(rate);
    this.steps.set(0);
    const those = this.flat() ? [0, 1] : [2, 3, 4, 5];
    this.which = choice("land", say("landscape", "地形"), those.map((k) => [k, words(LANDS[k].name)]), land,
      () => this.choose(this.which.now));
    this.lands.replaceChildren(this.which.box);
    this.draw();
  }
  flat() { return this.land < 2; }

  // A turned η or a dragged start show the whole walk, if none has been begun.
  changed() {
    this.hold();
    if (this.steps.now === 0) this.steps.set(40);
    this.draw();
  }
  hold() {
    cancelAnimationFrame(this.frame);
    this.walking = false;
    this.go.textContent = say("Walk", "走");
  }
  walk() {
    if (this.walking) { this.hold(); return; }
    if (!moves()) { this.steps.set(100); this.draw(); return; }
    if (this.steps.now >= 100) this.steps.set(0);
    this.walking = true;
    this.go.textContent = say("Stop", "停止");
    let last = 0;
    const on = (time) => {
      if (time - last > 110) {
        last = time;
        this.steps.set(this.steps.now + 1);
        this.draw();
      }
      if (this.steps.now < 100 && !this.gone) this.frame = requestAnimationFrame(on);
      else this.hold();
    };
    this.frame = requestAnimationFrame(on);
  }

  // The walk so far: [{ x, y, cost, dx, dy }].
  spots(steps) {
    const at = this.program.walk(this.land, this.x, this.y, this.rate.now, steps);
    const n = this.program.walked(), all = this.program.numbers(at, 5 * n);
    return Array.from({ length: n }, (_, k) => {
      const [x, y, cost, dx, dy] = all.subarray(5 * k, 5 * k + 5);
      return { x, y, cost, dx, dy };
    });
  }

  draw() {
    const land = LANDS[this.land], width = this.picture.clientWidth || 600;
    const high = Math.round(this.flat() ? Math.min(430, 0.62 * width) : width * (land.y[1] - land.y[0]) / (land.x[1] - land.x[0]));
    const x = scale({ from: land.x[0], to: land.x[1] }, [], 0, width);
    const y = scale({ from: land.y[0], to: land.y[1] }, [], high, 0);
    const spots = this.spots(this.steps.now), here = spots.at(-1);
    this.gone = spots.length <= this.steps.now;
    const up = (s) => (this.flat() ? s.cost : s.y);
    const root = svg("svg", { viewBox: `0 0 ${width} ${high}`, width, height: high, class: "plot hill" });
    root.append(this.ground(width, high, x, y));
    const inside = (v) => Math.max(-3000, Math.min(5000, v));
    root.append(svg("path", { class: "line orange", style: "stroke-width:1.6", d: "M" + spots.map((s) =>
      near(inside(x.at(s.x))) + " " + near(inside(y.at(up(s))))).join("L") }));
    for (const s of spots) root.append(svg("circle", { class: "dot orange", r: 3.6, cx: inside(x.at(s.x)), cy: inside(y.at(up(s))) }));
    root.append(...this.arrows(here, x, y));
    const handle = svg("circle", { class: "handle", r: 12, cx: x.at(this.x), cy: y.at(up(spots[0])), tabindex: 0,
      role: "slider", "aria-label": say("the start; arrow keys move it", "起点，可用方向键移动"),
      "aria-valuetext": this.flat() ? plain(this.x, 3) : `${plain(this.x, 3)}, ${plain(this.y, 3)}`, "aria-valuenow": this.x });
    root.append(handle);
    const focused = document.activeElement?.classList.contains("handle");
    this.picture.replaceChildren(root);
    if (focused) handle.focus();
    this.listen(root, handle, (e) => {
      const box = root.getBoundingClientRect();
      this.move(land.x[0] + (e.clientX - box.left) / box.width * (land.x[1] - land.x[0]),
        land.y[1] - (e.clientY - box.top) / box.height * (land.y[1] - land.y[0]));
    });
    this.tell(spots, here);
  }

  // The curve, or the map.
  ground(width, high, x, y) {
    const land = LANDS[this.land], { program } = this;
    if (this.flat()) {
      const n = 300, costs = program.numbers(program.costs(this.land, ...land.x, n, 0, 0, 1), n);
      return svg("path", { class: "line blue", style: "stroke-width:2.6", d: "M" + [...costs].map((c, i) =>
        near(x.at(land.x[0] + (land.x[1] - land.x[0]) * (i + 0.5) / n)) + " " + near(Math.max(-2000, y.at(c)))).join("L") });
    }
    if (!this.map) {
      const columns = 160, rows = Math.min(160, Math.round(columns * high / width));
      const costs = program.numbers(program.costs(this.land, ...land.x, columns, ...land.y, rows), columns * rows).slice();
      const sorted = costs.slice().sort(), low = sorted[0], top = sorted[Math.floor(0.9 * sorted.length)];
      this.map = mapImage(columns, rows, "height", (c, r) => ((costs[c + columns * (rows - 1 - r)] - low) / (top - low)) ** 0.7);
    }
    const field = svg("g", {}, svg("image", { href: this.map, width, height: high, preserveAspectRatio: "none", class: "field" }));
    const n = Math.max(6, Math.round(width / 80)), m = Math.max(4, Math.round(high / 80));
    for (let i = 0; i < n * m; i++) {
      const px = land.x[0] + (land.x[1] - land.x[0]) * (i % n + 0.5) / n;
      const py = land.y[0] + (land.y[1] - land.y[0]) * (Math.floor(i / n) + 0.5) / m;
      const [, , , dx, dy] = program.numbers(program.walk(this.land, px, py, 0, 0), 5);
      const part = 34 / (0.8 + Math.hypot(dx, dy));
      field.append(arrow(x.at(px), y.at(py), x.at(px) - part * dx, y.at(py) + part * dy, "white faint"));
    }
    return field;
  }

  // Here: the tangent or minus the gradient, and the step that it makes.
  arrows(s, x, y) {
    const step = { x: s.x - this.rate.now * s.dx, y: s.y - this.rate.now * s.dy };
    if (!this.flat()) return [arrow(x.at(s.x), y.at(s.y), x.at(step.x), y.at(step.y), "white")];
    const across = x.at(1) - x.at(0), rise = s.dx * (y.at(1) - y.at(0)), part = 60 / Math.hypot(across, rise);
    const [a, b] = [x.at(s.x), y.at(s.cost)];
    return [svg("line", { class: "line dashed green", x1: a - part * across, y1: b - part * rise, x2: a + part * across, y2: b + part * rise }),
      arrow(a, b, x.at(step.x), b, "ink")];
  }

  listen(root, handle, to) {
    root.onpointerdown = (e) => { e.preventDefault(); this.held = e.pointerId; to(e); };
    handle.onkeydown = (e) => {
      const [w, h] = [LANDS[this.land].x, LANDS[this.land].y].map(([a, b]) => (b - a) / 100);
      const by = { ArrowLeft: [-w, 0], ArrowRight: [w, 0], ArrowUp: [0, h], ArrowDown: [0, -h] }[e.key];
      if (!by) return;
      e.preventDefault();
      this.move(this.x + by[0], this.y + by[1]);
    };
    // (On the window: the picture is drawn anew while it is dragged.)
    onpointermove = (e) => { if (e.pointerId === this.held) to(e); };
    onpointerup = onpointercancel = () => { this.held = null; };
  }
  move(x, y) {
    const within = (v, [a, b]) => Math.min(b, Math.max(a, v));
    this.x = within(x, LANDS[this.land].x);
    if (!this.flat()) this.y = within(y, LANDS[this.land].y);
    this.changed();
  }

  tell(spots, here) {
    const n = spots.length - 1, size = Math.hypot(here.dx, here.dy);
    for (const d of ["dx", "dy"]) if (Math.abs(here[d]) < 1e-12) here[d] = 0;
    const place = this.flat() ? `w = ${plain(here.x, 5)}` : `(x, y) = (${plain(here.x, 4)}, ${plain(here.y, 4)})`;
    const slope = this.flat() ? say(`slope ${plain(here.dx, 4)}`, `斜率 ${plain(here.dx, 4)}`)
      : `∇C = (${plain(here.dx, 3)}, ${plain(here.dy, 3)})`;
    const end = this.gone ? say(" It flies off: η is too large here.", "飞走了：这里 η 太大。")
      : size < 1e-4 ? say(" Level ground: it stays.", "地面是平的，停在这里。")
        : n > 1 && spots.slice(-5).every((s, k, a) => k === 0 || s.cost >= a[k - 1].cost) ?
          say(" The cost rises: the steps are too long.", "成本在上升：步子太长。") : "";
    this.state.textContent = say(`After ${n} step${n === 1 ? "" : "s"}: ${place}, C = ${plain(here.cost, 6)}, ${slope}.`,
      `走了 ${n} 步：${place}，C = ${plain(here.cost, 6)}，${slope}。`) + end;
  }
}

if (document.getElementById("program")) window.hill = new Hill(document.getElementById("touch"));
