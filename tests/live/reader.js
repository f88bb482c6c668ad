// reader.js BOOK [zh]: does in chapter 2's page what a reader does: guesses, turns
// knobs by slider, key and field, asks for what is not allowed, stops; by day and
// night, on a laptop and a phone. A line for each mistake; nothing if there is none.
// With zh the book is the Chinese one.
"use strict";
const path = require("path");
const { Browser } = require("./browser.js");

const [book, language] = process.argv.slice(2);
const say = (english, chinese) => (language === "zh" ? chinese : english);
let checks = 0;
function check(what, good) {
  checks++;
  if (!good) console.log(what);
}

const ran = (b, n) => b.until(`document.body.dataset.ran === '${n}'`);
const state = (b) => b.eval("chapter.state.textContent");
const knob = (name) => `section.live input[aria-label^="${name}:"]`;
const page = (name) => path.join(book, name + ".html");

async function questions(b) {
  await b.open(page("ch02_descent"));
  await b.until("document.body.dataset.ready === 'yes'");
  const hidden = "document.querySelectorAll('.answer[hidden]').length";
  const first = await b.eval(hidden);
  check("the questions do not wait", first > 3);
  check("an answer can be seen before the guess",
    await b.eval("![...document.querySelectorAll('.answer[hidden] pre')].some((e) => e.checkVisibility({ contentVisibilityAuto: true }) && e.offsetHeight > 0)"));
  await b.click(".guess input");
  await b.type(say("they shrink", "变小"));
  await b.press("Enter");
  check("a guess does not open its answer", await b.eval(hidden) < first);
  check("the guess does not stand beside the answer",
    await b.eval("document.querySelector('.guess strong').textContent") === say("they shrink", "变小"));
  await b.click(".asks input");
  check("without guessing, an answer still waits", await b.eval(hidden) === 0);
  await b.click(".asks input");
  check("a guess is forgotten", await b.eval(hidden + " > 0 && !!document.querySelector('.guess strong')"));
  await b.open(page("ch02_descent"), "#ch02_bathtub");
  await b.until("document.body.dataset.ready === 'yes'");
  check("a link to a figure that waits does not open it",
    await b.eval("document.getElementById('ch02_bathtub').offsetHeight") > 100);
}

async function knobs(b) {
  await b.open(page("ch02_descent"));
  await b.until("document.body.dataset.ready === 'yes'");
  await b.click(".asks input");
  check("there is no knob for η", await b.eval(`!!document.querySelector('${knob("rate")}')`));
  await b.eval(`document.querySelector('${knob("rate")}').focus()`);
  for (let k = 0; k < 3; k++) await b.press("ArrowRight");
  await b.until("+document.body.dataset.ran >= 1 && !chapter.program.busy");
  const rate = await b.eval("chapter.knobs[0].value");
  check(`a slider's key: η is ${rate}`, Number(rate) > 0.01);
  check("a turned knob is not in the story", await b.eval(
    `chapter.out.includes("${say("Turned", "旋钮转过了")}") && chapter.out.includes("--rate ${rate} (0.01)")`));
  check("what has changed is not marked", await b.eval("!!document.querySelector('.printed.changed')"));
  check("the figure's own sliders do not follow",
    await b.eval("document.querySelector('#ch02_path input[type=text]').value") === rate);
  const path1 = await b.eval("document.querySelector('#ch02_path path.orange').getAttribute('d')");
  await b.click("#ch02_path input[type=text]");
  await b.eval("document.activeElement.select()");
  await b.type("0.2");
  await b.press("Enter");
  await b.until("chapter.out.includes('--rate 0.2 (0.01)') && !chapter.program.busy");
  check("the figure is not redrawn", await b.eval(
    "document.querySelector('#ch02_path path.orange').getAttribute('d')") !== path1);
  const before = await b.eval("chapter.printed[3].text");
  await b.eval("document.activeElement.select()");
  await b.type("7");
  await b.press("Enter");
  await b.until("chapter.state.className === 'bad'");
  check(`a rate of 7: ${await state(b)}`, (await state(b)).startsWith(
    say("--rate: '7' is not a number from", "--rate：“7”不是")));
  check("a rate of 7 changes the page", await b.eval("chapter.printed[3].text") === before);
  await b.eval("chapter.reset.click()");
  await b.until(`chapter.state.textContent.includes('${say("to the last digit", "每一位数字都与本页相同")}')`);
  check("after the reset something is still marked", await b.eval("!document.querySelector('.printed.changed')"));
}

async function stopping(b) {
  await b.open(page("ch05_neuron"));
  await b.until("document.body.dataset.ready === 'yes'");
  await b.click("button.run");
  await b.until("!chapter.end.hidden");
  await b.eval("chapter.end.click()");
  check(`stopped: ${await state(b)}`, (await state(b)).startsWith(say("Stopped", "已停止")));
  check("a stopped run has changed the page", await b.eval("!document.querySelector('.printed.changed')"));
}

async function sizes(b, names) {
  for (const width of [390, 1280])
    for (const name of names) {
      await b.look({ width, height: 800, dark: width === 390 });
      await b.open(page(name));
      await b.until("document.body.dataset.ready === 'yes'");
      check(`${name}: is wider than a screen of ${width}`,
        await b.eval(`document.documentElement.scrollWidth <= ${width}`));
      await b.click("button.run");
      await ran(b, 1);
      check(`${name}: is wider than a screen of ${width} when it has run`,
        await b.eval(`document.documentElement.scrollWidth <= ${width}`));
      check(`${name}: a redrawn figure is wider than a screen of ${width}`, await b.eval(
        `[...document.querySelectorAll('svg.plot')].every((s) => s.getBoundingClientRect().right <= ${width} + 1)`));
    }
  await b.look({});
}

(async () => {
  const b = await Browser.start();
  await b.look({});
  for (const part of [questions, knobs, stopping, (x) => sizes(x, say(["ch01_slope", "ch02_descent", "ch04_autograd"], ["ch02_descent"]))])
    await part(b).catch((e) => console.log(e.message));
  for (const e of b.errors) console.log(e);
  console.error(`  ${checks} things a reader does`);
  await b.stop();
})();
