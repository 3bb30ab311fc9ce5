import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { learningCurves } from "../../src/plot/learning-curves.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { figuresOfResults, regressionRows } from "../support/figures-of-results.ts";
import { countMarks } from "../support/svg.ts";

const rows = [0, 1, 2, 3, 4].flatMap((epoch) => [
  { epoch, split: "train", accuracy: 0.5 + 0.1 * epoch },
  { epoch, split: "test", accuracy: [0.5, 0.6, 0.7, 0.7, 0.6][epoch]! },
]);
const axes = { x: "epoch", y: "accuracy", series: "split" };

function subtitle(spec: FigureSpec): string {
  const { text, subtitle: words } = spec.title as Record<string, string | string[]>;
  return [words ?? text!].flat().join(" ");
}

test("learningCurves: a line a series with its band, a ring and a vertical line", async () => {
  const svg = await toSVG(figuresOfResults["learning-curves"]!);
  assert.equal(countMarks(svg, "line"), 2);
  assert.equal(countMarks(svg, "symbol"), 1);
  assert.equal(countMarks(svg, "rule"), 1);
  assert.equal(svg.split('class="mark-area').length - 1, 2);
});

test("learningCurves: the ring is at the least mean over runs of its series", () => {
  const means = Array.from({ length: 61 }, (_, epoch) => {
    const own = regressionRows.filter((row) => row.split === "test" && row.epoch === epoch);
    return own.reduce((sum, { loss }) => sum + loss, 0) / own.length;
  });
  const best = means.indexOf(Math.min(...means));
  const words = subtitle(figuresOfResults["learning-curves"]!);
  assert.ok(
    words.includes(`ring: best test, ${Number(means[best]!.toPrecision(4))} at ${best};`),
    words,
  );
  assert.match(words, /means of 4 runs/);
});

test("learningCurves: of equal values the first is best, for the greatest and the least", () => {
  const greatest = learningCurves(rows, { ...axes, best: { series: "test", is: "greatest" } });
  assert.match(subtitle(greatest), /ring: best test, 0.7 at 2/);
  const flipped = [...rows].reverse().map((row) => ({ ...row, accuracy: 1 - row.accuracy }));
  const least = learningCurves(flipped, { ...axes, best: { series: "test", is: "least" } });
  assert.match(subtitle(least), /ring: best test, 0.3 at 2/);
});

test("learningCurves: a column named source is no reason for points", async () => {
  const spec = learningCurves(
    rows.map((row) => ({ ...row, source: "simulation" })),
    axes,
  );
  const svg = await toSVG(spec);
  assert.deepEqual([countMarks(svg, "line"), countMarks(svg, "symbol")], [2, 0]);
});

test("learningCurves: unknown series, stops outside and other words are refused", () => {
  assert.throws(() => learningCurves(rows, { ...axes, best: { series: "tset", is: "greatest" } }), {
    message:
      'learningCurves: expected best.series among the values of column "split" (train, test), ' +
      'got "tset"; did you mean "test"?',
  });
  assert.throws(() => learningCurves(rows, { ...axes, best: { is: "greatest" } }), {
    message: /expected best.series among .* got undefined/,
  });
  assert.throws(
    () => learningCurves(rows, { ...axes, best: { series: "test", is: "top" as never } }),
    {
      name: "TypeError",
      message: 'learningCurves: expected best.is "least" or "greatest", got "top"',
    },
  );
  assert.throws(() => learningCurves(rows, { ...axes, stop: 9 }), {
    message: 'learningCurves: expected stop within "epoch" from 0 to 4, got 9',
  });
  assert.throws(() => learningCurves([], axes), { message: /table with rows, got 0 rows/ });
  assert.throws(() => learningCurves(rows, { ...axes, y: "acuracy" }), {
    message: /did you mean "accuracy"\?/,
  });
  const many = rows.map((row, k) => ({ ...row, split: k }));
  assert.throws(() => learningCurves(many, axes), {
    message: /at most 7 values of the series column "split", got 10/,
  });
});
