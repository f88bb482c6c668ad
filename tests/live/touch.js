// touch.js BOOK: the pages to touch, by strokes, clicks and keys. A line for each
// mistake; nothing if there is none.
"use strict";
const path = require("path");
const { Browser } = require("./browser.js");

const book = process.argv[2];
let checks = 0;
function check(what, good) {
  checks++;
  if (!good) console.log(what);
}

async function hill(b) {
  await b.open(path.join(book, "hill.html"));
  await b.until("!!window.hill");
  await b.click("#step");
  check("hill: a step is not η times the slope", await b.eval(`(() => {
    const [a, z] = hill.spots(1); return Math.abs(z.x - (a.x - hill.rate.now * a.dx)) < 1e-12; })()`));
  check("hill: chapter 2's first step", await b.eval("plain(hill.spots(1)[1].x, 7)") === "3.426823");
  await b.stroke(".stage svg", [[0.9, 0.3], [0.5, 0.5], [0.2, 0.5]]);
  check("hill: the start is not where it was dragged to", await b.eval("Math.abs(hill.x - -1.6) < 0.05"));
  check("hill: the walk does not follow", await b.eval("hill.spots(40).at(-1).x < -1.9"));
  await b.eval("document.querySelector('.handle').focus()");
  const x = await b.eval("hill.x");
  await b.press("ArrowRight");
  check("hill: a key does not move the start", await b.eval("hill.x") > x);
  await b.eval("hill.steps.set(40), hill.rate.set(1.5), hill.changed()");
  check("hill: it does not say that it flies off", await b.eval("hill.state.textContent.includes('flies off')"));
  await b.eval("document.querySelectorAll('#knobs input')[1].click()");
  check("hill: two knobs, but one is moved", await b.eval("(hill.changed(), hill.spots(5).at(-1).y !== hill.y)"));
  await b.click("#back");
  await b.click("#walk");
  await b.until("hill.steps.now > 2", 10);
  await b.click("#walk");
  const at = await b.eval("hill.steps.now");
  await new Promise((resolve) => setTimeout(resolve, 400));
  check("hill: it walks on when it was stopped", await b.eval("hill.steps.now") === at);
  await b.look({ still: true });
  await b.open(path.join(book, "hill.html"));
  await b.click("#walk");
  check("hill: it moves where nothing should", await b.eval("hill.steps.now") === 100);
  await b.look({});
}

async function boundary(b) {
  await b.open(path.join(book, "boundary.html"));
  await b.until("!!window.boundary");
  await b.click("#learn");
  await b.until("boundary.steps > 200 && boundary.program.right() >= 117", 60);
  await b.click("#learn");
  const steps = await b.eval("boundary.steps");
  await new Promise((resolve) => setTimeout(resolve, 300));
  check("boundary: it learns on when it was stopped", await b.eval("boundary.steps") === steps);
  // XOR: a straight line gets at most three of four clouds; two neurons get all.
  await b.eval("document.querySelectorAll('#set input')[0].click()");
  await b.eval("(boundary.first.set(0), boundary.begin(), boundary.learn(2000))");
  check("boundary: a line alone tells XOR", await b.eval("boundary.program.right()") <= 92);
  await b.eval("(boundary.first.set(4), boundary.begin(), boundary.learn(2000))");
  check("boundary: four neurons do not tell XOR", await b.eval("boundary.program.right()") >= 115);
  check("boundary: not a map for each neuron", await b.eval("document.querySelectorAll('.map').length") === 4);
  await b.eval("document.querySelectorAll('#set input')[2].click()");
  await b.eval("(boundary.first.set(16), boundary.second.set(16), boundary.begin(), boundary.learn(3000))");
  const spiral = await b.eval("boundary.program.right()");
  console.error(`  the spiral after 3000 steps: ${spiral} of 200`);
  check(`boundary: of the spiral ${spiral} of 200`, spiral >= 190);
  await b.eval("document.querySelectorAll('#set input')[4].click()");
  check("boundary: an empty plane has points", await b.eval("boundary.program.points_there()") === 0);
  await b.click("#plane");
  await b.press("ArrowRight");
  await b.press("Enter");
  check("boundary: no point by click and key", await b.eval("boundary.program.points_there()") === 2);
  await b.eval("document.querySelectorAll('#colour input')[0].click()");
  await b.click("#plane");
  check("boundary: a point has not the colour chosen", await b.eval(
    "boundary.program.numbers(boundary.program.points_at(), 9)[8]") === 0);
}

async function digit(b) {
  await b.open(path.join(book, "digit.html"));
  await b.until("!!window.digit");
  await b.until("digit.ready", 120);
  console.error(`  ${await b.eval("digit.state.textContent")}`);
  check("digit: it has learned too little", await b.eval("digit.good") >= 850);
  let right = 0;
  const paths = await b.eval("EXAMPLES");
  for (let d = 0; d < 10; d++) {
    await b.click("#wipe");
    await b.stroke("#paper", paths[d]);
    await b.until("!digit.drawing");
    await new Promise((resolve) => setTimeout(resolve, 150));
    right += await b.eval("digit.best") === d;
  }
  console.error(`  ${right} of 10 digits drawn by strokes are read right`);
  check(`digit: only ${right} of 10 strokes are read right`, right >= 9);
  check("digit: the outputs do not sum to 1", await b.eval(
    "Math.abs([...digit.program.numbers(digit.program.outputs_at(), 10)].reduce((a, b) => a + b) - 1) < 1e-5"));
  const first = await b.eval("digit.best");
  for (let k = 0; k < 40 && await b.eval("digit.best") === first; k++) await b.click("#nudge");
  check("digit: forty nudges do not fool it", await b.eval("digit.best") !== first);
  check("digit: its training cannot begin anew", await b.eval("(digit.train(2), !digit.ready)"));
}

(async () => {
  const b = await Browser.start();
  await b.look({});
  for (const part of [hill, boundary, digit]) await part(b).catch((e) => console.log(e.message));
  for (const width of [390, 1280])
    for (const name of ["hill", "boundary", "digit"]) {
      await b.look({ width, height: 800, dark: width === 390 });
      await b.open(path.join(book, name + ".html"));
      check(`${name}: is wider than a screen of ${width}`,
        await b.eval("document.documentElement.scrollWidth") <= width);
    }
  for (const e of b.errors) console.log(e);
  console.error(`  ${checks} things on the pages to touch`);
  await b.stop();
})();
