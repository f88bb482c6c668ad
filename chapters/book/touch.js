// touch.js: what the pages to touch share: their program, whose functions they
// call; sliders, choices and buttons; and whether things should move.
"use strict";

// The functions of the page's program. numbers(at, n) looks at n of its doubles.
function startProgram(files = new Map()) {
  const base64 = document.getElementById("program").textContent;
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const wasi = new Wasi({ env: ENVIRONMENT, files, write: (fd, text) => console.warn(text) });
  const program = wasi.start(new WebAssembly.Module(bytes));
  return { ...program,
    numbers: (at, n) => new Float64Array(wasi.memory.buffer, at, n),
    bytes: (at, n) => new Uint8Array(wasi.memory.buffer, at, n),
    text: (at) => {
      const all = new Uint8Array(wasi.memory.buffer, at, 1000);
      return new TextDecoder().decode(all.slice(0, all.indexOf(0)));
    } };
}

const stillness = typeof matchMedia !== "undefined" && matchMedia("(prefers-reduced-motion: reduce)");
function moves() { return !stillness.matches; }

// A slider with its value beside it: value() and set(x). By ratio if asked.
function slider(id, name, { least, most, value, step = 0, ratio = false, places = 200 }, changed) {
  const toPlace = (v) => places * (ratio ? Math.log(v / least) / Math.log(most / least) : (v - least) / (most - least));
  const fromPlace = (p) => {
    const v = ratio ? least * (most / least) ** (p / places) : least + (most - least) * p / places;
    return step ? Math.round(v / step) * step : Number(v.toPrecision(ratio ? 2 : 3));
  };
  if (step) places = Math.round((most - least) / step);
  const shown = element("output", {});
  const input = element("input", { type: "range", id, min: 0, max: places, "aria-label": name,
    oninput: () => { api.now = fromPlace(Number(input.value)); api.show(); changed(); } });
  const api = { now: value,
    show() { shown.textContent = plain(api.now, 3); input.setAttribute("aria-valuetext", plain(api.now, 3)); },
    set(v) { api.now = v; input.value = toPlace(v); api.show(); },
    box: element("label", { class: "turn" }, element("span", {}, name), input, shown) };
  api.set(value);
  return api;
}

// One of some, by radio buttons that look like a row of buttons.
function choice(id, name, options, value, changed) {
  const box = element("fieldset", { class: "choice", id }, element("legend", {}, name));
  const api = { now: value, box };
  for (const [key, text] of options) {
    const input = element("input", { type: "radio", name: id, value: key,
      onchange: () => { api.now = key; changed(); } });
    input.checked = key === value;
    box.append(element("label", {}, input, element("span", {}, text)));
  }
  return api;
}

function button(text, clicked, attributes = {}) {
  return element("button", { type: "button", onclick: clicked, ...attributes }, text);
}

// A canvas that is sharp on its screen: draw(context, width, height) in CSS pixels.
function sharp(canvas, draw) {
  const ratio = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  draw(context, width, height);
}
function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim(); }
