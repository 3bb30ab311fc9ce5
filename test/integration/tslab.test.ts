import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { needsJupyter } from "../support/jupyter.ts";
import { figuresOf, OtherKernel } from "../support/other-kernel.ts";
import { repositoryRoot } from "../support/paths.ts";
import { needs } from "../support/required.ts";

const program = join(repositoryRoot, "node_modules", "tslab", "bin", "tslab");
const options = {
  ...needsJupyter("nbconvert"),
  ...needs("tslab", existsSync(program), "not installed"),
};
const command = [process.execPath, program, "kernel", "--config-path={connection_file}"];
const tslab = new OtherKernel("tslab", command);
before(async () => {
  if (options.skip === undefined) await tslab.install();
});

test(
  "tslab: notebooks 01 and 02 show what the runner shows, figures included",
  options,
  async () => {
    for (const { name, runner, kernel } of await tslab.numberedNotebooks()) {
      assert.ok(figuresOf(runner).length >= 2, name);
      assert.deepEqual(kernel.displays, runner.displays, name);
      assert.equal(figuresOf(kernel).length, figuresOf(runner).length);
      // Last values are printed; the runner has results for them.
      const printed = runner.others.map((text) => text.replace(/^result: /, "stdout: "));
      assert.deepEqual(
        kernel.others.map((text) => text.trimEnd()),
        printed,
        name,
      );
    }
  },
);

test("tslab: displays are updated in place, values that say how are shown", options, async () => {
  const { displays, others } = await tslab.cells(
    'import { display, latex, markdown, progress, show } from "damlab";',
    'const shown = display.html("<b>one</b>");\nshown.update("<b>two</b>");',
    'await show(markdown("**x**"));\nawait show(latex("x^2"));\nawait show(new Float64Array(3));',
    'for (const _ of progress([1, 2, 3], "steps"));',
    'shown.update("<b>three</b>");',
  );
  assert.deepEqual(others, []);
  const [updated, text, formula, numbers, steps] = displays;
  assert.deepEqual(updated, { "text/html": "<b>three</b>", "text/plain": "three" });
  assert.equal(text!["text/markdown"], "**x**");
  assert.equal(formula!["text/latex"], "$$x^2$$");
  assert.match(String(numbers!["text/html"]), /Float64Array\(3\)/);
  assert.equal(steps!["text/plain"], "steps: done 3 of 3");
  assert.equal(displays.length, 5);
});
