import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { type TimeMatrixOptions, timeMatrix } from "../../src/plot/time-matrix.ts";
import { figuresOfStructure } from "../support/figures-of-structure.ts";
import { countMarks } from "../support/svg.ts";

const options: TimeMatrixOptions = { t: "t", tPrime: "u", value: "C" };
const rows = [
  { t: 0, u: 0, C: 1 },
  { t: 1, u: 0, C: 0 },
  { t: 1, u: 1, C: 1 },
  { t: 2, u: 0, C: 1e-9 },
  { t: 2, u: 1, C: 0 },
  { t: 2, u: 2, C: 1 },
];
const subtitle = (spec: object) => (spec as { title: { text: string } }).title.text;

/** Corners of the coloured cells. */
function corners(svg: string): [number, number, number, number][] {
  const group = /class="mark-rect role-mark[^>]*>(.*?)<\/g>/.exec(svg)?.[1] ?? "";
  return [...group.matchAll(/d="M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)/g)].map(
    ([, ...numbers]) => numbers.map(Number) as [number, number, number, number],
  );
}

test("timeMatrix: every value is a cell and every exact zero, not a tiny value, a dot", async () => {
  const svg = await toSVG(timeMatrix(rows, options));
  assert.equal(countMarks(svg, "rect"), 6);
  assert.equal(countMarks(svg, "symbol"), 2);
  const plain = await toSVG(timeMatrix(rows, { ...options, zeros: "plain" }));
  assert.equal(countMarks(plain, "symbol"), 0);
  assert.equal(
    subtitle(timeMatrix(rows, options)),
    "t downwards; grey: not defined (t′ > t); dots: exactly 0",
  );
});

test("timeMatrix: cells are squares of one size, t downwards or upwards", async () => {
  const side = 40; // 120 pixels for 3 times
  const down = corners(await toSVG(timeMatrix(rows, { ...options, size: 120 })));
  assert.deepEqual(
    down,
    rows.map(({ t, u }) => [u * side, t * side, side, side]),
  );
  const up = corners(
    await toSVG(timeMatrix(rows, { ...options, size: 120, direction: "upwards" })),
  );
  assert.deepEqual(
    up,
    rows.map(({ t, u }) => [u * side, (2 - t) * side, side, side]),
  );
});

test("timeMatrix: quantities have scales of their own, sources of one quantity the same", async () => {
  const both = rows.flatMap((row) => [
    { ...row, source: "theory", G: row.t > row.u ? -2 : null },
    { ...row, source: "simulation", C: row.C * 3, G: row.t > row.u ? 1 : null },
  ]);
  const spec = timeMatrix(both, { ...options, value: ["C", "G"] });
  const domains = (spec.vconcat as { hconcat: object[] }[]).map(({ hconcat }) =>
    hconcat.map((panel) => {
      const { layer } = panel as {
        layer: { encoding: { color: { scale: { domain: number[] } } } }[];
      };
      return layer[0]!.encoding.color.scale.domain;
    }),
  );
  assert.deepEqual(domains, [
    [
      [0, 3],
      [0, 3],
    ],
    [
      [-2, 2],
      [-2, 2],
    ],
  ]);
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "rect"), 6 + 6 + 3 + 3);
  assert.equal([...svg.matchAll(/class="mark-group role-legend"/g)].length, 2);
  assert.match(subtitle(spec), /grey: not defined \(C: t′ > t, G: t′ ≥ t\)/);
});

test("timeMatrix: cells without a value off the triangle are counted", () => {
  const holed = rows.filter(({ t, u }) => !(t === 2 && u === 1));
  assert.match(subtitle(timeMatrix(holed, options)), /grey: not defined \(4 of 9 cells\)/);
});

test("timeMatrix: the examples draw all of their rows", async () => {
  const lower = (10 * 11) / 2;
  const alone = await toSVG(figuresOfStructure["time-matrix"]!);
  assert.equal(countMarks(alone, "rect"), lower + lower - 10);
  const sources = await toSVG(figuresOfStructure["time-matrix-sources"]!);
  assert.equal(countMarks(sources, "rect"), 2 * lower);
});

test("timeMatrix: repeated pairs, empty sources and unknown words are refused by name", () => {
  assert.throws(() => timeMatrix([...rows, { t: 1, u: 0, C: 2 }], options), {
    name: "RangeError",
    message:
      "timeMatrix: expected one row for each pair (t, u), got two for (1, 0); aggregate first",
  });
  const sources = [
    { ...rows[0], source: "a" },
    { t: 0, u: 0, C: null, source: "b" },
  ];
  assert.throws(() => timeMatrix(sources, options), {
    message:
      'timeMatrix: expected values in column "C" of source "b", got none; ' +
      "leave the quantity or the source out",
  });
  assert.throws(() => timeMatrix([{ t: 0, u: 0, C: Number.NaN }], options), {
    message:
      'timeMatrix: expected finite numbers or null in column "C", got row 0 (C = NaN); ' +
      "set values that are not defined to null",
  });
  assert.throws(() => timeMatrix(rows, { ...options, direction: "down" as never }), {
    name: "TypeError",
    message: 'timeMatrix: expected direction "downwards" or "upwards", got "down"',
  });
  assert.throws(() => timeMatrix(rows, { ...options, tPrime: "t1" }), {
    message: /expected a column of the table \(t, u, C\), got "t1"; did you mean "t"\?/,
  });
});
