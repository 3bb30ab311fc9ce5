import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { matchedNoise } from "../../src/theory/matched-noise.ts";

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Noise, and spins of two times, of a small sample. */
function sample(paths: number, spinsAt: (p: number) => readonly [number, number]) {
  const rng = stream(1, "matched", paths);
  const z = Array.from({ length: paths }, () => rng.gaussian());
  const spins = z.map((_, p) => spinsAt(p));
  const total = (of: (p: number) => number) => z.reduce((sum, _, p) => sum + of(p), 0);
  const moments = {
    sums: Float64Array.of(
      total((p) => z[p]),
      total((p) => z[p] * spins[p][0]),
      total((p) => z[p] * spins[p][1]),
      total((p) => z[p] ** 2),
    ),
    minus: total((p) => (spins[p][0] < 0 ? 1 : 0)),
    differ: total((p) => (spins[p][0] !== spins[p][1] ? 1 : 0)),
  };
  const minusBefore = total((p) => (spins[p][1] < 0 ? 1 : 0));
  const a = matchedNoise(moments, paths, minusBefore);
  const matched = z.map((x, p) => (x - a[0] - a[1] * spins[p][0] - a[2] * spins[p][1]) * a[3]);
  return { z, spins, matched };
}

test("matchedNoise: mean, correlations with both spins and variance are those of all paths", () => {
  const cases: Record<string, (p: number) => readonly [number, number]> = {
    mixed: (p) => [p % 3 === 0 ? -1 : 1, p % 4 < 2 ? -1 : 1],
    correlated: (p) => [p % 3 === 0 ? -1 : 1, p % 3 === 0 || p % 5 === 0 ? -1 : 1],
    "all up": () => [1, 1],
    "none turned over": (p) => (p % 5 === 0 ? [-1, -1] : [1, 1]),
    "all turned over": (p) => (p % 5 === 0 ? [-1, 1] : [1, -1]),
    "all down, mixed before": (p) => [-1, p % 7 === 0 ? -1 : 1],
    "one turned over": (p) => [p === 5 ? -1 : 1, 1],
  };
  for (const [name, spinsAt] of Object.entries(cases)) {
    const { matched, spins } = sample(60, spinsAt);
    const near = (value: number, expected: number, what: string) =>
      // the map is float32, the numbers are below 4
      assert.ok(Math.abs(value - expected) < 1e-6, `${name}, ${what}: ${value}`);
    near(mean(matched), 0, "mean");
    near(mean(matched.map((x, p) => x * spins[p][0])), 0, "s");
    near(mean(matched.map((x, p) => x * spins[p][1])), 0, "s before");
    near(mean(matched.map((x) => x * x)), 1, "variance");
  }
});

test("matchedNoise: noise that the spins explain altogether is left as it is", () => {
  const { z, matched } = sample(2, (p) => (p === 0 ? [1, 1] : [-1, 1]));
  assert.deepEqual(matched, z);
});
