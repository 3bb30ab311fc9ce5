import assert from "node:assert/strict";
import { test } from "node:test";
import { confusionMatrix } from "../../src/plot/confusion-matrix.ts";
import { contrast, inkOn, type RGB, rgb } from "../../src/plot/contrast.ts";
import { toSVG } from "../../src/plot/export.ts";
import { figuresOfResults, nearestRows } from "../support/figures-of-results.ts";
import { countMarks } from "../support/svg.ts";

interface Cell {
  truth: string;
  predicted: string;
  count: number;
  share: number | null;
}
const cellsOf = (spec: ReturnType<typeof confusionMatrix>) =>
  (spec.data as { values: Cell[] }).values;

test("confusionMatrix: cells carry the number of rows of each pair, in the order of the classes", () => {
  const spec = figuresOfResults["confusion-matrix"]!;
  const classes = ["vowel", "stop", "nasal", "rare"];
  assert.deepEqual(
    cellsOf(spec).map(({ truth, predicted }) => `${truth} ${predicted}`),
    classes.flatMap((truth) => classes.map((predicted) => `${truth} ${predicted}`)),
  );
  for (const { truth, predicted, count, share } of cellsOf(spec)) {
    const own = nearestRows.filter((row) => row.truth === truth);
    const both = own.filter((row) => row.predicted === predicted).length;
    assert.equal(count, both);
    assert.equal(share, own.length === 0 ? null : both / own.length);
  }
});

test("confusionMatrix: every cell is drawn with two words, and empty classes are named", async () => {
  const svg = await toSVG(figuresOfResults["confusion-matrix"]!);
  assert.equal(countMarks(svg, "rect"), 16);
  assert.equal(countMarks(svg, "text"), 32);
  assert.match(svg, /grey: no examples of rare/);
  assert.match(svg, />accuracy: 81 % \(242 of 300\)/);
});

test("confusionMatrix: words have a contrast of 4.5 at least with the colour of their cell as drawn", async () => {
  // one row, whose shares cover the scale
  const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12].map((count) => count ** 2);
  const classes = counts.map((_, i) => `c${i}`);
  const zero = counts.map(() => 0);
  const most = counts.reduce((a, b) => a + b);
  const lines = [counts, [0, most, ...zero.slice(2)], ...zero.slice(2).map(() => zero)];
  const svg = await toSVG(confusionMatrix({ classes, counts: lines }));
  const group = (type: string) =>
    [...svg.matchAll(new RegExp(`class="mark-${type} role-mark[^>]*>(.*?)</g>`, "gs"))].map(
      ([, body]) => body!,
    );
  const colour = (text: string): RGB => {
    const numbers = /rgb\((\d+), ?(\d+), ?(\d+)\)/.exec(text);
    if (numbers) return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
    return rgb(/fill="(#\w{6})"/.exec(text)![1]!);
  };
  const cells = group("rect").flatMap((body) => body.split("<path").slice(1).map(colour));
  const [words, shares] = group("text").map((body) => body.split("<text").slice(1).map(colour));
  assert.equal(cells.length, 144);
  for (const texts of [words!, shares!]) {
    texts.forEach((ink, i) => {
      const ratio = contrast(ink, cells[i]!);
      assert.ok(ratio >= 4.5, `${cells[i]} ${ink} ${ratio}`);
    });
  }
});

test("inkOn: black or white stands out by 4.5 on every grey, and black against white by 21", () => {
  for (let level = 0; level < 256; level++) {
    const grey: RGB = [level, level, level];
    assert.ok(contrast(grey, rgb(inkOn(grey))) >= 4.5, `${level}`);
  }
  assert.ok(Math.abs(contrast([0, 0, 0], [255, 255, 255]) - 21) < 1e-12);
});

test("confusionMatrix: a table of counts, single rows and a matrix give the same figure", () => {
  const rows = [
    { truth: 1, predicted: 1 },
    { truth: 1, predicted: 0 },
    { truth: 0, predicted: 0 },
    { truth: 1, predicted: 1 },
  ];
  const counted = [
    { truth: 0, predicted: 0, n: 1 },
    { truth: 1, predicted: 0, n: 1 },
    { truth: 1, predicted: 1, n: 2 },
  ];
  const spec = confusionMatrix(rows);
  assert.deepEqual(confusionMatrix(counted, { count: "n" }), spec);
  const counts = [
    [1, 0],
    [1, 2],
  ];
  assert.deepEqual(confusionMatrix({ classes: ["0", "1"], counts }), spec);
});

test("confusionMatrix: bad tables, classes and counts are refused by name", () => {
  const rows = [{ truth: "a", predicted: "bee" }];
  assert.throws(() => confusionMatrix([]), { message: /table with rows, got 0 rows/ });
  assert.throws(() => confusionMatrix([{ thruth: "a", predicted: "b" }]), {
    message: /got "truth"; did you mean "thruth"\?/,
  });
  assert.throws(() => confusionMatrix([...rows, { truth: null, predicted: "b" }]), {
    message: /expected a value in column "truth", got row 1 \(truth = null\)/,
  });
  assert.throws(() => confusionMatrix(rows, { classes: ["a", "beer"] }), {
    message:
      'confusionMatrix: expected values of column "predicted" among the classes (a, beer), got "bee"; ' +
      'did you mean "beer"?',
  });
  assert.throws(() => confusionMatrix([{ ...rows[0], n: 1.5 }], { count: "n" }), {
    message: /whole counts ≥ 0 in column "n", got row 0 \(n = 1.5\)/,
  });
  assert.throws(() => confusionMatrix({ classes: ["a"], counts: [[1, 2]] }), {
    message: /as many rows and columns of counts as classes, got 1 classes and rows of 2/,
  });
  assert.throws(() => confusionMatrix({ classes: ["a"], counts: [[-1]] }), {
    message: "confusionMatrix: expected whole counts ≥ 0, got -1 for a taken for a",
  });
  const many = Array.from({ length: 26 }, (_, k) => ({ truth: k, predicted: k }));
  assert.throws(() => confusionMatrix(many), { message: /expected at most 25 classes, got 26/ });
});
