// boundary.js: the page "Bend a boundary". boundary.c computes; here is what is
// seen, and what a finger, a mouse or a key does.
"use strict";

const HALF = 2.4, SIDE = 60;

class Boundary {
  constructor(root) {
    this.program = startProgram();
    this.set = choice("set", say("points", "点"), [["0", say("XOR", "异或")], ["1", say("moons", "月牙")],
      ["2", say("spiral", "螺旋")], ["3", say("rings", "圆环")], ["own", say("none", "空白")]], "1", () => this.takeSet());
    this.colour = choice("colour", say("I place", "我放"), [["0", say("blue", "蓝")], ["1", say("orange", "橙")]], "1", () => {});
    const anew = () => this.begin();
    this.first = slider("first", say("first hidden layer", "第一隐藏层"), { least: 0, most: 16, value: 8, step: 1 }, anew);
    this.second = slider("second", say("second hidden layer", "第二隐藏层"), { least: 0, most: 16, value: 0, step: 1 }, anew);
    this.rate = slider("rate", say("learning rate η", "学习率 η"), { least: 0.001, most: 10, value: 0.1, ratio: true }, () => {});
    this.go = button(say("Learn", "学习"), () => this.toggle(), { class: "run", id: "learn" });
    this.stage = element("canvas", { class: "plane", id: "plane", tabindex: 0, role: "application",
      "aria-label": say("the plane: tap to place a point; or arrow keys and Enter", "平面：点一下放一个点；也可用方向键和回车") });
    this.neurons = element("div", { class: "maps" });
    this.state = element("p", { class: "state", role: "status" });
    root.append(this.set.box, this.colour.box, this.first.box, this.second.box, this.rate.box,
      element("div", { class: "buttons" }, this.go,
        button(say("One step", "走一步"), () => { this.stop(); this.learn(1); }, { id: "step" }),
        button(say("Anew, from other chance", "换一个随机起点"), () => { this.seed++; this.begin(); }, { id: "anew" })),
      this.state, element("div", { class: "desk" }, this.stage, this.neurons));
    this.seed = 1;
    this.cursor = [0, 0];
    this.listen();
    this.takeSet();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    addEventListener("resize", () => this.draw());
  }

  takeSet() {
    if (this.set.now === "own") this.program.clear_points();
    else this.program.take_set(Number(this.set.now), this.set.now === "2" ? 200 : 120, [0.3, 0.12, 0.05, 0.12][this.set.now], 1);
    this.begin();
  }
  begin() {
    this.stop();
    this.program.begin(this.first.now, this.second.now, this.seed);
    this.steps = 0;
    this.cost = null;
    this.layOut();
    this.draw();
  }
  stop() {
    cancelAnimationFrame(this.frame);
    this.learning = false;
    this.go.textContent = say("Learn", "学习");
  }
  toggle() {
    if (this.learning) { this.stop(); return; }
    this.learning = true;
    this.go.textContent = say("Stop", "停止");
    // As many steps a frame as 12 ms hold; where nothing should move, all at once.
    const on = () => {
      const end = performance.now() + (moves() ? 12 : 1500);
      do this.learn(5, false); while (performance.now() < end && this.steps < 20000);
      this.draw();
      if (!moves() || this.steps >= 20000) this.stop();
      else if (this.learning) this.frame = requestAnimationFrame(on);
    };
    this.frame = requestAnimationFrame(on);
  }
  learn(steps, draw = true) {
    if (this.program.points_there() === 0) { this.stop(); return; }
    this.cost = this.program.learn(steps, this.rate.now);
    this.steps += steps;
    if (draw) this.draw();
  }

  layOut() {
    this.canvases = [];
    const rows = [this.first.now, this.first.now > 0 ? this.second.now : 0].filter((n) => n > 0)
      .map((n, layer) => element("div", { class: "layer" }, element("small", {}, say(`layer ${layer + 1}`, `第 ${layer + 1} 层`)),
        ...Array.from({ length: n }, (_, k) => {
          const canvas = element("canvas", { class: "map", role: "img", "aria-label": say(`neuron ${k + 1}`, `神经元 ${k + 1}`) });
          this.canvases.push(canvas);
          return canvas;
        })));
    this.neurons.replaceChildren(...rows);
  }

  draw() {
    const { program } = this, n = this.canvases.length + 1;
    const maps = program.numbers(program.maps(SIDE, HALF), n * SIDE * SIDE);
    const map = (k) => Array.from({ length: SIDE }, (_, r) => maps.subarray((k * SIDE + r) * SIDE, (k * SIDE + r + 1) * SIDE));
    this.canvases.forEach((canvas, k) => sharp(canvas, (c, w, h) => this.paint(c, w, h, map(k), 1)));
    sharp(this.stage, (c, w, h) => {
      this.paint(c, w, h, map(n - 1), 2);
      const there = program.points_there(), points = program.numbers(program.points_at(), 3 * there);
      for (let i = 0; i < there; i++) {
        c.beginPath();
        const x = (points[3 * i] / HALF + 1) / 2 * w, y = (1 - points[3 * i + 1] / HALF) / 2 * h;
        if (points[3 * i + 2]) { c.moveTo(x, y - 5); c.lineTo(x + 5, y); c.lineTo(x, y + 5); c.lineTo(x - 5, y); c.closePath(); }
        else c.arc(x, y, 4, 0, 7);
        c.fillStyle = colour(points[3 * i + 2] ? "warm" : "cold");
        c.strokeStyle = colour("paper");
        c.fill();
        c.stroke();
      }
      if (document.activeElement === this.stage) {
        const [x, y] = [(this.cursor[0] / HALF + 1) / 2 * w, (1 - this.cursor[1] / HALF) / 2 * h];
        c.strokeStyle = colour("ink");
        c.strokeRect(x - 6, y - 6, 12, 12);
      }
    });
    const there = program.points_there();
    this.state.textContent = there === 0 ? say("No points yet: place some of each colour.", "还没有点：每种颜色放几个。")
      : say(`After ${this.steps} step${this.steps === 1 ? "" : "s"}: ${program.right()} of ${there} points are on their side`,
        `走了 ${this.steps} 步：${there} 个点中有 ${program.right()} 个在正确的一侧`) +
        (this.cost === null ? "" : say(`, cost ${plain(this.cost, 3)}`, `，成本 ${plain(this.cost, 3)}`)) +
        (Number.isNaN(this.cost) ? say(". It has flown off: a smaller η, and anew.", "。已经发散：把 η 调小，重新开始。") : ".");
  }
  paint(c, w, h, map, line) {
    const cell = new ImageData(SIDE, SIDE);
    for (let r = 0; r < SIDE; r++)
      for (let k = 0; k < SIDE; k++)
        cell.data.set([...mapColour("classes", map[SIDE - 1 - r][k] || 0), 255], 4 * (r * SIDE + k));
    const small = new OffscreenCanvas(SIDE, SIDE);
    small.getContext("2d").putImageData(cell, 0, 0);
    c.imageSmoothingEnabled = true;
    c.drawImage(small, 0, 0, w, h);
    const at = (i) => (i + 0.5) / SIDE;
    c.strokeStyle = colour("ink");
    c.lineWidth = line;
    c.stroke(new Path2D(levelLine(map, 0.5, (i) => at(i) * w, (i) => (1 - at(i)) * h)));
  }

  listen() {
    const place = (x, y) => {
      this.program.add_point(x, y, Number(this.colour.now));
      this.draw();
    };
    this.stage.onpointerdown = (e) => {
      const box = this.stage.getBoundingClientRect();
      this.cursor = [HALF * (2 * (e.clientX - box.left) / box.width - 1), HALF * (1 - 2 * (e.clientY - box.top) / box.height)];
      place(...this.cursor);
    };
    this.stage.onkeydown = (e) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[e.key];
      if (e.key === "Enter" || e.key === " ") place(...this.cursor);
      else if (by) this.cursor = this.cursor.map((v, k) => Math.min(HALF, Math.max(-HALF, v + 0.1 * by[k])));
      else return;
      e.preventDefault();
      this.draw();
    };
    this.stage.onfocus = this.stage.onblur = () => this.draw();
  }
}

if (document.getElementById("program")) window.boundary = new Boundary(document.getElementById("touch"));
