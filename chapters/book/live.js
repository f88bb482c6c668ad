// live.js: a chapter's page runs its chapter. The program in the page is the C
// that the page shows, compiled for WASI; it runs in a worker, so that the page
// stays awake, and what it prints takes the place of what is printed here. Its
// questions wait for the reader's guess. Without scripts the page is whole: all
// that stands here is added when it is opened.
"use strict";

// ---- The program ------------------------------------------------------------

// In the worker, after the text of wasi.js: runs the program once for each message
// with its words, and sends what it prints as it prints it.
function inWorker() {
  let program;
  onmessage = ({ data }) => {
    if (data.program) program = new WebAssembly.Module(data.program);
    const files = new Map();
    const wasi = new Wasi({ args: ["chapter", ...data.args], env: data.env, files,
      write: (fd, text) => postMessage({ run: data.run, fd, text }) });
    let status, trouble = "";
    try { status = wasi.run(program); } catch (e) { status = -1; trouble = String(e); }
    postMessage({ run: data.run, status, trouble,
      files: [...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]) });
  };
}

class Program {
  constructor(base64) {
    this.bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const text = `${WasiExit}\n${Wasi}\n(${inWorker})();`;
    this.address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    this.runs = 0;
  }

  // Runs it with these words; a run that is not done is given up. told(fd, text)
  // hears what it prints. What comes back: { out, files, status, trouble }.
  run(args, told = () => {}) {
    if (this.busy) this.stop();
    const run = ++this.runs, fresh = !this.worker;
    this.worker = this.worker ?? new Worker(this.address);
    this.busy = true;
    return new Promise((resolve) => {
      let out = "";
      this.giveUp = () => resolve({ stopped: true });
      this.worker.onmessage = ({ data }) => {
        if (data.run !== run) return;
        if (data.fd === 1) out += data.text;
        if (data.fd) { told(data.fd, data.text); return; }
        this.busy = false;
        resolve({ out, ...data, files: new Map(data.files) });
      };
      this.worker.onerror = (e) => { this.stop(); resolve({ out, status: -1, trouble: e.message, files: new Map() }); };
      this.worker.postMessage({ run, args, env: ENVIRONMENT, program: fresh ? this.bytes : null });
    });
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
    this.busy = false;
    this.giveUp?.();
  }
}

// A story into its sections: Map from heading to text. What is printed before the
// first (which data, what was turned) belongs to it, as on the page.
function sectionsOf(out) {
  const sections = new Map(), parts = out.split(/^── (.*) ──$/m);
  const before = parts[0].split("\n").slice(2).join("\n").trim();
  for (let k = 1; k < parts.length; k += 2)
    sections.set(parts[k], (k === 1 && before ? before + "\n\n" : "") +
      parts[k + 1].replace(/^\n+|\n+$/g, ""));
  return sections;
}

// ---- Questions --------------------------------------------------------------

// A section's text in pieces: [{ text, question }]; a question stands at the end
// of its piece, and the next one is the answer.
function piecesOf(text) {
  const pieces = [];
  let rest = text;
  for (;;) {
    const found = /^\? .*(\n {2}\S.*)*$/m.exec(rest);
    if (!found) break;
    const end = found.index + found[0].length;
    pieces.push({ text: rest.slice(0, end), question: oneLine(found[0].slice(2)) });
    rest = rest.slice(end).replace(/^\n+/, "");
  }
  pieces.push({ text: rest });
  return pieces;
}

// Lines as one: between two that are Chinese there is no space.
function oneLine(text) {
  return text.replace(/([\u2e80-\uffef])\n *(?=[\u2e80-\uffef])/g, "$1").replace(/\n */g, " ");
}

// Braille dots come from another font; the style sheet holds them in their columns.
function paper(text) {
  const pre = element("pre", { class: "output", tabindex: "0" });
  for (const part of text.split(/([\u2800-\u28ff])/))
    pre.append(/^[\u2800-\u28ff]$/.test(part) ? element("i", {}, part) : part);
  return pre;
}

// One section of what is printed: on the page and anew after each run. Where it asks
// something, the answer waits for the reader's guess, and so does the text after it,
// which speaks of it.
class Printed {
  constructor(pre, chapter) {
    this.heading = pre.dataset.section;
    this.own = pre.textContent.replace(/\n+$/, "");
    this.chapter = chapter;
    this.guesses = new Map();  // from question to guess; "" if there was none
    this.box = element("div", { class: "printed" });
    pre.replaceWith(this.box);
    this.rest = element("div", { class: "answer" });
    this.rest.open = () => this.openAll();
    this.rest.addEventListener("beforematch", this.rest.open);
    if (/^\? /m.test(this.own)) {
      const after = [];
      for (let next = this.box.nextElementSibling;
        next && /^(P|FIGURE|UL|OL)$/.test(next.tagName); next = next.nextElementSibling)
        after.push(next);
      this.box.after(this.rest);
      this.rest.append(...after);
    }
    this.show(this.own);
  }

  show(text) {
    this.text = text;
    this.pieces = piecesOf(text);
    let into = this.box;
    this.box.replaceChildren();
    for (const { text: piece, question } of this.pieces) {
      if (piece) into.append(paper(piece));
      if (question === undefined) break;
      const answer = element("div", { class: "answer" });
      this.wait(answer, this.isOpen(question));
      answer.open = () => this.open(question, "");
      answer.addEventListener("beforematch", answer.open);
      into.append(this.isOpen(question) ? this.guessed(question) : this.form(question), answer);
      into = answer;
    }
    this.wait(this.rest, this.questions().every((q) => this.isOpen(q)));
  }

  questions() { return this.pieces.map((p) => p.question).filter((q) => q !== undefined); }
  isOpen(question) { return !this.chapter.waits || this.guesses.has(question); }
  open(question, guess) {
    this.guesses.set(question, guess);
    this.show(this.text);
    this.chapter.laidOut();
  }
  openAll() {
    for (const q of this.questions()) if (!this.isOpen(q)) this.guesses.set(q, "");
    this.show(this.text);
    this.chapter.laidOut();
  }

  // (Where a browser can, its own search finds what is hidden, and opens it.)
  wait(node, isOpen) {
    if (isOpen) node.removeAttribute("hidden");
    else node.setAttribute("hidden", "until-found");
  }

  form(question) {
    const field = element("input", { type: "text", autocomplete: "off",
      "aria-label": question, placeholder: say("your guess", "你的猜测") });
    return element("form", { class: "guess", onsubmit: (e) => {
      e.preventDefault();
      this.open(question, field.value.trim());
    } }, field, element("button", {}, say("See the answer", "看答案")));
  }
  guessed(question) {
    const guess = this.guesses.get(question);
    return guess ? element("p", { class: "guess" }, say("You guessed: ", "你的猜测："),
      element("strong", {}, guess)) : "";
  }
}

// ---- Knobs ------------------------------------------------------------------

// What --knobs prints: a line a knob.
function readKnobs(text) {
  return text.split("\n").filter(Boolean).map((line) => {
    const [name, kind, value, least, most, english, chinese] = line.split("\t");
    return { name, kind, own: value, value, least: Number(least), most: Number(most),
      meaning: say(english, chinese), rows: [] };
  });
}

// A slider has PLACES places, or one for each whole number if those are fewer. Where
// the range spans more than a factor of 40, it is by ratio, so that small values have
// their room, too.
const PLACES = 200;
function byRatio(knob) { return knob.least > 0 && knob.most / knob.least > 40; }
function places(knob) {
  return knob.kind === "whole" && knob.most - knob.least <= PLACES ? knob.most - knob.least : PLACES;
}
function placeOf(knob) {
  const v = Number(knob.value);
  return places(knob) * (byRatio(knob) ? Math.log(v / knob.least) / Math.log(knob.most / knob.least)
    : (v - knob.least) / (knob.most - knob.least));
}
function valueAt(knob, place) {
  const part = place / places(knob), range = knob.most - knob.least;
  const v = byRatio(knob) ? knob.least * (knob.most / knob.least) ** part : knob.least + part * range;
  const step = knob.kind === "whole" ? 1
    : 10 ** (Math.floor(Math.log10(byRatio(knob) ? v : range / PLACES)) - (byRatio(knob) ? 2 : 0));
  let value = Math.round(v / step) * step;
  // (A place further is another value, however near the next one is.)
  if (value === Number(knob.value) && Math.abs(place - placeOf(knob)) >= 0.5)
    value += Math.sign(place - placeOf(knob)) * step;
  return String(Number(value.toPrecision(6)));
}

// A knob's row: what it is, a slider, a field. All rows of one knob move together.
function knobRow(knob, turned) {
  const { name } = knob;
  const set = (value, done) => {
    knob.value = value;
    for (const each of knob.rows) each();
    turned(done);
  };
  const slider = knob.kind !== "sizes" && element("input", { type: "range", min: 0, max: places(knob),
    "aria-label": `${name}: ${knob.meaning}`,
    oninput: () => set(valueAt(knob, Number(slider.value)), false),
    onchange: () => turned(true) });
  const field = element("input", { type: "text", inputmode: knob.kind === "sizes" ? "text" : "decimal",
    "aria-label": `${name}: ${knob.meaning}`, size: knob.kind === "sizes" ? 12 : 7,
    title: `${plain(knob.least)} … ${plain(knob.most)}`, onchange: () => set(field.value.trim(), true) });
  const row = element("div", { class: "knob" },
    element("span", { class: "what" }, element("code", {}, name), " ", knob.meaning,
      element("small", {}, ` ${plain(knob.least)} … ${plain(knob.most)}`)),
    ...(slider ? [slider] : []), field);
  knob.rows.push(() => {
    if (slider) {
      slider.value = placeOf(knob);
      slider.setAttribute("aria-valuetext", knob.value);
    }
    if (field.value !== knob.value) field.value = knob.value;
    row.classList.toggle("turned", knob.value !== knob.own);
  });
  knob.rows.at(-1)();
  return row;
}

// ---- The chapter ------------------------------------------------------------

// The page to touch that belongs to a chapter.
const TOUCH = {
  ch02_descent: ["hill.html", ["Walk down a hill by hand", "亲手走下山"]],
  ch03_gradient: ["hill.html", ["Walk down a hill by hand", "亲手走下山"]],
  ch10_small_data: ["boundary.html", ["Bend a boundary by hand", "亲手让边界弯起来"]],
  ch13_mnist: ["digit.html", ["Draw a digit and see it read", "写一个数字，看它怎样被认出"]],
};

class Chapter {
  constructor(script) {
    this.program = new Program(script.textContent);
    this.words = (script.dataset.args ?? "").split(" ").filter(Boolean);
    this.size = this.program.bytes.length;
    this.waits = remembered("waits") !== "no";
    this.printed = [...document.querySelectorAll("pre.output[data-section]")]
      .map((pre) => new Printed(pre, this));
    this.figures = [...document.querySelectorAll("figure[id]")].filter((f) => PICTURES[f.id]);
    this.knobs = [];
    this.panel();
    this.program.run(["--knobs"]).then(({ out = "" }) => this.addKnobs(readKnobs(out)));
    addEventListener("hashchange", () => this.openTarget());
    this.openTarget();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    let width = innerWidth;
    addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; this.draw(); } });
  }

  panel() {
    this.start = element("button", { class: "run", onclick: () => this.run() }, say("Run it here", "在这里运行"));
    this.end = element("button", { onclick: () => this.stop(), hidden: "" }, say("Stop", "停止"));
    this.reset = element("button", { hidden: "", onclick: () => {
      for (const knob of this.knobs) { knob.value = knob.own; for (const each of knob.rows) each(); }
      this.run();
    } }, say("Reset the knobs", "旋钮复位"));
    this.state = element("output", { role: "status", "aria-live": "polite" });
    this.rows = element("div", { class: "knobs" });
    const asks = element("input", { type: "checkbox", onchange: () => {
      this.waits = asks.checked;
      remember("waits", asks.checked ? "yes" : "no");
      for (const p of this.printed) p.show(p.text);
      this.laidOut();
    } });
    asks.checked = this.waits;
    const panel = element("section", { class: "live", id: "run", "aria-label": say("Run it here", "在这里运行") },
      element("p", {}, say(
        `This page carries its program: ${Math.round(this.size / 1000)} kB, compiled from the C below. ` +
        "It prints the same digits here as on a terminal.",
        `本页带着自己的程序：${Math.round(this.size / 1000)} kB，由下面的 C 编译而成。在这里打印的数字与终端上完全相同。`)),
      this.rows,
      element("div", { class: "buttons" }, this.start, this.end, this.reset, this.state),
      element("label", { class: "asks" }, asks, say(
        " Questions wait for my guess", " 先让我猜，再给答案")));
    const touch = TOUCH[document.body.dataset.name];
    if (touch) panel.append(element("p", { class: "touch" }, element("a", { href: touch[0] }, say(...touch[1]))));
    document.querySelector("div.sourceCode, pre.sourceCode").before(panel);
  }

  addKnobs(knobs) {
    this.knobs = knobs;
    const turned = (done) => this.turned(done);
    this.rows.append(...knobs.map((knob) => knobRow(knob, turned)));
    for (const figure of this.figures) {
      const here = knobs.filter((knob) => PICTURES[figure.id].knobs?.includes(knob.name));
      if (here.length > 0)
        figure.querySelector("figcaption").before(element("div", { class: "knobs" },
          ...here.map((knob) => knobRow(knob, turned))));
    }
    document.body.dataset.ready = "yes";
  }

  // While a slider moves, quick chapters follow it; the others wait until it rests.
  turned(done) {
    clearTimeout(this.soon);
    if (done || (this.took ?? 0) < 1500) this.soon = setTimeout(() => this.run(), done ? 0 : 60);
  }

  async run() {
    clearTimeout(this.soon);
    const args = [...this.words];
    for (const knob of this.knobs)
      if (knob.value !== knob.own) args.push("--" + knob.name, knob.value);
    const began = performance.now();
    this.end.hidden = false;
    this.say(say("running …", "正在运行……"), "busy");
    let sections = 0;
    let complaint = "";
    const result = await this.program.run(args, (fd, text) => {
      if (fd === 2) complaint += text;
      if (fd === 2) this.say(text.replace(/\x1b\[K/g, "").split(/[\r\n]/).filter(Boolean).pop() ?? "", "busy");
      for (const [, heading] of fd === 1 ? text.matchAll(/^── (.*) ──$/gm) : [])
        this.say(`${++sections}: ${heading} …`, "busy");
    });
    if (result.stopped) return;
    this.end.hidden = true;
    this.took = performance.now() - began;
    const trouble = complaint.split("\n")[0].replace(/^\w+(: |：)/, "") || result.trouble ||
      say("It ended with an error.", "程序出错结束。");
    if (result.out !== "") {
      this.out = result.out;
      this.data = result.files;
      this.show(result.out, args.length > this.words.length);
    }
    if (result.status !== 0) this.say(trouble, "bad");
  }

  stop() {
    this.program.stop();
    this.end.hidden = true;
    this.say(say("Stopped. What stands below is as it was.", "已停止，下面的内容没有改变。"), "");
  }

  say(text, kind) {
    this.state.textContent = text;
    this.state.className = kind;
  }

  show(out, turned) {
    const sections = sectionsOf(out);
    let same = 0;
    for (const p of this.printed) {
      const text = sections.get(p.heading) ?? "";
      same += text === p.own;
      if (text !== p.text) p.show(text);
      p.box.classList.toggle("changed", text !== p.own);
    }
    this.reset.hidden = !turned;
    const seconds = (this.took / 1000).toFixed(this.took < 1000 ? 2 : 1);
    const all = this.printed.length;
    this.say(same === all
      ? say(`Ran in ${seconds} s: all ${all} sections are, to the last digit, what the page shows.`,
        `运行了 ${seconds} 秒：${all} 节的每一位数字都与本页相同。`)
      : say(`Ran in ${seconds} s: ${all - same} of ${all} sections now say something else; they are marked.`,
        `运行了 ${seconds} 秒：${all} 节中有 ${all - same} 节变了，已作标记。`), "done");
    this.draw();
    this.laidOut();
    document.body.dataset.ran = String(Number(document.body.dataset.ran ?? 0) + 1);
  }

  draw() {
    if (!this.data) return;
    for (const figure of this.figures) {
      const old = figure.querySelector(".drawn");
      const width = Math.round(figure.clientWidth || figure.parentElement.clientWidth) || 640;
      let drawn;
      try {
        drawn = drawPicture(figure.id, this.data, width);
      } catch (e) {
        console.warn(figure.id + ": " + e.message);  // its printed picture stays
        continue;
      }
      drawn[0].setAttribute("aria-label", figure.querySelector("img")?.alt ??
        figure.querySelector("figcaption .number").textContent);
      const box = element("div", { class: "drawn" }, ...drawn);
      if (old) old.replaceWith(box);
      else figure.prepend(box);
      figure.classList.add("redrawn");
    }
  }

  // A figure that was hidden when it was drawn has had no width.
  laidOut() {
    for (const figure of this.figures) {
      const drawn = figure.querySelector(".drawn svg");
      if (drawn && figure.clientWidth && drawn.width.baseVal.value !== figure.clientWidth) { this.draw(); return; }
    }
  }

  // A link to what still waits for a guess opens it.
  openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let opened = false;
    for (let box = target && target.closest(".answer"); box; box = box.parentElement.closest(".answer"))
      if (box.hasAttribute("hidden")) { box.open(); opened = true; }
    if (opened) target.scrollIntoView();
  }
}

const carried = document.getElementById("program");
if (carried && typeof Worker !== "undefined" && typeof WebAssembly !== "undefined")
  window.chapter = new Chapter(carried);
