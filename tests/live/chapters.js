// chapters.js BOOK OUT NAME…: opens each chapter's page in headless Chromium, as a
// reader without a server would, clicks "Run it here", and writes the story and the
// data of that run to OUT/NAME. A line for each mistake; nothing if there is none.
"use strict";
const fs = require("fs");
const path = require("path");
const { Browser } = require("./browser.js");

const [book, out, ...names] = process.argv.slice(2);
const wrong = (text) => console.log(text);

async function chapter(b, name) {
  await b.open(path.join(book, name + ".html"));
  await b.until("document.body.dataset.ready === 'yes'");
  await b.click("button.run");
  await b.until("document.body.dataset.ran === '1'", 300);
  const { story, files } = await b.eval("({ story: chapter.out, files: [...chapter.data] })");
  fs.mkdirSync(path.join(out, name), { recursive: true });
  fs.writeFileSync(path.join(out, name, "story"), story);
  for (const [file, text] of files) fs.writeFileSync(path.join(out, name, file), text);
  // Every section that is printed stands in the page, and nothing else.
  const shown = await b.eval("chapter.printed.map((p) => [p.heading, " +
    "[...p.box.querySelectorAll('pre')].map((pre) => pre.textContent).join('\\n')])");
  const lines = (text) => text.split("\n").filter((line) => line.trim());
  const printed = lines(story).slice(2).filter((line) => !/^── .* ──$/.test(line));
  if (lines(shown.map(([, text]) => text).join("\n")).sort().join("\n") !== printed.sort().join("\n"))
    wrong(`${name}: the page does not show what its program printed`);
  const not = await b.eval("chapter.figures.filter((f) => !f.classList.contains('redrawn')).map((f) => f.id)");
  if (not.length > 0) wrong(`${name}: not redrawn: ${not}`);
  const took = await b.eval("chapter.took");
  const size = fs.statSync(path.join(book, name + ".html")).size;
  console.error(`  ${name}: page ${Math.round(size / 1000)} kB, ran in ${(took / 1000).toFixed(2)} s`);
}

(async () => {
  const b = await Browser.start();
  await b.look({});
  for (const name of names)
    await chapter(b, name).catch((e) => wrong(`${name}: ${e.message}`));
  for (const e of b.errors) wrong(e);
  await b.stop();
})();
