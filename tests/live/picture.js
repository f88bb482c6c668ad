// picture.js BOOK OUT [dark]: the picture of a running page in the README, "Draw a
// digit" with a digit drawn and read. The READMEs' four are made anew by
//     make book && make book TEXT=zh
//     node tests/live/picture.js build/book plots/cover/page-light.png
//     node tests/live/picture.js build/book plots/cover/page-dark.png dark
//     node tests/live/picture.js build/book-zh plots/cover/page-light-zh.png
//     node tests/live/picture.js build/book-zh plots/cover/page-dark-zh.png dark
"use strict";
const path = require("path");
const { Browser } = require("./browser.js");

const [book, out, theme] = process.argv.slice(2);
const FIVE = [[0.7, 0.2], [0.36, 0.2], [0.32, 0.46], [0.57, 0.43], [0.71, 0.59], [0.64, 0.8], [0.32, 0.82]];

(async () => {
  const b = await Browser.start();
  await b.look({ width: 960, height: 790, dark: theme === "dark", still: true });
  await b.open(path.join(book, "digit.html"));
  await b.until("!!window.digit && digit.ready", 200);
  await b.stroke("#paper", FIVE);
  await b.until("digit.inked && !digit.drawing && digit.best === 5");
  await b.eval("document.querySelector('#touch .asks').remove(), " +
    "document.getElementById('touch').scrollIntoView({ block: 'start' }), scrollBy(0, -24)");
  await b.picture(out);
  await b.stop();
})();
