// wasi.js: the system that a chapter's program finds in a page. It is compiled
// for WASI ("preview 1"), some forty calls that a C library makes; here are those
// that ours makes. Files are in memory, in a Map from name to bytes: what the
// program writes is there afterwards, and what it is to read is put there before.
// There is one folder, ".", open as descriptor 3. Each call returns 0 or a number
// that the C library makes an errno of. The memory may move whenever the program
// asks for more, so it is looked up anew in every call.
"use strict";

class WasiExit extends Error {
  constructor(status) {
    super("exit " + status);
    this.status = status;
  }
}

class Wasi {
  // What a call returns when it cannot do it.
  static BAD_DESCRIPTOR = 8;
  static EXISTS = 20;
  static NO_FILE = 44;
  static NOT_THERE = 52;
  static NO_SEEK = 70;

  // args: the program's words, its name first. env: its environment, as in
  // { TEXT: "zh" }. files: the Map. write(fd, text) gets what goes to stdout (1)
  // and stderr (2).
  constructor({ args = ["program"], env = {}, files = new Map(), write = () => {} } = {}) {
    this.args = args;
    this.variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    this.files = files;
    this.write = write;
    this.open = new Map();  // descriptor → { name, bytes, size, at, changed }
    this.nextDescriptor = 4;
    this.told = { 1: new TextDecoder(), 2: new TextDecoder() };
  }

  // Runs a program from its beginning to its end: its exit status.
  run(module) {
    const instance = this.instantiate(module);
    try {
      instance.exports._start();
      return 0;
    } catch (e) {
      if (e instanceof WasiExit) return e.status;
      throw e;
    }
  }

  // A program that waits to be called (a page's own): what it exports.
  start(module) {
    const { exports } = this.instantiate(module);
    exports._initialize();
    return exports;
  }

  instantiate(module) {
    const calls = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module))
      if (from === "wasi_snapshot_preview1" && kind === "function")
        calls[name] = this[name] ? (...x) => this[name](...x) : () => Wasi.NOT_THERE;
    const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: calls });
    this.memory = instance.exports.memory;
    return instance;
  }

  // ---- The program's memory -------------------------------------------------

  view() { return new DataView(this.memory.buffer); }
  bytes(at, length) { return new Uint8Array(this.memory.buffer, at, length); }
  put32(at, x) { this.view().setUint32(at, x, true); return 0; }
  put64(at, x) { this.view().setBigUint64(at, BigInt(x), true); return 0; }

  name(at, length) {
    return new TextDecoder().decode(this.bytes(at, length)).replace(/^(\.\/)+/, "");
  }

  // Calls each(at, length) for the pieces of memory that a read or a write is of.
  pieces(list, n, each) {
    const view = this.view();
    let sum = 0;
    for (let i = 0; i < n; i++)
      sum += each(view.getUint32(list + 8 * i, true), view.getUint32(list + 8 * i + 4, true));
    return sum;
  }

  // ---- Words, time, chance, the end -----------------------------------------

  args_sizes_get(count, size) { return this.putSizes(this.args, count, size); }
  args_get(pointers, text) { return this.putWords(this.args, pointers, text); }
  environ_sizes_get(count, size) { return this.putSizes(this.variables, count, size); }
  environ_get(pointers, text) { return this.putWords(this.variables, pointers, text); }

  putSizes(words, count, size) {
    this.put32(count, words.length);
    return this.put32(size, words.reduce((sum, word) => sum + this.ended(word).length, 0));
  }
  putWords(words, pointers, text) {
    for (const word of words.map(this.ended)) {
      this.put32(pointers, text);
      this.bytes(text, word.length).set(word);
      pointers += 4;
      text += word.length;
    }
    return 0;
  }
  ended(word) { return new TextEncoder().encode(word + "\0"); }

  // (Of all that a program prints and writes, nothing depends on the time.)
  clock_time_get(id, precision, out) {
    return this.put64(out, Math.round(performance.now() * 1e6));
  }

  proc_exit(status) { throw new WasiExit(status); }

  // ---- Descriptors ----------------------------------------------------------

  fd_prestat_get(fd, out) {
    if (fd !== 3) return Wasi.BAD_DESCRIPTOR;
    this.put32(out, 0);             // a folder,
    return this.put32(out + 4, 1);  // whose name has one letter
  }
  fd_prestat_dir_name(fd, at, length) {
    this.bytes(at, length).set([46]);  // "."
    return 0;
  }

  // What it is: 2 a terminal, 3 a folder, 4 a file; and that it may do everything.
  // A terminal may not seek, by which the C library knows it, and writes to it line
  // by line. (No TERM is set, so nobody colours what is printed.)
  fd_fdstat_get(fd, out) {
    if (fd > 3 && !this.open.has(fd)) return Wasi.BAD_DESCRIPTOR;
    const all = fd < 3 ? 0n : 0xffffffffffffffffn;
    this.put64(out, fd < 3 ? 2 : fd === 3 ? 3 : 4);
    this.put64(out + 8, all);
    return this.put64(out + 16, all);
  }
  fd_fdstat_set_flags() { return 0; }
  fd_sync() { return 0; }

  fd_filestat_get(fd, out) {
    const file = this.open.get(fd);
    return file ? this.stat(out, 4, file.size) : Wasi.BAD_DESCRIPTOR;
  }
  path_filestat_get(fd, flags, at, length, out) {
    const name = this.name(at, length), file = this.files.get(name);
    if (file) return this.stat(out, 4, file.length);
    const folder = name === "." || name === "" ||
      [...this.files.keys()].some((other) => other.startsWith(name + "/"));
    return folder ? this.stat(out, 3, 0) : Wasi.NO_FILE;
  }
  stat(out, kind, size) {
    this.bytes(out, 64).fill(0);
    this.put64(out + 16, kind);
    return this.put64(out + 32, size);
  }

  // how: 1 make it if it is not there, 4 only if it is not, 8 empty it.
  path_open(fd, follow, at, length, how, rights, rightsBelow, flags, out) {
    const name = this.name(at, length), there = this.files.get(name);
    if (!there && !(how & 1)) return Wasi.NO_FILE;
    if (there && how & 4) return Wasi.EXISTS;
    const file = { name, bytes: new Uint8Array(4096), size: 0, at: 0, changed: !there };
    if (there && !(how & 8)) {
      file.bytes = there;
      file.size = there.length;
    } else {
      this.files.set(name, new Uint8Array(0));
    }
    this.open.set(this.nextDescriptor, file);
    return this.put32(out, this.nextDescriptor++);
  }
  fd_close(fd) {
    const file = this.open.get(fd);
    if (!file) return fd <= 3 ? 0 : Wasi.BAD_DESCRIPTOR;
    if (file.changed) this.files.set(file.name, file.bytes.slice(0, file.size));
    this.open.delete(fd);
    return 0;
  }

  fd_seek(fd, offset, whence, out) {
    const file = this.open.get(fd);
    if (!file) return fd <= 3 ? Wasi.NO_SEEK : Wasi.BAD_DESCRIPTOR;
    file.at = Number(offset) + [0, file.at, file.size][whence];
    return this.put64(out, file.at);
  }

  fd_read(fd, list, n, out) {
    const file = this.open.get(fd);
    return this.put32(out, this.pieces(list, n, (at, room) => {
      if (!file) return 0;  // stdin: it has ended
      const got = file.bytes.subarray(file.at, Math.min(file.at + room, file.size));
      this.bytes(at, got.length).set(got);
      file.at += got.length;
      return got.length;
    }));
  }

  fd_write(fd, list, n, out) {
    const file = this.open.get(fd);
    if (!file && fd > 2) return Wasi.BAD_DESCRIPTOR;
    return this.put32(out, this.pieces(list, n, (at, length) => {
      const from = this.bytes(at, length);
      if (!file) this.write(fd, this.told[fd].decode(from, { stream: true }));
      else this.append(file, from);
      return length;
    }));
  }
  append(file, from) {
    const end = file.at + from.length;
    if (end > file.bytes.length || !file.changed) {
      const room = new Uint8Array(Math.max(4096, 2 * end));
      room.set(file.bytes.subarray(0, file.size));
      file.bytes = room;
      file.changed = true;
    }
    file.bytes.set(from, file.at);
    file.at = end;
    file.size = Math.max(file.size, end);
  }

  path_rename(fd, from, fromLength, toFd, to, toLength) {
    const old = this.name(from, fromLength), file = this.files.get(old);
    if (!file) return Wasi.NO_FILE;
    this.files.delete(old);
    this.files.set(this.name(to, toLength), file);
    return 0;
  }
  path_unlink_file(fd, at, length) {
    return this.files.delete(this.name(at, length)) ? 0 : Wasi.NO_FILE;
  }
}

// (In node, where the tests run the same programs.)
if (typeof module !== "undefined") module.exports = { Wasi, WasiExit };
