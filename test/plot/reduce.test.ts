import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readCSV } from "../../src/patterns/load-csv.ts";
import { averaged } from "../../src/plot/averaged.ts";
import { binned } from "../../src/plot/binned.ts";
import { blockAveraged } from "../../src/plot/block-averaged.ts";
import { concatenated } from "../../src/plot/concatenated.ts";
import { curves } from "../../src/plot/curves.ts";
import { saveFigure, toSVG } from "../../src/plot/export.ts";
import { facet } from "../../src/plot/facet.ts";
import { fullTable, fullTables } from "../../src/plot/full-table.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { layered } from "../../src/plot/layered.ts";
import { lintFigure } from "../../src/plot/lint.ts";
import { reductionOf, reductionsOf } from "../../src/plot/reduction.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import type { Row } from "../../src/plot/table.ts";
import { csvParts } from "../../src/plot/table-csv.ts";
import { thinned } from "../../src/plot/thinned.ts";
import { withSlider } from "../../src/plot/with-slider.ts";
import { stream } from "../../src/random/stream.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Rows of three series of different length, with one outlier each that nothing but its value betrays. */
function longTable(length: number): { x: number; y: number; s: string; se: number }[] {
  const rng = stream(1, "long table");
  return Array.from({ length }, (_, i) => {
    const s = i % 7 === 0 ? "rare" : i % 2 ? "odd" : "even";
    const y = i === 4_999 ? 900 : i === 5_000 ? -900 : i === 5_006 ? 33 : rng.uniform();
    return { x: 1 + rng.uniform() * 99, y, s, se: i === 6_001 ? 50 : 0.1 * rng.uniform() };
  });
}

const table = longTable(30_000);
const columns = { x: "x", y: "y", by: ["s"] };
const subtitleOf = (spec: FigureSpec) => {
  const title = spec.title as { text: unknown; subtitle?: unknown };
  return [title.subtitle ?? title.text].flat().join("\n");
};
const valuesOf = (spec: FigureSpec) => (spec.data as { values: Row[] }).values;

/** Smallest and largest value of a column in the rows of a series. */
function range(rows: readonly Row[], s: string, column: string): number[] {
  const numbers = rows.filter((row) => row.s === s).map((row) => Number(row[column]));
  return [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
}

for (const as of ["lines", "points"] as const) {
  test(`thinned: ${as} keep the extremes of every series, in the order of the table`, () => {
    const { rows, rule } = thinned(table, { ...columns, as, most: 400 });
    assert.ok(rows.length <= 400 && rows.length > 200, `${rows.length} rows`);
    for (const s of ["rare", "odd", "even"]) {
      for (const column of ["x", "y"]) {
        assert.deepEqual(range(rows, s, column), range(table, s, column), `${s} ${column}`);
      }
    }
    const places = rows.map((row) => table.indexOf(row as (typeof table)[number]));
    assert.ok(places.every((place, k) => place > (places[k - 1] ?? -1)));
    assert.match(rule!, new RegExp(`^${rows.length} of 30,000 rows \\(`));
    assert.deepEqual(thinned(structuredClone(table), { ...columns, as, most: 400 }).rows, rows);
  });
}

test("thinned: in each step of a line first, last, smallest and largest row are the true ones", () => {
  // 200 rows of 4 in 50 steps: brute force over the rows of each step
  const { rows } = thinned(table, { x: "x", y: "y", as: "lines", most: 200 });
  const [low, high] = [Math.min(...table.map(({ x }) => x)), Math.max(...table.map(({ x }) => x))];
  const stepOf = (row: Row) =>
    Math.min(49, Math.floor(((Number(row.x) - low) / (high - low)) * 50));
  const best = (all: readonly Row[]) => {
    const by = (column: string) => all.map((row) => Number(row[column]));
    return ["x", "y"].flatMap((column) => [Math.min(...by(column)), Math.max(...by(column))]);
  };
  for (let step = 0; step < 50; step++) {
    const inStep = (all: readonly Row[]) => all.filter((row) => stepOf(row) === step);
    assert.deepEqual(best(inStep(rows)), best(inStep(table)), `step ${step}`);
    assert.ok(inStep(rows).length <= 4);
  }
});

test("thinned: steps of a log axis are equally wide on it", () => {
  const rows = Array.from({ length: 4000 }, (_, i) => ({ x: 1.002 ** i, y: i % 10 }));
  const kept = thinned(rows, { x: "x", y: "y", as: "lines", scale: "log", most: 400 }).rows;
  // 40 rows in each of 100 steps, of which the first, the last, a 0 and a 9 are kept
  const places = kept.map((row) => rows.indexOf(row as (typeof rows)[number]));
  for (let step = 0; step < 100; step++) {
    const own = places.filter((place) => Math.floor((place * 100) / 3999) === step);
    assert.ok(own.length >= 2 && own.length <= 4, `${own}`);
  }
});

test("thinned: short series are kept whole beside long ones, short tables as they are", () => {
  const short = Array.from({ length: 30 }, (_, i) => ({ x: i, y: i, s: "short", se: 0 }));
  const { rows } = thinned([...table, ...short], { ...columns, as: "points", most: 400 });
  assert.equal(rows.filter((row) => row.s === "short").length, 30);
  const whole = thinned(short, { ...columns, as: "lines" });
  assert.deepEqual(whole, { rows: short, rule: undefined });
});

test("thinned: points are every k-th row with k prime", () => {
  const rows = Array.from({ length: 9_999 }, (_, i) => ({ x: i, y: 0 }));
  const { rows: kept, rule } = thinned(rows, { x: "x", y: "y", as: "points", most: 104 });
  // 9999 / (104 − 4 extremes) is 100 rounded up, and the next prime is 101
  assert.match(rule!, /\(1 in 101 and the extremes\)/);
  assert.deepEqual(
    kept.map(({ x }) => x),
    [...Array.from({ length: 99 }, (_, k) => 101 * k), 9998],
  );
});

test("thinned: more curves than can be kept, and rows that are no numbers, are refused", () => {
  const many = table.map((row, i) => ({ ...row, s: `s${i % 300}` }));
  assert.throws(() => thinned(many, { ...columns, as: "lines", most: 400 }), {
    message:
      "thinned: expected at most 66 curves of which 400 rows are kept, got 300; " +
      "filter the table or draw several figures",
  });
  assert.throws(
    () => thinned([...table, { x: null, y: 1, s: "odd" }], { ...columns, as: "lines" }),
    {
      message: /^thinned: expected finite numbers in column "x", got row 30000 \(x = null\)/,
    },
  );
});

test("averaged: mean, standard error, extremes and count of each step are those of its rows", () => {
  const { rows, columns: names } = averaged(table, { ...columns, steps: 20 });
  const [low, high] = [Math.min(...table.map(({ x }) => x)), Math.max(...table.map(({ x }) => x))];
  let checked = 0;
  for (const s of ["rare", "odd", "even"]) {
    rows
      .filter((row) => row.s === s)
      .forEach((row, step) => {
        const own = table.filter(
          ({ x, s: name }) =>
            name === s && Math.min(19, Math.floor(((x - low) / (high - low)) * 20)) === step,
        );
        const ys = own.map(({ y }) => y);
        const mean = ys.reduce((a, b) => a + b) / ys.length;
        const variance = ys.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (ys.length - 1);
        const se = Math.sqrt(variance / ys.length);
        // sums of at most 1000 terms in another order
        assert.ok(Math.abs(Number(row.y) - mean) <= 1e-12 * 1000);
        assert.ok(Math.abs(Number(row[names.se]) / se - 1) <= 1e-9);
        assert.deepEqual(
          [row[names.min], row[names.max], row[names.count]],
          [Math.min(...ys), Math.max(...ys), ys.length],
        );
        checked += ys.length;
      });
  }
  assert.equal(checked, table.length);
});

test("averaged: a large mean costs no digits of the spread", () => {
  const rows = [1, 2, 3, 4].map((y) => ({ x: 1, y: 1e9 + y }));
  const {
    rows: [step],
    columns: names,
  } = averaged(rows, { x: "x", y: "y", steps: 1 });
  // variance of 1, 2, 3, 4 is 5/3
  assert.ok(Math.abs(Number(step![names.se]) - Math.sqrt(5 / 12)) < 1e-12);
  assert.equal(step!.y, 1e9 + 2.5);
});

test("binned: every row is counted once, in the cell that holds it", () => {
  const {
    rows,
    columns: names,
    rule,
  } = binned(table, {
    x: { column: "x", scale: "log", bins: 12 },
    y: { column: "y", bins: 9 },
  });
  assert.equal(
    rows.reduce((sum, row) => sum + Number(row.count), 0),
    table.length,
  );
  const xEnds = [...new Set(rows.flatMap((row) => names.x.map((name) => Number(row[name]))))];
  const greatest = Math.max(...xEnds);
  for (const row of rows) {
    const [x0, x1, y0, y1] = [...names.x, ...names.y].map((name) => Number(row[name]));
    const inside = table.filter(
      ({ x, y }) => x >= x0! && (x < x1! || x1 === greatest) && y >= y0! && (y < y1! || y1 === 900),
    );
    assert.equal(row.count, inside.length);
  }
  assert.equal(rule, "30,000 rows counted in 12 × 9 cells");
  assert.equal(greatest, Math.max(...table.map(({ x }) => x)));
});

test("binned: one column along both axes has ends of its own for each", () => {
  const { rows, columns: names } = binned([{ a: 0 }, { a: 10 }], {
    x: { column: "a", bins: 2 },
    y: { column: "a", bins: 5 },
  });
  assert.equal(new Set([...names.x, ...names.y, names.count]).size, 5);
  const ends = rows.map((row) => [...names.x, ...names.y].map((name) => row[name]));
  assert.deepEqual(ends, [
    [0, 5, 0, 2],
    [5, 10, 8, 10],
  ]);
});

test("curves: more than 5000 marks are thinned, the subtitle says how, the full table is at hand", async () => {
  const spec = curves(table, { x: "x", y: "y", series: "s", error: "se", subtitle: "own words" });
  const reduction = reductionOf(spec)!;
  const values = valuesOf(spec);
  assert.equal(subtitleOf(spec), `own words\n${reduction.rule}`);
  assert.match(reduction.rule, /^\d+ of 30,000 rows \(1 in \d+ and the extremes\)$/);
  assert.ok(reduction.marks <= 5000 && reduction.marks === 2 * values.length);
  for (const s of ["rare", "odd", "even"]) {
    assert.deepEqual(range(values, s, "y"), range(table, s, "y"));
    const lows = table.map((row) => ({ ...row, lo: row.y - row.se }));
    assert.equal(range(values, s, "y_lo")[0], range(lows, s, "lo")[0]);
  }
  assert.equal(fullTable(spec), table);
  assert.equal(reduction.rows, table.length);
  const hash = createHash("sha256")
    .update([...csvParts(table)].join(""))
    .digest("hex");
  assert.equal(reduction.sha256, hash);
  assert.deepEqual(lintFigure(spec), []);
  await toSVG(spec);
  assert.deepEqual(
    curves(structuredClone(table), {
      x: "x",
      y: "y",
      series: "s",
      error: "se",
      subtitle: "own words",
    }),
    spec,
  );
});

test("curves: lines are thinned by steps, points of the same figure by every k-th row", () => {
  const rows = [
    ...table.map((row) => ({ ...row, source: "simulation" })),
    ...Array.from({ length: 9000 }, (_, i) => ({
      x: 1 + i / 100,
      y: Math.sin(i),
      s: "odd",
      source: "theory",
    })),
  ];
  const spec = curves(rows, { x: "x", y: "y", series: "s" });
  assert.match(
    subtitleOf(spec),
    /rows \(lines: first, last, least and greatest of 100 steps;?\s+points: 1 in \d+ and/,
  );
  const theory = valuesOf(spec).filter(({ source }) => source === "theory");
  assert.ok(theory.length > 300 && theory.length <= 400);
});

test("curves: averages are drawn with bars over all of their values", async () => {
  const spec = curves(table, { x: "x", y: "y", series: "s", reduce: "average" });
  assert.match(
    subtitleOf(spec),
    /^bars: smallest to largest value\nmeans of 30,000 rows in 100 steps of x$/,
  );
  const values = valuesOf(spec);
  for (const s of ["rare", "odd", "even"]) {
    assert.equal(range(values, s, "y_min")[0], range(table, s, "y")[0]);
    assert.equal(range(values, s, "y_max")[1], range(table, s, "y")[1]);
  }
  assert.deepEqual(lintFigure(spec), []);
  assert.equal(fullTable(spec), table);
  assert.throws(() => curves(table, { x: "x", y: "y", error: "se", reduce: "average" }), {
    message: /expected no error column with reduce "average"/,
  });
});

test("curves: few rows are all drawn, and nothing is recorded", () => {
  const spec = curves(table.slice(0, 5000), { x: "x", y: "y" });
  assert.equal(valuesOf(spec).length, 5000);
  assert.equal(reductionOf(spec), undefined);
  assert.equal(fullTable(spec), undefined);
});

test("blockAveraged: each block is the mean of its cells, and the rule names the extremes", () => {
  // 100 × 60 cells in blocks of 2 × 2, one extreme cell that no mean shows
  const cells = Array.from({ length: 100 * 60 }, (_, i) => {
    const [x, y] = [i % 100, Math.floor(i / 100)];
    return { x, y, v: x === 77 && y === 11 ? 9000 : x * y - 1 };
  });
  const { rows, rule } = blockAveraged(cells, { x: "x", y: "y", value: "v" });
  assert.equal(rows.length, 50 * 30);
  for (const { x, y, v } of rows) {
    const own = cells.filter(
      (cell) => Math.abs(cell.x - Number(x)) <= 0.5 && Math.abs(cell.y - Number(y)) <= 0.5,
    );
    assert.equal(own.length, 4);
    // sums of integers are exact
    assert.equal(v, own.reduce((sum, cell) => sum + cell.v, 0) / 4);
  }
  assert.equal(
    rule,
    "means of 2 × 2 cells, 1,500 of 6,000; smallest cell −1 at 0, 0; largest 9000 at 77, 11",
  );
});

test("heatMap: more than 5000 cells become blocks, the colours span all cells, names span the block", async () => {
  const cells = Array.from({ length: 60 * 90 }, (_, i) => ({
    x: `n${String(i % 60).padStart(2, "0")}`,
    y: 10 ** (Math.floor(i / 60) / 10),
    v: i === 100 ? 90 : Math.cos(i),
  }));
  const axes = { x: "x", y: { column: "y", scale: "log" }, value: "v" } as const;
  const spec = heatMap(cells, axes);
  const { rule, marks, rows } = reductionOf(spec)!;
  assert.ok(marks <= 2000 && rows === 5400);
  assert.match(rule, /^means of \d × \d cells, .* largest 90 at n40, 1\.25893$/);
  assert.equal(subtitleOf(spec).replaceAll("\n", "; "), rule);
  assert.equal(valuesOf(spec)[0]!.x, "n00 … n01");
  const { domain } = (spec.encoding as { color: { scale: { domain: number[] } } }).color.scale;
  assert.ok(domain[1]! >= 90);
  assert.deepEqual(lintFigure(spec), []);
  await toSVG(spec);
  assert.equal(fullTable(spec), cells);
  assert.throws(() => heatMap(cells, { ...axes, reduce: "never" }), {
    message: "heatMap: expected at most 5000 marks, got 5400; aggregate first",
  });
});

test("saveFigure: the full table lies beside the figure, with the hash that the figure states", async (t) => {
  const folder = temporaryFolder(t);
  const spec = curves(table, { x: "x", y: "y" });
  await saveFigure(spec, join(folder, "walk.vl.json"));
  assert.deepEqual(readdirSync(folder).sort(), ["walk.full.csv", "walk.vl.json"]);
  const text = readFileSync(join(folder, "walk.full.csv"));
  const stored = JSON.parse(readFileSync(join(folder, "walk.vl.json"), "utf8"));
  assert.equal(createHash("sha256").update(text).digest("hex"), reductionOf(stored)!.sha256);
  const back = await readCSV(join(folder, "walk.full.csv"));
  assert.deepEqual(back.objects(), table);
  await saveFigure(spec, join(folder, "other.svg"), { fullTable: false });
  assert.ok(!readdirSync(folder).includes("other.full.csv"));
});

test("compositions: keep the full tables and the records of their parts", async (t) => {
  const folder = temporaryFolder(t);
  const axes = { x: "x", y: "y" };
  const red = curves(table, axes);
  const other = curves(table.slice(1), axes);
  const few = curves(table.slice(0, 9), axes);
  for (const whole of [{ ...red, width: 300 }, concatenated([red, red]), layered([few, red])]) {
    assert.equal(fullTable(whole), table);
    assert.deepEqual(reductionsOf(whole), [reductionOf(red)]);
  }
  assert.deepEqual(reductionsOf(concatenated([few, few])), []);
  const halves = table.map((row, i) => ({ ...row, half: i % 2 }));
  const odd = halves.filter(({ half }) => half === 1);
  for (const whole of [
    facet(halves, "half", (rows) => curves(rows, axes)),
    withSlider(halves, "half", (rows) => curves(rows, axes)),
  ]) {
    const rows = fullTables(whole).map((one) => one.rows);
    assert.deepEqual(rows, [halves.filter(({ half }) => half === 0), odd]);
  }
  const both = concatenated([concatenated([red, few]), other, red]);
  await saveFigure(both, join(folder, "both.vl.json"));
  const files = ["both.full-2.csv", "both.full.csv", "both.vl.json"];
  assert.deepEqual(readdirSync(folder).sort(), files);
  const stored = JSON.parse(readFileSync(join(folder, "both.vl.json"), "utf8"));
  const hashes = files.slice(0, 2).map((file) => {
    return createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  });
  assert.deepEqual(
    reductionsOf(stored).map(({ sha256 }) => sha256),
    hashes.reverse(),
  );
});

test("csvParts: texts, times, exact integers and absent cells have one form each", () => {
  const rows = [
    { a: 1, "b,c": 'x"y', t: new Date(0) },
    { a: -0, "b,c": "12", z: 2n ** 60n },
    { a: Number.NaN, "b,c": null },
  ];
  assert.equal(
    [...csvParts(rows)].join(""),
    'a,"b,c",t,z\n1,"x""y",1970-01-01T00:00:00.000Z,\n-0,\'12,,1152921504606846976\nNaN,,,\n',
  );
  assert.throws(() => [...csvParts([{ a: [1] }], "curves")], {
    message:
      /^curves: expected numbers, text, times, booleans and null in column "a" .* got an array/,
  });
});

test("curves: a million rows become a small figure that keeps the one outlier", async () => {
  const rows = Array.from({ length: 1_000_000 }, (_, t) => ({
    t,
    m: t === 777_777 ? 9 : Math.sin(t / 1e5),
  }));
  const spec = curves(rows, { x: "t", y: "m" });
  const values = valuesOf(spec);
  assert.ok(values.length <= 5000);
  assert.ok(values.some(({ t, m }) => t === 777_777 && m === 9));
  assert.equal(reductionOf(spec)!.rows, 1_000_000);
});
