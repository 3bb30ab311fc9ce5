import assert from "node:assert/strict";
import { test } from "node:test";
import { compactSVG } from "../../src/notebook/compact-svg.ts";
import { toSVG } from "../../src/plot/export.ts";
import { rasterise } from "../../src/plot/png.ts";
import { figures } from "../support/figures.ts";
import { figuresOfStructure } from "../support/figures-of-structure.ts";
import { countMarks } from "../support/svg.ts";

test("compactSVG: the picture is the same to the last pixel, in fewer characters", async () => {
  const drawn = { ...figures, tree: figuresOfStructure.tree!, basins: figuresOfStructure.basins! };
  for (const [name, spec] of Object.entries(drawn)) {
    const svg = await toSVG({ ...spec, title: `${name} with $\\hat m$ and <b opacity="1">` });
    const compact = compactSVG(svg);
    assert.ok(compact.length < svg.length, `${name}: ${compact.length} of ${svg.length}`);
    const [before, after] = [await rasterise(svg, 96), await rasterise(compact, 96)];
    assert.deepEqual(Buffer.from(after.pixels), Buffer.from(before.pixels), name);
    for (const mark of ["symbol", "rect", "line", "text"]) {
      assert.equal(countMarks(compact, mark), countMarks(svg, mark), `${name}: ${mark}`);
    }
    assert.match(compact, /&lt;b opacity=/);
  }
});
