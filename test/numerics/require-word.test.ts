import assert from "node:assert/strict";
import { test } from "node:test";
import { requireWord } from "../../src/numerics/require-word.ts";

test("requireWord: the words pass, anything else is refused by caller, option and value", () => {
  const words = ["linear", "log", "cells"];
  for (const word of words) requireWord("draw", "scale", word, words);
  for (const value of ["logg", "", null, 1]) {
    assert.throws(() => requireWord("draw", "scale", value, words), {
      name: "TypeError",
      message: `draw: expected scale "linear", "log" or "cells", got ${JSON.stringify(value)}`,
    });
  }
  assert.throws(() => requireWord("draw", "scale", undefined, words), TypeError);
});
