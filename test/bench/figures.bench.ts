import { cpus } from "node:os";
import { curves } from "../../src/plot/curves.ts";
import { toPDF, toPNG, toSVG } from "../../src/plot/export.ts";
import { facet } from "../../src/plot/facet.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { typesetSpec } from "../../src/plot/typeset-spec.ts";
import { median } from "../support/median.ts";

// Time to draw figures, warm. Run: npm run bench.

const ROUNDS = 15;

const lines = Array.from({ length: 8 }, (_, panel) =>
  Array.from({ length: 5 }, (_, k) =>
    Array.from({ length: 50 }, (_, t) => ({
      source: "theory",
      panel,
      n: k + 2,
      t,
      m: Math.tanh((k + 1) * 0.02 * t * (1 + panel / 8)),
    })),
  ).flat(),
).flat();
const fortyLines = facet(lines, { column: "panel", title: "load" }, (part) =>
  curves(part, {
    x: { column: "t", title: "time $t$ in sweeps" },
    y: { column: "m", title: "overlap $m_t$" },
    series: { column: "n", title: "order $n$" },
  }),
);
const fortyLinesInOne = {
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  data: { values: lines.map((row) => ({ ...row, line: `${row.panel}-${row.n}` })) },
  mark: "line",
  encoding: {
    x: { field: "t", type: "quantitative", title: "time $t$ in sweeps" },
    y: { field: "m", type: "quantitative", title: "overlap $m_t$" },
    detail: { field: "line", type: "nominal" },
    color: { field: "n", type: "nominal", title: "order $n$" },
  },
};
const points = curves(
  Array.from({ length: 5000 }, (_, i) => ({
    source: "simulation",
    x: (i * 0.618034) % 1,
    y: (i * 0.754877) % 1,
    n: i % 4,
  })),
  { x: "x", y: "y", series: "n" },
);
const cells = heatMap(
  Array.from({ length: 4900 }, (_, i) => ({
    x: i % 70,
    y: Math.floor(i / 70),
    m: Math.sin(i / 70) * Math.cos((i % 70) / 9),
  })),
  { x: "x", y: "y", value: "m" },
);

const work: [string, () => Promise<unknown>][] = [
  ["SVG, 40 lines in one view", () => toSVG(fortyLinesInOne)],
  ["SVG, 40 lines in 8 panels", () => toSVG(fortyLines)],
  ["PDF, 40 lines in one view", () => toPDF(fortyLinesInOne)],
  ["SVG, 5000 points", () => toSVG(points)],
  ["PNG 300 dpi, 5000 points", () => toPNG(points, { dpi: 300 })],
  ["PNG 300 dpi, 4900 cells", () => toPNG(cells, { dpi: 300 })],
  ["formulas of a specification", () => typesetSpec(fortyLines)],
];

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${ROUNDS} rounds`);
const times = new Map<string, { wall: number[]; cpu: number[] }>(
  work.map(([name]) => [name, { wall: [], cpu: [] }]),
);
for (let round = -1; round < ROUNDS; round++) {
  for (const [name, draw] of work) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await draw();
    const { user, system } = process.cpuUsage(used);
    if (round < 0) continue;
    times.get(name)!.wall.push(performance.now() - start);
    times.get(name)!.cpu.push((user + system) / 1000);
  }
}
console.table(
  [...times].map(([figure, { wall, cpu }]) => ({
    figure,
    "median ms": median(wall).toFixed(0),
    "median CPU ms": median(cpu).toFixed(0),
  })),
);
