import assert from "node:assert/strict";
import { test } from "node:test";
import { digitImage } from "../../src/patterns/digit-image.ts";
import { renderedDigitVectors } from "../../src/patterns/rendered-digit-vectors.ts";
import { normalised } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";

const still = { shift: 0, slant: 0, thickness: 0, grey: 0 };

test("renderedDigitVectors: without noise the prototypes, in the order of their labels", () => {
  const rng = stream(1, "digits");
  const digits = renderedDigitVectors({ size: 12, perDigit: 2, noise: still }, rng);
  assert.deepEqual([digits.M, digits.N, digits.C, digits.width], [20, 144, 10, 12]);
  for (let a = 0; a < 20; a++) {
    assert.equal(digits.labels[a], a % 10);
    const image = digitImage(a % 10, { size: 12 });
    const expected = normalised(image, 1, 144).values;
    assert.deepEqual(digits.values.slice(144 * a, 144 * (a + 1)), expected);
  }
});

test("renderedDigitVectors: more examples begin with the same ones", () => {
  const few = renderedDigitVectors({ size: 8, perDigit: 2 }, stream(2, "digits"));
  const more = renderedDigitVectors({ size: 8, perDigit: 4 }, stream(2, "digits"));
  assert.deepEqual(more.values.slice(0, few.values.length), few.values);
  const other = renderedDigitVectors({ size: 8, perDigit: 2 }, stream(3, "digits"));
  assert.notDeepEqual(other.values, few.values);
});

test("renderedDigitVectors: grey noise alone lowers overlaps with the prototype as it should", () => {
  const [size, grey, perDigit] = [16, 0.3, 60];
  const N = size * size;
  const noise = { ...still, grey };
  const { values } = renderedDigitVectors({ size, perDigit, noise }, stream(4, "digits"));
  const image = digitImage(0, { size });
  const prototype = normalised(image, 1, N).values;
  const mean = image.reduce((sum, x) => sum + x, 0) / N;
  const signal = image.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  let sum = 0;
  for (let k = 0; k < perDigit; k++) {
    for (let i = 0; i < N; i++) sum += values[10 * k * N + i] * prototype[i];
  }
  // signal over the length of signal and noise in N − 1 directions; one overlap varies by σ / |signal|
  const expected = Math.sqrt(signal / (signal + (N - 1) * grey * grey));
  const deviation = grey / Math.sqrt(signal) / Math.sqrt(perDigit);
  assert.ok(Math.abs(sum / perDigit - expected) < 5 * deviation, `${sum / perDigit} ${expected}`);
});

test("renderedDigitVectors: counts and noise outside their ranges are refused", () => {
  const rng = stream(1, "digits");
  assert.throws(() => renderedDigitVectors({ perDigit: -1 }, rng), {
    name: "RangeError",
    message: "renderedDigitVectors: expected an integer perDigit >= 0, got -1",
  });
  assert.throws(() => renderedDigitVectors({ noise: { grey: -0.1 } }, rng), {
    message: "renderedDigitVectors: expected noise with finite grey >= 0, got -0.1",
  });
  assert.throws(() => renderedDigitVectors({ noise: { thickness: 1 } }, rng), {
    message: "renderedDigitVectors: expected noise with 0 <= thickness < 1, got 1",
  });
});
