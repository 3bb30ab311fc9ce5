import assert from "node:assert/strict";
import { test } from "node:test";
import { exp32, expInPlace } from "../../src/core/exponential.ts";
import { kernelsFor, kernelsOf } from "../../src/core/wasm.ts";
import { stream } from "../../src/random/stream.ts";

process.env.DAMLAB_KERNELS = "relaxed";
const relaxed = kernelsFor("rounded");
const baseline = kernelsOf("baseline");

/** Uniform over all finite results, with every power of two and the ends. */
function arguments32(): Float32Array {
  const rng = stream(1, "exp");
  const uniform = Array.from({ length: 40000 }, () => 193 * rng.uniform() - 104);
  const small = Array.from({ length: 1000 }, () => (rng.uniform() - 0.5) * 2 ** -rng.below(40));
  const halves = Array.from({ length: 500 }, (_, k) => (k - 300) * (Math.LN2 / 2));
  return Float32Array.from([
    ...uniform,
    ...small,
    ...halves,
    0,
    -0,
    88.72284,
    -87.33655,
    -103.9728,
  ]);
}

/** Distance of neighbouring float32 numbers at y. */
const spacing = (y: number): number =>
  2 ** (Math.max(-126, Math.floor(Math.log2(Math.fround(y)))) - 23);

test("expInPlace: twin and baseline kernel agree in every bit", () => {
  const x = arguments32();
  const wasm = x.slice();
  expInPlace(wasm, baseline);
  assert.deepEqual(new Uint32Array(wasm.buffer), new Uint32Array(x.map(exp32).buffer));
});

test("expInPlace: twin and both binaries are within 2 units in the last place of Math.exp", () => {
  const x = arguments32();
  for (const kernels of [null, baseline, relaxed]) {
    const y = x.slice();
    expInPlace(y, kernels);
    let worst = 0;
    for (let k = 0; k < x.length; k++) {
      const exact = Math.exp(x[k]);
      if (Math.fround(exact) === Infinity) assert.equal(y[k], Infinity);
      else worst = Math.max(worst, Math.abs(y[k] - exact) / spacing(exact));
    }
    assert.ok(worst < 2, `${kernels?.binary}: ${worst}`);
  }
});

test("expInPlace: infinities, NaN and zeros as in IEEE 754, overflow and underflow at the ends", () => {
  const x = [Infinity, -Infinity, Number.NaN, 0, -0, 88.72284, 3e38, -104, -3e38];
  for (const kernels of [null, baseline, relaxed]) {
    const y = Float32Array.from(x);
    expInPlace(y, kernels);
    assert.deepEqual([...y], [Infinity, 0, Number.NaN, 1, 1, Infinity, Infinity, 0, 0]);
  }
});

test("expInPlace: every length up to 9 and across the end of a chunk, nothing beyond", () => {
  for (const length of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16383, 16384, 16387]) {
    for (const kernels of [null, baseline]) {
      const all = new Float32Array(length + 1);
      expInPlace(all.subarray(0, length), kernels);
      assert.ok(all.subarray(0, length).every((value) => value === 1));
      assert.equal(all[length], 0);
    }
  }
});
