// digit.js: the page "Draw a digit". digit.c computes; here is what is seen, and
// what a finger or a mouse does.
"use strict";

const SIDE = 280, PEN = 20, TRAINING = 40000;

class Digit {
  constructor(root) {
    this.files = new Map();
    this.program = startProgram(this.files);
    this.paper = element("canvas", { width: SIDE, height: SIDE, id: "paper", tabindex: 0,
      "aria-label": say("draw a digit here", "在这里写一个数字") });
    this.small = element("canvas", { width: 28, height: 28, class: "seen", role: "img",
      "aria-label": say("what the network sees", "网络看到的图像") });
    this.outputs = element("div", { class: "outputs" });
    this.neurons = element("div", { class: "neurons" });
    this.state = element("p", { class: "state", role: "status", "aria-live": "polite" });
    this.target = element("select", { id: "target", "aria-label": say("towards which digit", "朝哪个数字") },
      ...[...Array(10).keys()].map((d) => element("option", {}, String(d))));
    // (Behind a button: the browser's own would speak the browser's language.)
    const file = element("input", { type: "file", accept: ".safetensors", id: "file", hidden: "",
      onchange: () => this.load(file.files[0]) });
    root.append(
      element("div", { class: "desk" },
        this.part(say("Draw here", "在这里写"), this.paper,
          element("div", { class: "buttons" }, button(say("Wipe", "擦掉"), () => this.wipe(), { id: "wipe" }),
            button(say("An example", "来一个例子"), () => this.example(), { id: "example" }))),
        this.part(say("What the network sees", "网络看到的"), this.small,
          element("div", { class: "buttons" }, button(say("Nudge towards", "推向"), () => this.nudge(), { id: "nudge" }), this.target)),
        this.part(say("Ten outputs", "十个输出"), this.outputs)),
      this.state,
      this.part(say("What the first layer says", "第一层说什么"), this.neurons),
      element("p", { class: "asks" },
        button(say("Train anew, from other chance", "换一个随机起点，重新训练"), () => this.train(++this.seed), { id: "train" }), " ",
        button(say("Your own network …", "用你自己的网络……"), () => file.click()), file));
    for (let d = 0; d < 10; d++)
      this.outputs.append(element("div", { class: "bar-row" }, element("b", {}, String(d)),
        element("span", { class: "level" }, element("i", {})), element("output", {})));
    this.listen();
    this.wipe();
    this.train(this.seed = 1);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.drawNeurons(); this.show(); });
  }
  part(title, ...children) { return element("section", {}, element("h3", {}, title), ...children); }

  // Training in pieces, so that the page stays awake.
  async train(seed) {
    const run = this.training = {};
    this.ready = false;
    this.say(say("Drawing digits …", "正在画数字……"));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const began = performance.now();
    if (!this.program.begin(seed)) { this.say(this.program.text(this.program.trouble())); return; }
    for (let seen = 0; seen < TRAINING;) {
      const cost = this.program.learn(400);
      seen += 400;
      this.say(say(`Learning: ${seen.toLocaleString("en")} of ${TRAINING.toLocaleString("en")} images, cost ${plain(cost, 2)}`,
        `正在学习：第 ${seen} 幅，共 ${TRAINING} 幅，成本 ${plain(cost, 2)}`));
      if (seen % 4000 === 0) this.drawNeurons();
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (this.training !== run) return;
    }
    this.took = performance.now() - began;
    this.good = this.program.read_right();
    this.ready = true;
    this.drawNeurons();
    this.say(say(`Trained in ${(this.took / 1000).toFixed(1)} s: it reads ${this.good} of 1000 drawn digits that it has not seen. Now draw.`,
      `训练用了 ${(this.took / 1000).toFixed(1)} 秒：1000 个它没见过的画出来的数字，读对 ${this.good} 个。现在请写。`));
    if (this.inked) this.read();
  }
  async load(file) {
    if (!file) return;
    this.training = null;
    this.files.set("net.safetensors", new Uint8Array(await file.arrayBuffer()));
    if (!this.program.load()) {
      this.say(this.program.text(this.program.trouble()).replace(/^net\.safetensors/, file.name));
      return;
    }
    this.ready = true;
    this.say(say("Your network reads now.", "现在由你的网络来读。"));
    this.drawNeurons();
    if (this.inked) this.read();
  }
  say(text) { this.state.textContent = text; }

  // ---- The paper ------------------------------------------------------------

  listen() {
    const pen = this.paper.getContext("2d", { willReadFrequently: true });
    const at = (e) => {
      const box = this.paper.getBoundingClientRect();
      return [(e.clientX - box.left) * SIDE / box.width, (e.clientY - box.top) * SIDE / box.height];
    };
    this.paper.onpointerdown = (e) => {
      e.preventDefault();
      this.paper.setPointerCapture(e.pointerId);
      this.drawing = true;
      pen.beginPath();
      pen.moveTo(...at(e));
      pen.lineTo(...at(e));
      pen.stroke();
    };
    this.paper.onpointermove = (e) => {
      if (!this.drawing) return;
      pen.lineTo(...at(e));
      pen.stroke();
      this.inked = true;
      this.soon();
    };
    this.paper.onpointerup = this.paper.onpointercancel = () => { this.drawing = false; this.soon(); };
  }
  soon() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => { if (this.ready && this.inked) this.read(); });
  }
  wipe() {
    const pen = this.paper.getContext("2d", { willReadFrequently: true });
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, SIDE, SIDE);
    pen.lineWidth = PEN;
    pen.lineCap = pen.lineJoin = "round";
    this.inked = false;
    this.small.getContext("2d").clearRect(0, 0, 28, 28);
    for (const row of this.outputs.children) {
      row.classList.remove("best");
      row.querySelector("i").style.width = 0;
      row.querySelector("output").textContent = "";
    }
  }
  example() {
    this.wipe();
    const pen = this.paper.getContext("2d", { willReadFrequently: true });
    const path = EXAMPLES[this.next = ((this.next ?? 2) + 1) % EXAMPLES.length];
    pen.beginPath();
    path.forEach(([x, y], k) => (k ? pen.lineTo(x * SIDE, y * SIDE) : pen.moveTo(x * SIDE, y * SIDE)));
    pen.stroke();
    this.inked = true;
    if (this.ready) this.read();
  }

  // ---- Reading --------------------------------------------------------------

  // The canvas as a grey picture in a file, which picture.c then reads as it would
  // a photograph.
  read() {
    const pixels = this.paper.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, SIDE, SIDE).data;
    const head = new TextEncoder().encode(`P5 ${SIDE} ${SIDE} 255\n`);
    const file = new Uint8Array(head.length + SIDE * SIDE);
    file.set(head);
    for (let i = 0; i < SIDE * SIDE; i++) file[head.length + i] = pixels[4 * i];
    this.files.set("my.pgm", file);
    const best = this.program.read_picture();
    if (best < 0) { this.say(this.program.text(this.program.trouble()).replace(/^my\.pgm(: |：)/, "")); return; }
    this.nudges = 0;
    this.first = best;
    this.show(best);
    const [one, two] = this.ranked();
    this.say(say(`It reads a ${best} (${plain(one[1], 3)}).`, `它读作 ${best}（${plain(one[1], 3)}）。`) +
      (two[1] > 0.2 ? say(` A ${two[0]} is close: ${plain(two[1], 3)}.`, ` ${two[0]} 也很接近：${plain(two[1], 3)}。`) : ""));
    const target = two[0];
    this.target.value = String(target);
  }
  ranked() {
    return [...this.program.numbers(this.program.outputs_at(), 10)].map((v, d) => [d, v]).sort((a, b) => b[1] - a[1]);
  }
  nudge() {
    if (!this.ready || !this.inked || this.first === undefined) return;
    const target = Number(this.target.value), best = this.program.nudge(target, 0.02);
    this.nudges++;
    this.show(best);
    const many = this.nudges === 1 ? "1 nudge" : `${this.nudges} nudges`;
    this.say(best === target
      ? say(`After ${many} of 0.02 a pixel it reads a ${best}. You still see a ${this.first}?`,
        `每个像素每次推 0.02，推了 ${this.nudges} 次，它就读作 ${best} 了。你看到的还是 ${this.first} 吗？`)
      : say(`${many}: it still reads a ${best}.`, `推了 ${this.nudges} 次：它仍读作 ${best}。`));
  }

  show(best) {
    if (!this.ready || !this.inked) return;
    const { program } = this, outputs = program.numbers(program.outputs_at(), 10);
    this.best = best ?? this.best;
    [...this.outputs.children].forEach((row, d) => {
      row.classList.toggle("best", d === this.best);
      row.querySelector("i").style.width = 100 * outputs[d] + "%";
      row.querySelector("output").textContent = outputs[d].toFixed(3);
    });
    const image = program.numbers(program.seen(), 784).slice();
    this.paint(this.small, "ink", (k) => image[k]);
    const n = this.neurons.children.length;
    const a = program.numbers(program.activations(), n), votes = program.numbers(program.votes_at(), n);
    const most = Math.max(...[...votes].map(Math.abs)) || 1;
    [...this.neurons.children].forEach((box, i) => {
      box.style.setProperty("--bright", Math.min(1, Math.abs(a[i])));
      const vote = box.querySelector("i");
      vote.className = votes[i] < 0 ? "against" : "for";
      vote.style.width = 50 * Math.abs(votes[i]) / most + "%";
      box.title = say(`activation ${plain(a[i], 3)}, vote ${plain(votes[i], 3)}`, `激活值 ${plain(a[i], 3)}，投票 ${plain(votes[i], 3)}`);
    });
  }
  paint(canvas, map, value) {
    const image = new ImageData(28, 28);
    for (let k = 0; k < 784; k++) image.data.set([...mapColour(map, value(k)), 255], 4 * k);
    canvas.getContext("2d").putImageData(image, 0, 0);
  }
  drawNeurons() {
    const n = Math.min(60, this.program.hidden_neurons());
    while (this.neurons.children.length > n) this.neurons.lastChild.remove();
    while (this.neurons.children.length < n)
      this.neurons.append(element("div", { class: "neuron" }, element("canvas", { width: 28, height: 28 }),
        element("span", { class: "light" }), element("span", { class: "vote" }, element("i", {}))));
    for (let i = 0; i < n; i++) {
      const w = this.program.numbers(this.program.weights(i), 784).slice();
      const most = [...w].map(Math.abs).sort((a, b) => b - a)[20] || 1;
      this.paint(this.neurons.children[i].firstChild, "signs", (k) => 0.5 + 0.5 * w[k] / most);
    }
  }
}

// A hand for those who have none free: a path for some digits.
const EXAMPLES = [
  [[0.5, 0.18], [0.29, 0.32], [0.27, 0.68], [0.5, 0.86], [0.71, 0.68], [0.73, 0.32], [0.5, 0.18]],
  [[0.5, 0.16], [0.5, 0.86]],
  [[0.29, 0.32], [0.39, 0.18], [0.63, 0.18], [0.7, 0.36], [0.32, 0.84], [0.75, 0.84]],
  [[0.29, 0.25], [0.43, 0.16], [0.64, 0.2], [0.68, 0.34], [0.54, 0.46], [0.7, 0.59], [0.68, 0.77], [0.5, 0.86], [0.29, 0.77]],
  [[0.61, 0.86], [0.61, 0.18], [0.25, 0.61], [0.79, 0.61]],
  [[0.7, 0.2], [0.36, 0.2], [0.32, 0.46], [0.57, 0.43], [0.71, 0.59], [0.64, 0.8], [0.32, 0.82]],
  [[0.63, 0.18], [0.39, 0.43], [0.32, 0.68], [0.46, 0.86], [0.68, 0.75], [0.61, 0.57], [0.36, 0.64]],
  [[0.25, 0.21], [0.71, 0.21], [0.46, 0.86]],
  [[0.5, 0.5], [0.34, 0.36], [0.39, 0.2], [0.59, 0.2], [0.66, 0.34], [0.5, 0.5], [0.32, 0.68], [0.39, 0.86], [0.61, 0.86], [0.68, 0.68], [0.5, 0.5]],
  [[0.68, 0.32], [0.5, 0.46], [0.32, 0.32], [0.46, 0.18], [0.68, 0.29], [0.64, 0.86]],
];

if (document.getElementById("program")) window.digit = new Digit(document.getElementById("touch"));
