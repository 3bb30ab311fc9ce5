import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { before, test } from "node:test";
import { withoutAnsi } from "../../src/jupyter/report-html.ts";
import { needsJupyter } from "../support/jupyter.ts";
import { figuresOf, OtherKernel } from "../support/other-kernel.ts";
import { needs } from "../support/required.ts";

const program = process.env.DENO ?? "deno";
const isPresent = spawnSync(program, ["--version"]).status === 0;
const options = {
  ...needsJupyter("nbconvert"),
  ...needs("deno", isPresent, "no deno on the PATH nor in the variable DENO"),
};
const deno = new OtherKernel("deno", [
  program,
  "jupyter",
  "--kernel",
  "--conn",
  "{connection_file}",
]);
before(async () => {
  if (options.skip === undefined) await deno.install();
});

test(
  "deno: notebooks 01 and 02 show what the runner shows, figures included",
  options,
  async () => {
    for (const { name, runner, kernel } of await deno.numberedNotebooks()) {
      assert.ok(figuresOf(runner).length >= 2, name);
      // Another V8 may give other last digits.
      const kinds = ({ displays }: typeof kernel) =>
        displays.map((data) => Object.keys(data).sort());
      assert.deepEqual(kinds(kernel), kinds(runner), name);
      assert.equal(figuresOf(kernel).length, figuresOf(runner).length);
      // Deno prints texts as they are written in code and in colour, and loses some when it is busy.
      const bare = kernel.others.map((text) => withoutAnsi(text).replaceAll('"', ""));
      assert.deepEqual(
        bare.filter((text) => !runner.others.includes(text)),
        [],
      );
    }
  },
);

test("deno: displays are updated and cleared, values that say how are shown", options, async () => {
  const { displays, others } = await deno.cells(
    'import { display, latex, markdown, progress, show } from "damlab";',
    'display.text("gone");\ndisplay.clear();\nconst shown = display.html("<b>one</b>");\nvoid 0;',
    'shown.update("<b>two</b>");',
    "await show(new Float64Array(3));",
    'for (const _ of progress([1, 2, 3], "steps")) await new Promise((r) => setTimeout(r, 30));',
    'markdown("**x**")',
  );
  const [updated, numbers, steps] = displays;
  assert.deepEqual(updated, { "text/html": "<b>two</b>", "text/plain": "two" });
  assert.match(String(numbers!["text/html"]), /Float64Array\(3\)/);
  assert.equal(steps!["text/plain"], "steps: done 3 of 3");
  assert.ok(
    others.every((text) => text === "result: **x**"),
    others.join(),
  );
  assert.equal(displays.length, 3);
});
