import { basins } from "../../src/plot/basins.ts";
import { concatenated } from "../../src/plot/concatenated.ts";
import { curves } from "../../src/plot/curves.ts";
import { facet } from "../../src/plot/facet.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { layered } from "../../src/plot/layered.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { timeMatrix } from "../../src/plot/time-matrix.ts";
import { tree } from "../../src/plot/tree.ts";
import { vectorField } from "../../src/plot/vector-field.ts";
import { withSlider } from "../../src/plot/with-slider.ts";
import {
  boundaryRows,
  fixedPointRows,
  flowRows,
  startRows,
  trajectoryRows,
} from "./two-pattern-flow.ts";
import { twoTimeRows } from "./two-time-rows.ts";

const { theory, simulation } = twoTimeRows();

/** Prototypes that split in two at times 1, 3, 7: a closed form, one branch ends early. */
export const splittingRows = ["", "+", "-", "++", "+-", "--", "-+", "+++", "++-", "--+", "---"].map(
  (path) => ({
    node: `p${path}`,
    parent: path === "" ? null : `p${path.slice(0, -1)}`,
    t: 2 ** path.length - 1,
    m: [...path].reduce((sum, sign, i) => sum + (sign === "+" ? 1 : -1) / 2 ** (i + 1), 0),
    examples: 16 / 2 ** path.length,
    branch: path === "" ? "both" : path[0] === "+" ? "upper" : "lower",
  }),
);

/** Overlap of one pattern, m = tanh(β m) solved by iteration, over temperature, for three fields. */
export const magnetRows = [0, 0.1, 0.2].flatMap((field) =>
  Array.from({ length: 15 }, (_, i) => {
    const temperature = Number((0.15 + 0.1 * i).toFixed(2));
    let m = 1;
    for (let step = 0; step < 2000; step++) m = Math.tanh((m + field) / temperature);
    return { field, temperature, m: Number(m.toFixed(6)), source: "theory" };
  }),
);

/** A smooth function of load and temperature that stands for an overlap: exp(−20 α² − T²). */
export const phaseRows = [0, 0.05, 0.1, 0.15].flatMap((load) =>
  [0, 0.25, 0.5, 0.75, 1].map((temperature) => ({
    load,
    temperature,
    m: Number(Math.exp(-20 * load * load - temperature ** 2).toFixed(4)),
  })),
);
const times = {
  t: { column: "t", title: "t" },
  tPrime: { column: "t1", title: "t′" },
};
const plane = {
  x: { column: "m1", title: "overlap m₁" },
  y: { column: "m2", title: "overlap m₂" },
};
const magnet = {
  x: { column: "temperature", title: "temperature T" },
  y: { column: "m", title: "overlap m" },
};
const phases = {
  x: { column: "load", title: "load α", scale: "linear" },
  y: { column: "temperature", title: "temperature T", scale: "linear" },
} as const;

const magnets = curves(magnetRows, {
  ...magnet,
  title: "Overlap in a field",
  series: { column: "field", title: "field h" },
  recipe: { computation: "mean-field", version: 1 },
});
const phaseMap = heatMap(phaseRows, {
  ...phases,
  title: "Retrieval overlap",
  value: { column: "m", title: "overlap m" },
});
const flowField = vectorField(flowRows, { ...plane, dx: "dm1", dy: "dm2" });
const symmetryLines = curves(
  boundaryRows.map((row) => ({ ...row, source: "theory" })),
  { ...plane, series: { column: "line", title: "boundary" } },
);

/** Figures that are made of figures; their descriptions are those of the parts. */
export const compositions: Readonly<Record<string, FigureSpec>> = {
  facet: facet(magnetRows, { column: "field", title: "field h" }, (rows) => curves(rows, magnet), {
    title: "Overlap in a field",
    height: 130,
  }),
  layered: layered([flowField, symmetryLines], {
    title: "Flow of two overlaps and its symmetries",
  }),
  concatenated: concatenated([magnets, phaseMap], { columns: 2, letters: true }),
  "with-slider": withSlider(
    magnetRows,
    { column: "field", title: "field h", initial: 0.1 },
    (rows) => curves(rows, { ...magnet, y: { ...magnet.y, zero: true } }),
    { title: "Overlap in a field" },
  ),
};

/** Single figures of this file's builders, by the name of their stored specification. */
export const figuresOfStructure: Readonly<Record<string, FigureSpec>> = {
  "time-matrix": timeMatrix(theory, {
    ...times,
    title: "Correlation and response of a two-step walk",
    value: [
      { column: "C", title: "C(t, t′)" },
      { column: "G", title: "G(t, t′)" },
    ],
  }),
  "time-matrix-sources": timeMatrix([...theory, ...simulation], {
    ...times,
    title: "Correlation of a two-step walk",
    value: { column: "C", title: "C(t, t′)" },
    direction: "upwards",
  }),
  tree: tree(splittingRows, {
    title: "Splitting of prototypes",
    id: "node",
    parent: "parent",
    x: { column: "t", title: "training time t (epochs)" },
    y: { column: "m", title: "order parameter m" },
    size: "examples",
    colour: "branch",
  }),
  basins: basins(startRows, {
    ...plane,
    title: "Basins of two patterns at β = 2",
    ends: { column: "end", title: "ends at" },
    vectors: { table: flowRows, dx: "dm1", dy: "dm2" },
    fixedPoints: { table: fixedPointRows, kind: "kind" },
    trajectories: { table: trajectoryRows, path: "path" },
    boundaries: { table: boundaryRows, path: "line" },
  }),
  "vector-field": vectorField(flowRows, {
    ...plane,
    title: "Flow of two overlaps at β = 2",
    dx: "dm1",
    dy: "dm2",
  }),
  interactive: curves(magnetRows, {
    ...magnet,
    title: "Overlap in a field",
    series: { column: "field", title: "field h" },
    interactive: true,
  }),
  "one-column": curves(magnetRows, {
    ...magnet,
    title: "Overlap of one stored pattern in a field along it",
    series: { column: "field", title: "field h" },
    journal: "one-column",
  }),
};
