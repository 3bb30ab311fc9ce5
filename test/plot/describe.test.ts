import assert from "node:assert/strict";
import { test } from "node:test";
import { describeFigure } from "../../src/plot/describe.ts";
import { figures } from "../support/figures.ts";
import { compositions } from "../support/figures-of-structure.ts";

test("describeFigure: title, axes with ranges and the number of marks of each series", () => {
  const words = describeFigure(figures.curves!);
  for (const part of [
    "Capacity of dense associative memories",
    "x: number of spins N from 16 to 128, log scale",
    "28 points (source: simulation), n 2: 7, n 3: 7, n 4: 7, n 5: 7",
    "28 vertices of lines (source: theory)",
    "28 error bars",
  ]) {
    assert.ok(words.includes(part), `${part} in ${words}`);
  }
});

test("describeFigure: cells, images and captions", () => {
  assert.equal(
    describeFigure(figures["heat-map"]!),
    "Retrieval overlap. grey: 1 of 20 cells without a value. " +
      "x: load α′ (variance convention) from 0.02 to 0.1. y: temperature from 0 to 0.6. " +
      "color: overlap m from 0.24 to 0.976. 19 cells.",
  );
  assert.match(
    describeFigure(figures["pattern-grid"]!),
    /labels: stored, 1 in 6 flipped, retrieved\. labels: digit 0, digit 1\.$/,
  );
});

test("describeFigure: every builder carries it as description", () => {
  for (const [name, spec] of Object.entries(figures)) {
    if (!(name in compositions)) assert.equal(spec.description, describeFigure(spec));
  }
});

test("describeFigure: reads concatenations, remote data and empty specifications", () => {
  const unit = { mark: "bar", encoding: { x: { field: "a", title: "A" } } };
  assert.equal(
    describeFigure({ hconcat: [{ ...unit, data: { values: [{ a: 1 }, { a: 3 }] } }, unit] }),
    "x: A from 1 to 3. 2 bars. bars.",
  );
  assert.equal(describeFigure({ data: { url: "a.csv" }, ...unit }), "x: A. bars.");
  assert.equal(describeFigure({}), "Empty figure");
});
