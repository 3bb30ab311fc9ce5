import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import { ar1, block } from "../../src/patterns/feature-correlation.ts";
import { distanceBetween, values } from "../../src/patterns/patterns.ts";
import { separatedAndCorrelated } from "../../src/patterns/separated-and-correlated.ts";
import { stream } from "../../src/random/stream.ts";

test("separatedAndCorrelated: the mean distance is that of the separation at every correlation", () => {
  const N = 24;
  const pairs = 10_000;
  for (const structure of [ar1(0), ar1(0.6), block(8, 0.4)]) {
    const set = separatedAndCorrelated(2 * pairs, N, { mean: 0.3 }, structure, stream(1, "both"));
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < pairs; k++) {
      const d = distanceBetween(set, 2 * k, 2 * k + 1);
      sum += d;
      squares += d * d;
    }
    const mean = sum / pairs;
    const error = Math.sqrt((squares / pairs - mean * mean) / pairs);
    assert.ok(Math.abs(mean - 0.3 * N) < 5 * error, `${structure.name}: ${mean}`);
  }
});

test("separatedAndCorrelated: flips are correlated by R at every mean", () => {
  const P = 100_000;
  const N = 4;
  for (const mean of [0.1, 0.3, 0.5]) {
    const rng = () => stream(2, "flips");
    const set = values(separatedAndCorrelated(P, N, { mean }, ar1(0.6), rng()));
    const centre = values(separatedAndCorrelated(1, N, { mean: 0 }, ar1(0.6), rng()));
    const p = (1 - Math.sqrt(1 - 2 * mean)) / 2;
    for (const [i, j] of [
      [0, 1],
      [0, 3],
      [2, 3],
    ]) {
      let sum = 0;
      let squares = 0;
      for (let mu = 0; mu < P; mu++) {
        const flipI = set[mu * N + i] === centre[i] ? 0 : 1;
        const flipJ = set[mu * N + j] === centre[j] ? 0 : 1;
        const product = ((flipI - p) * (flipJ - p)) / (p * (1 - p));
        sum += product;
        squares += product * product;
      }
      const r = sum / P;
      const error = Math.sqrt((squares / P - r * r) / P);
      assert.ok(Math.abs(r - 0.6 ** (j - i)) < 5 * error, `${mean} ${i} ${j}: ${r}`);
    }
  }
});

test("separatedAndCorrelated: the minimum distance is kept for many seeds", () => {
  for (let seed = 0; seed < 20; seed++) {
    const set = separatedAndCorrelated(
      30,
      48,
      { mean: 0.4, minimum: 8, maximum: 36 },
      ar1(0.5),
      stream(seed, "minimum"),
    );
    const { distanceMin, distanceMax } = diagnostics(set);
    assert.ok(distanceMin >= 8 && distanceMax <= 36, `${distanceMin} ${distanceMax}`);
  }
});

test("separatedAndCorrelated: impossible requests are refused under its own name", () => {
  const at = (separation: Parameters<typeof separatedAndCorrelated>[2]) =>
    separatedAndCorrelated(10, 16, separation, ar1(0.3), stream(1));
  assert.throws(() => at({ minimum: 12 }), {
    name: "InfeasibleSeparation",
    message: /^separatedAndCorrelated: expected P <= 2 for .* \(Plotkin bound\), got P = 10/,
  });
  assert.throws(() => at({ mean: 0, minimum: 1 }), { limit: 1, bound: "flips from a centroid" });
  assert.throws(() => at({ minimum: 7, maximum: 7, tries: 50 }), { limit: 2, bound: "parity" });
  const unlucky = { mean: 0.1, minimum: 7, tries: 50 };
  assert.throws(() => at(unlucky), { name: "InfeasibleSeparation", bound: null });
  assert.throws(() => at({ flips: 3 }), /leaves no room for a correlation/);
});
