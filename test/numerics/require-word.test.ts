import assert from "node:assert/strict";
import { test } from "node:test";
import { requireWord } from "../../src/numerics/require-word.ts";

const words = ["linear", "log"];
const refusal = (value: unknown) => () => requireWord("draw", "scale", value, words);

test("requireWord: known words pass, others are refused with a near one if there is any", () => {
  for (const word of words) requireWord("draw", "scale", word, words);
  const expected = 'draw: expected scale to be one of "linear", "log", got';
  assert.throws(refusal("logg"), new RangeError(`${expected} "logg"; nearest is "log"`));
  assert.throws(refusal("Linear"), new RangeError(`${expected} "Linear"; nearest is "linear"`));
  assert.throws(refusal("quadratic"), new RangeError(`${expected} "quadratic"`));
  assert.throws(refusal(null), new RangeError(`${expected} null`));
  assert.throws(refusal(undefined), RangeError);
});
