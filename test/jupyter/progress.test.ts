import assert from "node:assert/strict";
import { test } from "node:test";
import { progress } from "../../src/jupyter/progress.ts";
import { collectDisplays } from "../support/display-outputs.ts";

const displays = collectDisplays();
const { bundles } = displays;

test("progress: counts in one display and ends with the same words every time", () => {
  const count = progress(3, "capacity");
  for (let i = 0; i < 3; i++) count.step();
  assert.equal(
    new Set(displays.all().map((o) => o.output_type !== "clear_output" && o.transient?.display_id))
      .size,
    1,
  );
  assert.equal(bundles()[0]?.["text/plain"], "capacity: 0 of 3");
  assert.equal(bundles().at(-1)?.["text/plain"], "capacity: done 3 of 3");
});

test("progress: runs over values and tells when it was left early", () => {
  assert.deepEqual([...progress([5, 6])], [5, 6]);
  assert.equal(bundles().at(-1)?.["text/plain"], "done 2 of 2");
  for (const value of progress([5, 6, 7], "search <N>")) if (value === 6) break;
  assert.equal(bundles().at(-1)?.["text/plain"], "search <N>: stopped at 1 of 3");
  assert.match(String(bundles().at(-1)?.["text/html"]), /search &lt;N&gt;: stopped at 1 of 3/);
  for (const _ of progress(new Set([1]).values(), "any"));
  assert.equal(bundles().at(-1)?.["text/plain"], "any: done 1");
});

test("progress: a fast loop is not slowed down by its display", () => {
  for (const _ of progress(Array.from({ length: 100_000 })))
    if (displays.all().length > 1000) break;
  // At most one update every 100 ms besides the first and the last.
  assert.ok(displays.all().length < 100, `${displays.all().length} displays.all()`);
});
