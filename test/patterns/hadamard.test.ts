import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceHistogram } from "../../src/patterns/diagnostics.ts";
import { hadamardRows } from "../../src/patterns/hadamard.ts";
import { stream } from "../../src/random/stream.ts";

const orders = [1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 44, 48, 60, 64, 128];

test("hadamardRows: N rows lie at exactly N/2 from each other", () => {
  for (const N of orders) {
    const histogram = distanceHistogram(hadamardRows(N, N, stream(N)));
    histogram.forEach((count, d) => {
      assert.equal(count, d === N / 2 ? (N * (N - 1)) / 2 : 0, `N=${N} d=${d}`);
    });
  }
});

test("hadamardRows: 2N rows add each row's negative and nothing else", () => {
  for (const N of orders.slice(2)) {
    const histogram = distanceHistogram(hadamardRows(2 * N, N, stream(N)));
    assert.equal(histogram[N], N);
    assert.equal(histogram[N / 2], (2 * N * (2 * N - 1)) / 2 - N);
  }
});

test("hadamardRows: more than 2N rows and orders without a construction are refused", () => {
  assert.throws(() => hadamardRows(17, 8, stream(1)), {
    name: "InfeasibleSeparation",
    message: /expected P <= 2 N = 16 for distances N \/ 2 \(Plotkin bound\), got P = 17/,
    limit: 16,
  });
  for (const N of [3, 6, 28, 100]) {
    assert.throws(() => hadamardRows(2, N, stream(1)), /hadamardRows: expected N = 1, 2 or 2\^k/);
  }
});
