// page.js: what all pages with a script share.
"use strict";

const CHINESE = document.documentElement.lang.startsWith("zh");
const say = (english, chinese) => (CHINESE ? chinese : english);
// What tells the page's program so.
const ENVIRONMENT = CHINESE ? { TEXT: "zh" } : {};

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// What the reader has chosen is kept where the browser keeps such things, if it
// does (a page from a folder may not).
function remembered(key) {
  try { return localStorage.getItem("downhill " + key); } catch { return null; }
}
function remember(key, value) {
  try { localStorage.setItem("downhill " + key, value); } catch { /* then not */ }
}

// A button on each piece of code, that copies it.
function addCopyButtons() {
  for (const pre of document.querySelectorAll("pre.sourceCode")) {
    pre.tabIndex = 0;
    const button = element("button", { class: "copy", type: "button", onclick: async () => {
      await navigator.clipboard.writeText(pre.textContent).catch(() => copyBySelection(pre));
      button.textContent = say("copied", "已复制");
      setTimeout(() => { button.textContent = say("copy", "复制"); }, 1500);
    } }, say("copy", "复制"));
    pre.parentElement.classList.add("copied-from");
    pre.before(button);
  }
}
function copyBySelection(pre) {
  const range = document.createRange();
  range.selectNodeContents(pre);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.execCommand("copy");
}

addCopyButtons();
