// run.js PROGRAM OUT ARGS…: runs a page's program in node, by the page's own
// wasi.js. What it prints goes to OUT/story, its files beside it. With TEXT=zh it is
// told so, as in a Chinese page.
"use strict";
const fs = require("fs");
const path = require("path");
const { Wasi } = require("../../chapters/book/wasi.js");

const [program, out, ...args] = process.argv.slice(2);
let story = "";
const files = new Map();
const { TEXT } = process.env;
const wasi = new Wasi({ args: [path.basename(program), ...args], env: TEXT ? { TEXT } : {}, files,
  write: (fd, text) => { if (fd === 1) story += text; else process.stderr.write(text); } });
const status = wasi.run(new WebAssembly.Module(fs.readFileSync(program)));
fs.writeFileSync(path.join(out, "story"), story);
for (const [name, bytes] of files) fs.writeFileSync(path.join(out, name), bytes);
process.exitCode = status;
