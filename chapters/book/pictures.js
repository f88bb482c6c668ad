// pictures.js: how the page redraws a figure from its chapter's own run: for each
// stem what plot.js is to draw. Columns have the names that the .dat file gives
// them; `block` is which of its blocks (0: the first, -1: the last). A figure that
// is not here keeps its printed picture, and so does one whose columns have
// changed. `knobs`: what stands under the figure to be turned.
"use strict";

const PICTURES = {
  ch01_secants: {
    knobs: ["x", "h"],
    x: { name: "x" }, y: { name: "y" },
    layers: [
      { kind: "line", block: 0, x: "x", y: "y", colour: "blue", name: "y = x²" },
      ...[1, 2, 3].map((k) => ({ kind: "line", block: k, x: "x", y: "y", colour: "orange",
        dash: ["", "8 4", "3 3"][k - 1], width: 1.4,
        name: ({ blocks }) => `h = ${plain(column(blocks[k], "h")[0])}: ` +
          words(["slope ", "斜率 "]) + plain(column(blocks[k], "slope")[0]) })),
      { kind: "line", block: 4, x: "x", y: "y", colour: "green", width: 2.6,
        name: ({ blocks }) => words(["tangent: slope ", "切线：斜率 "]) +
          plain(column(blocks[4], "slope")[0]) },
      { kind: "points", block: 5, x: "x", y: "y", colour: "ink" },
    ],
  },

  ch02_path: {
    knobs: ["rate", "start"],
    x: { name: ["weight w", "权重 w"], from: -3, to: 4.2 },
    y: { name: ["cost C(w)", "成本 C(w)"], from: 0, to: 7 },
    layers: [
      { kind: "line", block: 0, x: "w", y: "cost", colour: "blue" },
      { kind: "tangent", block: 1, x: "w", y: "cost", slope: "slope", row: 0, length: 45,
        colour: "green", name: ["the slope at the start", "起点处的斜率"] },
      { kind: "line", block: 1, x: "w", y: "cost", colour: "orange", width: 1 },
      { kind: "points", block: 1, x: "w", y: "cost", colour: "orange",
        name: ["the walk, a dot a step", "路径：每步一点"] },
    ],
  },
  ch02_steps: {
    knobs: ["rate", "start"],
    x: { name: ["step", "步数"], from: 0, to: 150 },
    y: { name: ["distance to the valley", "到谷底的距离"], log: true, from: 1e-7, to: 3 },
    layers: [
      { kind: "line", x: "step", y: "fixed", colour: "purple", width: 1.2,
        name: ["always the same length", "固定步长"] },
      { kind: "line", x: "step", y: "proportional", colour: "orange", width: 2.6,
        name: ["η times the slope", "η 乘以斜率"] },
    ],
  },

  ch03_field: {
    knobs: ["bowl", "rate", "x", "y"],
    square: true, tall: 0.62,
    x: { name: "x", from: -2, to: 2 }, y: { name: "y", from: -1, to: 1.5 },
    layers: [
      { kind: "field", block: 0, x: "x", y: "y", value: "cost", range: [0, 8] },
      { kind: "arrows", block: 0, x: "x", y: "y", dx: "dx", dy: "dy", every: 8,
        length: 0.19, soft: 0.6, colour: "white" },
      { kind: "line", block: 1, x: "x", y: "y", colour: "orange", width: 2.4,
        name: ["the walk", "路径"] },
      { kind: "points", block: 1, x: "x", y: "y", colour: "orange" },
    ],
  },
  ch03_zigzag: {
    knobs: ["valley"],
    square: true, tall: 0.62,
    x: { name: "x", from: -1, to: 4.5 }, y: { name: "y", from: -1.4, to: 1.4 },
    layers: [
      { kind: "field", block: 0, x: "x", y: "y", value: "cost", range: [0, 30] },
      { kind: "line", block: 1, x: "x", y: "y", colour: "white", width: 1.6 },
      { kind: "points", block: 1, x: "x", y: "y", colour: "white", size: 2.2,
        name: ({ blocks }) => "η = " + plain(column(blocks[1], "rate")[0]) },
      { kind: "line", block: 3, x: "x", y: "y", colour: "orange", width: 2 },
      { kind: "points", block: 3, x: "x", y: "y", colour: "orange",
        name: ({ blocks }) => "η = " + plain(column(blocks[3], "rate")[0]) },
    ],
  },

  ch04_graph: {
    knobs: ["a", "b"],
    layers: [{ kind: "tape", names: ["a", "b", "p = a·b", "s = a + b", "y = p·s"] }],
  },

  ch05_sigmoid: {
    knobs: ["bias", "steepness"],
    x: { name: ["weighted sum z", "加权和 z"] }, y: { from: -0.08, to: 1.12 },
    layers: [
      { kind: "line", x: "z", y: "sigmoid", colour: "blue", name: "σ(z)" },
      { kind: "line", x: "z", y: "slope", colour: "green", dash: "10 4",
        name: ["its slope σ′(z)", "斜率 σ′(z)"] },
      { kind: "line", x: "z", y: "shifted", colour: "orange", dash: "14 4",
        name: ["moved by a bias", "加上偏置，平移后"] },
    ],
  },

  ch07_knob: {
    knobs: ["epochs", "images"],
    x: { name: ["the knob’s value", "旋钮的值"], from: -10, to: 10 },
    y: { name: ["mean cost", "平均成本"] },
    layers: [
      { kind: "line", block: 0, x: "knob", y: "bias", colour: "blue",
        name: ["bias of output 3", "输出 3 的偏置"] },
      { kind: "line", block: 0, x: "knob", y: "middle", colour: "orange",
        name: ["weight of the middle pixel", "正中像素的权重"] },
      { kind: "line", block: 0, x: "knob", y: "corner", colour: "quiet",
        name: ["weight of the corner pixel", "角上像素的权重"] },
      { kind: "points", block: 1, x: "knob", y: "cost", colour: "ink", size: 4 },
    ],
  },

  ch08_ratio: {
    knobs: ["w", "b", "x", "y", "nudge"],
    x: { name: ["Δw, shrinking to the right", "Δw（向右越来越小）"], log: true, from: 2, to: 1e-4 },
    y: { name: "ΔC/Δw" },
    layers: [
      { kind: "line", x: "nudge", y: "exact", colour: "green", dash: "10 4",
        name: ({ blocks }) => "∂C/∂w = " + plain(column(blocks[0], "exact")[0]) },
      { kind: "line", x: "nudge", y: "up", colour: "blue", name: ["nudged up", "往上推"] },
      { kind: "line", x: "nudge", y: "down", colour: "orange", name: ["nudged down", "往下推"] },
    ],
  },

  ch10_boundary: {
    knobs: ["rate", "layers"],
    // Six of its steps, the first and the last among them.
    across: 3, acrossNarrow: 2, tall: 0.85,
    panels: ({ blocks }) => [0, 0.53, 0.79, 0.87, 0.95, 1].map((part) => ({
      bare: true, square: true, x: { from: -2.4, to: 2.4 }, y: { from: -1.8, to: 1.8 },
      layers: [
        { kind: "plane", block: Math.round(part * (blocks.length - 2)), half: [2.4, 2.4] },
        { kind: "points", block: -1, x: "x1", y: "x2", label: "label", size: 2.2 },
      ],
    })),
  },
  ch10_cells: {
    knobs: ["rate", "layers"],
    across: 3, acrossNarrow: 2, tall: 0.95,
    // The trained network is the first block, and here the last panel.
    panels: [1, 2, 3, 4, 5, 0].map((block) => ({
      name: block ? `${2 << block} x ${2 << block}` : ["trained", "训练出来的"],
      bare: true, square: true, x: { from: -1.9, to: 1.9 }, y: { from: -1.8, to: 1.8 },
      layers: [
        { kind: "plane", block, half: [1.9, 1.9] },
        { kind: "points", block: -1, x: "x1", y: "x2", label: "label", size: 2.2 },
      ],
    })),
  },

  ch11_walkers: {
    knobs: ["rate", "batch"],
    square: true, tall: 0.62,
    x: { name: ["weight w", "权重 w"], from: -4.5, to: 4.5 },
    y: { name: ["bias b", "偏置 b"], from: -1.1, to: 3.4 },
    layers: [
      { kind: "field", block: 0, x: "w", y: "b", value: "cost", range: [0.1, 0.7] },
      { kind: "line", block: -1, x: "w", y: "b", colour: "orange", width: 1.2,
        name: ["drunk", "醉汉"] },
      { kind: "line", block: 1, x: "w", y: "b", colour: "white", width: 1.8 },
      { kind: "points", block: 1, x: "w", y: "b", colour: "white", size: 2.4,
        name: ["careful", "谨慎的人"] },
    ],
  },

  ch15_rates: {
    x: { name: ["learning rate η", "学习率 η"], log: true },
    y: { name: ["read of 100", "每 100 幅认对"], from: 0, to: 100 },
    layers: [["squares, wide start", "平方，宽的起点"], ["squares, narrow", "平方，窄的起点"],
      ["cross-entropy, wide", "交叉熵，宽的起点"], ["cross-entropy, narrow", "交叉熵，窄的起点"],
      ["softmax, narrow", "softmax，窄的起点"]].map((name, k) => (
      { kind: "line", block: k, x: "rate", y: "median", colour: ["blue", "orange", "green"][k >> 1],
        dash: k < 4 && k % 2 === 0 ? "8 4" : "", name })),
  },
};

if (typeof module !== "undefined") module.exports = { PICTURES };
