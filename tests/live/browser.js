// browser.js: opens the book's pages in headless Chromium and drives them as a
// reader would, through the browser's own protocol on two pipes: no package.
"use strict";
const { spawn } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");

function findChromium() {
  const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"];
  for (const name of names.filter(Boolean))
    for (const folder of name.includes("/") ? [""] : (process.env.PATH ?? "").split(":")) {
      const file = path.join(folder, name);
      if (fs.existsSync(file)) return file;
    }
  return null;
}

class Browser {
  static async start() {
    const b = new Browser();
    b.home = fs.mkdtempSync(path.join(os.tmpdir(), "downhill-"));
    b.child = spawn(findChromium(), ["--headless=new", "--no-sandbox", "--disable-gpu",
      "--remote-debugging-pipe", "--no-first-run", "--hide-scrollbars",
      "--user-data-dir=" + b.home, "about:blank"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    b.asked = new Map();
    b.next = 1;
    b.errors = [];
    let rest = "";
    b.child.stdio[4].setEncoding("utf8").on("data", (text) => {
      const parts = (rest + text).split("\0");
      rest = parts.pop();
      for (const part of parts) b.heard(JSON.parse(part));
    });
    const { targetId } = await b.send("Target.createTarget", { url: "about:blank" }, null);
    ({ sessionId: b.session } = await b.send("Target.attachToTarget", { targetId, flatten: true }, null));
    for (const domain of ["Page", "Runtime", "Network"]) await b.send(domain + ".enable");
    return b;
  }

  heard(message) {
    if (message.id) {
      const { resolve, reject } = this.asked.get(message.id);
      this.asked.delete(message.id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    } else if (message.method === "Runtime.exceptionThrown") {
      const e = message.params.exceptionDetails;
      this.errors.push(e.exception?.description ?? e.text);
    } else if (message.method === "Runtime.consoleAPICalled" && message.params.type === "warning") {
      this.errors.push(message.params.args.map((a) => a.value).join(" "));
    } else if (message.method === "Network.requestWillBeSent") {
      const { url } = message.params.request;
      if (!/^(file|data|blob|about):/.test(url)) this.errors.push("asks for " + url);
    } else if (message.method === "Page.loadEventFired") {
      this.loaded?.();
    }
  }

  send(method, params = {}, session = this.session) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject });
      setTimeout(() => reject(new Error(method + " has no answer")), 120000).unref();
      this.child.stdio[3].write(JSON.stringify({ id, method, params,
        ...(session ? { sessionId: session } : {}) }) + "\0");
    });
  }

  async open(file, hash = "") {
    // (By way of an empty page: a change of the hash alone would load nothing.)
    for (const url of ["about:blank", "file://" + path.resolve(file) + hash]) {
      const done = new Promise((resolve) => { this.loaded = resolve; });
      await this.send("Page.navigate", { url });
      await done;
    }
  }

  // The value of an expression in the page (a promise's is waited for).
  async eval(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // Waits until an expression is true, or says after `seconds` what was not.
  async until(expression, seconds = 60) {
    const end = Date.now() + 1000 * seconds;
    for (;;) {
      if (await this.eval(expression)) return;
      if (Date.now() > end) throw new Error("waited in vain for " + expression);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  // Where the middle of an element is, scrolled to.
  async place(selector) {
    const at = await this.eval(`(async () => { const e = document.querySelector(${JSON.stringify(selector)});
      if (!e) return null;
      e.scrollIntoView({ block: "center", behavior: "instant" });
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 30)));
      e.scrollIntoView({ block: "center", behavior: "instant" });
      const r = e.getBoundingClientRect();
      return { x: r.x + r.width / 2, y: r.y + r.height / 2, left: r.x, top: r.y, width: r.width, height: r.height }; })()`);
    if (!at) throw new Error("there is no " + selector);
    return at;
  }
  mouse(type, x, y, buttons = 0) {
    return this.send("Input.dispatchMouseEvent", { type, x, y, buttons,
      button: type === "mouseMoved" && !buttons ? "none" : "left", clickCount: 1 });
  }
  async click(selector) {
    const { x, y } = await this.place(selector);
    await this.mouse("mousePressed", x, y, 1);
    await this.mouse("mouseReleased", x, y);
  }
  // A stroke through points that are parts (0 … 1) of an element's width and height.
  async stroke(selector, points) {
    const { left, top, width, height } = await this.place(selector);
    const at = points.map(([x, y]) => [left + x * width, top + y * height]);
    await this.mouse("mousePressed", ...at[0], 1);
    for (let k = 1; k < at.length; k++)
      for (let part = 1; part <= 6; part++)
        await this.mouse("mouseMoved", at[k - 1][0] + (at[k][0] - at[k - 1][0]) * part / 6,
          at[k - 1][1] + (at[k][1] - at[k - 1][1]) * part / 6, 1);
    await this.mouse("mouseReleased", ...at.at(-1));
  }
  type(text) { return this.send("Input.insertText", { text }); }
  async press(key) {
    const code = { Enter: 13, Tab: 9, ArrowRight: 39, ArrowLeft: 37, ArrowUp: 38, ArrowDown: 40 }[key];
    const event = { key, code: key, windowsVirtualKeyCode: code, ...(key === "Enter" ? { text: "\r" } : {}) };
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  }

  async look({ width = 1280, height = 900, dark = false, still = false }) {
    await this.send("Emulation.setDeviceMetricsOverride",
      { width, height, deviceScaleFactor: 1, mobile: width < 500 });
    await this.send("Emulation.setEmulatedMedia", { features: [
      { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
      { name: "prefers-reduced-motion", value: still ? "reduce" : "no-preference" }] });
  }
  async picture(file, whole = false) {
    const { data } = await this.send("Page.captureScreenshot", { captureBeyondViewport: whole,
      ...(whole ? { clip: { ...await this.eval("({ x: 0, y: 0, width: document.documentElement.scrollWidth," +
        " height: document.documentElement.scrollHeight, scale: 1 })") } } : {}) });
    fs.writeFileSync(file, Buffer.from(data, "base64"));
  }

  stop() {
    return new Promise((resolve) => {
      this.child.on("exit", () => {
        fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
        resolve();
      });
      this.send("Browser.close", {}, null).catch(() => {});
      setTimeout(() => this.child.kill("SIGKILL"), 5000).unref();
    });
  }
}

module.exports = { Browser, findChromium };
