import assert from "node:assert/strict";
import { test } from "node:test";
import { independentDistances } from "../../src/patterns/independent-distances.ts";

test("independentDistances: of fair spins is binomial", () => {
  const law = independentDistances(new Float64Array(6));
  [1, 6, 15, 20, 15, 6, 1].forEach((count, d) => {
    assert.ok(Math.abs(law[d] - count / 64) < 1e-15);
  });
});

test("independentDistances: equals the enumeration of all pairs of states", () => {
  const means = [0.6, -0.2, 0, 1];
  const chance = (state: number): number =>
    means.reduce((product, m, i) => product * ((state >> i) & 1 ? (1 - m) / 2 : (1 + m) / 2), 1);
  const expected = new Float64Array(5);
  for (let a = 0; a < 16; a++) {
    for (let b = 0; b < 16; b++) {
      const d = (a ^ b).toString(2).replaceAll("0", "").length;
      expected[d] += chance(a) * chance(b);
    }
  }
  independentDistances(means).forEach((share, d) => {
    assert.ok(Math.abs(share - expected[d]) < 1e-15, `${d}`);
  });
});
