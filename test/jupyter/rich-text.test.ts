import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { formatValue } from "../../src/jupyter/display-registry.ts";
import { latex, markdown } from "../../src/jupyter/rich-text.ts";

test("markdown: a value that is shown as Markdown", async () => {
  assert.deepEqual(await formatValue(markdown("**x**")), {
    "text/markdown": "**x**",
    "text/plain": "**x**",
  });
  assert.equal(inspect(markdown("x")), "{ text: 'x' }");
});

test("latex: a value that is shown as a displayed formula, with dollar signs where there are none", async () => {
  const formula = { "text/latex": "$$\\alpha_c$$", "text/plain": "\\alpha_c" };
  assert.deepEqual(await formatValue(latex("\\alpha_c")), formula);
  assert.equal((await formatValue(latex("at $T = 0$")))["text/latex"], "at $T = 0$");
});
