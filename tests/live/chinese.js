// chinese.js BOOK: the pages of the Chinese book, each opened on a phone by night:
// they say they are Chinese, no word of them is English, and they are not wider than
// the screen; so are the words that come when a chapter has run, and those of the
// pages to touch when they are used. A line for each mistake; nothing if there is none.
"use strict";
const fs = require("fs");
const path = require("path");
const { Browser } = require("./browser.js");

const book = process.argv[2];
let pages = 0;
function check(what, good) {
  if (!good) console.log(what);
}

// In the page: what is said in English. In the text two words beside each other are,
// since names stand there, too; in what the scripts say, one word is that is neither
// code nor a name. (A knob's row begins with its name, as make knows it.)
function english() {
  const not = "pre, code, script, style, math, [lang=en], .stem, .home", found = [];
  const names = /MNIST|XOR|ReLU|Adam|SGD|CC BY|MIT|Downhill|double|float|softmax|safetensors/g;
  const ours = "section.live, #touch, .knobs, .guess, .drawn, button";
  const look = (text, node) => {
    if (node.closest(not)) return;
    const word = node.closest(ours) ? /[A-Za-z]{3,}.*/g : /[A-Za-z]{2,} +[A-Za-z]{2,}.*/g;
    found.push(...text.replace(/^[a-z]+: /, "").replace(names, "").match(word) ?? []);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) look(walk.currentNode.data, walk.currentNode.parentElement);
  for (const name of ["aria-label", "aria-valuetext", "alt", "title", "placeholder"])
    for (const node of document.querySelectorAll(`[${name}]`)) look(node.getAttribute(name), node);
  return [...new Set(found)].slice(0, 5);
}

async function looks(b, what) {
  const found = await b.eval(`(${english})()`);
  check(`${what}: says ${found.map((f) => `"${f}"`).join(", ")}`, found.length === 0);
  check(`${what}: is wider than a screen of 390`,
    await b.eval("document.documentElement.scrollWidth") <= 390);
}

async function open(b, name) {
  pages++;
  await b.open(path.join(book, name));
  check(`${name}: does not say that it is Chinese`,
    await b.eval("document.documentElement.lang") === "zh-CN");
  if (await b.eval("!!document.getElementById('program') && !document.getElementById('touch')"))
    await b.until("document.body.dataset.ready === 'yes'");
  await looks(b, name);
}

// A run with a turned knob, all questions answered.
async function ran(b, name) {
  await open(b, name);
  await b.click(".asks input");
  await b.eval("chapter.knobs[0].value = String(chapter.knobs[0].least), chapter.run()");
  await b.until("document.body.dataset.ran === '1'", 300);
  await looks(b, name + " when it has run");
}

const USED = {
  "hill.html": ["hill.steps.set(40), hill.rate.set(1.5), hill.changed()",
    "document.querySelectorAll('#knobs input')[1].click(), hill.changed()"],
  "boundary.html": ["boundary.learn(20)", "document.querySelectorAll('#set input')[4].click()"],
  // (It may read before it has learned all.)
  "digit.html": ["until(() => digit.state.textContent.includes('成本'))",
    "digit.training = null, digit.ready = true, digit.example()",
    "document.getElementById('nudge').click()",
    // A network that is none.
    "digit.load(new File(['?'], '我的.safetensors'))"],
};

(async () => {
  const b = await Browser.start();
  await b.look({ width: 390, height: 800, dark: true });
  for (const name of fs.readdirSync(book).filter((f) => f.endsWith(".html")))
    await (/^ch0[24]_/.test(name) ? ran : open)(b, name).then(async () => {
      for (const act of USED[name] ?? []) {
        await b.eval(`(async () => {
          const until = async (so) => { while (!so()) await new Promise((on) => setTimeout(on, 50)); };
          await (${act}); })()`);
        await looks(b, `${name} after ${act}`);
      }
    }).catch((e) => console.log(`${name}: ${e.message}`));
  for (const e of b.errors) console.log(e);
  console.error(`  ${pages} Chinese pages`);
  await b.stop();
})();
