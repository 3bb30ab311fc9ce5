import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import { featureCorrelated } from "../../src/patterns/feature-correlated.ts";
import { block } from "../../src/patterns/feature-correlation.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { distanceStudy } from "../../src/studies/distance-study.ts";

test("distanceStudy: the row of the data is what diagnostics says", () => {
  const patterns = featureCorrelated(80, 30, block(5, 0.5), stream(1, "d"), { positive: 0.3 });
  const { rows, shares } = distanceStudy(patterns);
  const found = diagnostics(patterns);
  const [data] = rows;
  for (const [value, expected] of [
    [data.distance_mean, found.distanceMean],
    [data.distance_sd, found.distanceSd],
    [data.effective_dimension, found.effectiveDimension],
  ]) {
    assert.ok(Math.abs(value - expected) < 1e-11 * expected, `${value} ${expected}`);
  }
  for (const source of ["data", "independent, same means", "independent, fair"]) {
    const total = shares
      .filter((row) => row.source === source)
      .reduce((sum, row) => sum + row.share, 0);
    assert.ok(Math.abs(total - 1) < 1e-12, source);
  }
});

test("distanceStudy: independent fair patterns look like fair spins, within sampling", () => {
  const { rows, varying, correlation_dimension } = distanceStudy(
    independent(400, 20, stream(2, "d")),
  );
  const [data, , fair] = rows;
  // distances have standard deviation √5; a pattern is in 399 pairs, so count 400 independent ones
  assert.ok(Math.abs(data.distance_mean - fair.distance_mean) < 5 * Math.sqrt(5 / 400));
  assert.ok(Math.abs(fair.effective_dimension - 20) < 1e-12 && fair.p_zero === 2 ** -20);
  assert.equal(varying, 20);
  // N² / (N + N(N − 1)/(P − 1)) on average
  assert.ok(Math.abs(correlation_dimension - 400 / (20 + 380 / 399)) < 0.5);
});

test("distanceStudy: copies, antipodes and constant spins are counted", () => {
  const { duplicates, antipodes, varying, rows } = distanceStudy(
    patternsFromRows([
      [1, 1, 1],
      [1, 1, 1],
      [1, -1, -1],
    ]),
  );
  assert.deepEqual([duplicates, antipodes, varying, rows[0].p_zero], [1, 0, 2, 1 / 3]);
});
