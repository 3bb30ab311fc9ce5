import assert from "node:assert/strict";
import { test } from "node:test";
import { freedmanDiaconisWidth, scottWidth } from "../../src/numerics/bin-width.ts";
import { binEdges, countInBins } from "../../src/plot/bins.ts";
import { type DistributionOptions, distribution } from "../../src/plot/distribution.ts";
import { toSVG } from "../../src/plot/export.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { stream } from "../../src/random/stream.ts";
import { binomialRows, distanceRows, figuresOfResults } from "../support/figures-of-results.ts";
import { countMarks } from "../support/svg.ts";

const rng = stream(1, "distribution");
const gaussian = Array.from({ length: 500 }, () => ({ z: rng.gaussian() }));
const numbers = gaussian.map(({ z }) => z);

type Vertices = Record<string, number>[];

function layers(spec: FigureSpec): Vertices[] {
  return (spec.layer as { data: { values: Vertices } }[]).map(({ data }) => data.values);
}

/** Area under a line that only goes right, up and down. */
function area(vertices: Vertices, y: string, x: string): number {
  return vertices.slice(1).reduce((sum, vertex, i) => {
    const before = vertices[i]!;
    return sum + ((vertex[x]! - before[x]!) * (vertex[y]! + before[y]!)) / 2;
  }, 0);
}

test("countInBins: equals counting by comparison, with the last edge inside", () => {
  const edges = [-9, -1, -0.2, 0, 0.7, 1, 4];
  const brute = edges.slice(1).map((to, i) => {
    const isLast = i === edges.length - 2;
    return numbers.filter((z) => z >= edges[i]! && (z < to || (isLast && z === to))).length;
  });
  assert.deepEqual(countInBins(numbers, edges), brute);
  assert.deepEqual(countInBins([0, 1, 1, 2], [0, 1, 2]), [1, 3]);
});

test("binEdges: rules give the 1–2–5 width next to theirs, and edges hold all values", () => {
  const sorted = [...numbers].sort((a, b) => a - b);
  for (const [rule, exact] of [
    ["freedman-diaconis", freedmanDiaconisWidth(sorted)],
    ["scott", scottWidth(numbers)],
  ] as const) {
    const { edges, width } = binEdges("test", [numbers], rule);
    // neighbours in 1, 2, 5, 10 differ by at most 2.5, so the nearest is within its root
    assert.ok(Math.abs(Math.log(width! / exact)) <= Math.log(2.5) / 2 + 1e-12, `${rule} ${width}`);
    assert.ok(edges[0]! <= sorted[0]! && edges.at(-1)! >= sorted.at(-1)!);
  }
});

test("binEdges: a width that no binary number holds still gives edges around all values", () => {
  for (const width of [0.1, 0.3, 0.7]) {
    const values = Array.from({ length: 30 }, (_, k) => (k - 10) * width);
    const { edges } = binEdges("test", [values], { width });
    const counts = countInBins(values, edges);
    assert.ok(edges[0]! <= values[0]! && edges.at(-1)! >= values.at(-1)!);
    assert.equal(
      counts.reduce((a, b) => a + b),
      30,
    );
  }
});

test("distribution: densities have area 1 for even and uneven bins", () => {
  for (const bins of ["scott", 12, { edges: [-5, -1, 0, 0.5, 5] }] as const) {
    const [steps] = layers(distribution(gaussian, { x: "z", bins }));
    assert.ok(Math.abs(area(steps!, "density", "z") - 1) < 1e-12, JSON.stringify(bins));
  }
});

test("distribution: whole numbers get a bin each, counted per series", async () => {
  const spec = distribution(distanceRows, { x: "d", series: "bias", show: "count" });
  const steps = layers(spec)[0]!;
  for (const row of steps) {
    if (row.count === 0) continue;
    const [left, right] = steps.filter(
      (other) => other.bias === row.bias && other.count === row.count && other.d! % 1 !== 0,
    );
    assert.ok(left && right);
    const centres = [row.d! - 0.5, row.d! + 0.5];
    const counts = centres.map(
      (d) => distanceRows.filter((pair) => pair.bias === row.bias && pair.d === d).length,
    );
    assert.ok(counts.includes(row.count!), `${row.d} ${row.count}`);
  }
  assert.equal(
    area(
      steps.filter(({ bias }) => bias === 0.5),
      "count",
      "d",
    ),
    1770,
  );
  assert.equal(countMarks(await toSVG(spec), "line"), 2);
});

test("distribution: theory lies on the histogram of its own law, as density and as count", async () => {
  const values = [0, 1, 1, 2, 2, 2, 2, 3, 3, 4].map((d) => ({ d }));
  const law = [0.1, 0.2, 0.4, 0.2, 0.1].map((p, d) => ({ source: "theory", d, p }));
  for (const show of ["density", "count"] as const) {
    const spec = distribution(values, { x: "d", show, theory: { column: "p", table: law } });
    const [steps, line] = layers(spec);
    assert.deepEqual(
      line!.map((row) => row[show]),
      steps!
        .filter((_, i) => i % 2 === 1)
        .slice(0, 5)
        .map((row) => row[show]),
    );
    assert.equal(countMarks(await toSVG(spec), "line"), 2);
    // the same rows in one table
    const together = [...values, ...law];
    assert.deepEqual(distribution(together, { x: "d", show, theory: { column: "p" } }), spec);
  }
});

test("distribution: counts of theory are density × values × width of the bins", () => {
  const values = Array.from({ length: 60 }, (_, k) => ({ v: k / 30 }));
  const uniform = [0, 1, 2].map((v) => ({ v, p: 0.5 }));
  const spec = distribution(values, {
    x: "v",
    show: "count",
    bins: { width: 0.5 },
    theory: { column: "p", table: uniform },
  });
  const [steps, line] = layers(spec);
  // 60 values on [0, 2) in bins of 0.5: 15 in each
  assert.ok(steps!.slice(1, -1).every(({ count }) => count === 15));
  assert.deepEqual(
    line!.map(({ count }) => count),
    [15, 15, 15],
  );
});

test("distribution: cumulative steps end at 1 and count the values up to each edge", () => {
  const [steps] = layers(distribution(gaussian, { x: "z", bins: 20, show: "cumulative" }));
  for (const { z, cumulative } of steps!.filter((_, i) => i > 0 && i % 2 === 0)) {
    const fraction = numbers.filter((value) => value < z!).length / 500;
    assert.ok(Math.abs(fraction - cumulative!) < 1e-12);
  }
  assert.equal(steps!.at(-1)!.cumulative, 1);
});

test("distribution: a log axis shows every bin with values, nothing at zero, and says what is open", async () => {
  const spec = figuresOfResults["distribution-log"]!;
  const [steps] = layers(spec);
  assert.ok(steps!.every(({ count }) => count! > 0));
  const widths = steps!.filter((_, i) => i % 2 === 0).reduce((sum, { count }) => sum + count!, 0);
  assert.equal(widths, 3000);
  assert.match(JSON.stringify(spec.title), /bins without values are left open/);
  const pieces = new Set(steps!.map(({ piece }) => piece)).size;
  assert.equal(countMarks(await toSVG(spec), "line"), pieces);
});

test("distribution: theory far below the steps of a log axis is cut, as the subtitle says", () => {
  const options: DistributionOptions = {
    x: "d",
    series: "bias",
    y: { scale: "log" },
    theory: { column: "probability", table: binomialRows },
  };
  const spec = distribution(distanceRows, options);
  const [, line] = layers(spec);
  // one pair of 1770 is the lowest step
  assert.ok(line!.every(({ density }) => density! >= 0.1 / 1770));
  assert.match(JSON.stringify(spec.title), /theory drawn from 0.000056 upwards/);
});

test("distribution: any number of rows is binned", () => {
  const many = Array.from({ length: 60_000 }, (_, k) => ({ k: (k * 7919) % 1009 }));
  const [steps] = layers(distribution(many, { x: "k", show: "count" }));
  assert.equal(area(steps!, "count", "k") % 60_000, 0);
  assert.ok(steps!.length < 1000);
});

test("distribution: what cannot be binned is refused by row and remedy", () => {
  assert.throws(() => distribution([...gaussian, { z: Infinity }, { z: "1" }], { x: "z" }), {
    message:
      /^distribution: expected finite numbers in column "z", got rows 500 \(z = Infinity\), 501/,
  });
  assert.throws(() => distribution([], { x: "z" }), { message: /table with rows, got 0 rows/ });
  assert.throws(() => distribution([{ size: 1 }], { x: "sice" }), {
    message: /did you mean "size"/,
  });
  assert.throws(() => distribution(gaussian, { x: "z", bins: { edges: [0, 9] } }), {
    message: /^distribution: expected values within the edges 0 to 9, got \d+ outside \(/,
  });
  assert.throws(() => distribution(gaussian, { x: "z", bins: "integers" }), {
    message: /expected whole numbers for bins "integers", got/,
  });
  assert.throws(() => distribution(gaussian, { x: "z", bins: { width: 1e-6 } }), {
    message: /expected at most 400 bins, got \d+; choose wider ones/,
  });
  assert.throws(() => distribution(gaussian, { x: "z", bins: 2.5 }), {
    message: "distribution: expected a whole number of bins > 0, got 2.5",
  });
  assert.throws(() => distribution(gaussian, { x: "z", show: "counts" as never }), {
    name: "TypeError",
    message: 'distribution: expected show "count", "density" or "cumulative", got "counts"',
  });
});

test("distribution: theory that is not comparable is refused", () => {
  const law = binomialRows.map(({ d, probability }) => ({ d, probability }));
  const theory = { column: "probability", table: law };
  const uneven = distanceRows.slice(100);
  assert.throws(() => distribution(uneven, { x: "d", series: "bias", show: "count", theory }), {
    message: /expected a theory for each series where counts of 2 series of unequal size/,
  });
  assert.throws(() => distribution(gaussian, { x: "z", theory: { column: "p" } }), {
    message: /expected rows of the source "theory", got none/,
  });
  const other = binomialRows.map((row) => ({ ...row, bias: 0.3 }));
  assert.throws(
    () =>
      distribution(distanceRows, { x: "d", series: "bias", theory: { ...theory, table: other } }),
    { message: /theory: expected values of the data in column "bias", got rows 0 \(bias = 0.3\)/ },
  );
});

test("binEdges: equal values stand in one bin of width 1, and widen no bin of another series", () => {
  const equal = new Array<number>(10).fill(5.5);
  for (const rule of ["freedman-diaconis", "scott"] as const) {
    assert.deepEqual(binEdges("test", [equal], rule).edges, [5, 6]);
    const { width } = binEdges("test", [numbers], rule);
    assert.equal(binEdges("test", [numbers, new Array(10).fill(0.1)], rule).width, width);
  }
});

test("binEdges: values far from zero keep their bins while binary numbers tell them apart", () => {
  const values = Array.from({ length: 50 }, (_, i) => 1.7e12 + i * 0.1);
  const { edges } = binEdges("test", [values], { width: 0.1 });
  assert.ok(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!));
  assert.ok(edges.length >= 50 && countInBins(values, edges).every((count) => count <= 2));
  assert.throws(() => binEdges("test", [[1.7e16, 1.7e16 + 4]], { width: 0.1 }), {
    message:
      "test: expected bins that numbers near 17000000000000000 can tell apart, got bins of width 0.1; " +
      "subtract a common number from the values, or choose wider bins with bins: { width }",
  });
  assert.throws(() => binEdges("test", [[1e300, 1e300]], undefined), {
    message: /^test: expected bins that numbers near 1e\+300 can tell apart/,
  });
});

test("distribution: numbers whose differences are infinite are refused by row", () => {
  assert.throws(() => distribution([{ t: -1e308 }, { t: 1e308 }], { x: "t" }), {
    message: /^distribution: expected numbers from -1e300 to 1e300 in column "t", got rows 0 /,
  });
});
