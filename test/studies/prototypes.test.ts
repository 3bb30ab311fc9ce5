import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { denseAssociativeMemory, margins } from "../../src/models/dense-associative-memory.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { corrupt } from "../../src/patterns/corrupt.ts";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import { encode } from "../../src/patterns/encode-table.ts";
import { encodingOf } from "../../src/patterns/encoding-of.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { prototypes } from "../../src/studies/prototypes.ts";

const N = 60;
const centres = independent(3, N, stream(1, "centres"));
/** Three groups of 20 noisy copies, 4 of 60 spins flipped in each. */
const grouped = patternsFromRows(
  Array.from({ length: 60 }, (_, mu) =>
    corrupt(row(centres, mu % 3), { flips: 4 }, stream(1, "copy", mu)),
  ),
);
const options = { damage: 0.1, randomStarts: 50, seed: 1 };

test("prototypes: at low order the fixed points of the memories are the planted centres of the groups", async () => {
  const model = denseAssociativeMemory(grouped, rectifiedPower(3));
  const found = await prototypes(model, options);
  const main = found.filter(({ share }) => share > 0);
  assert.deepEqual(
    main.map(({ state }) => state.join()).sort(),
    [0, 1, 2].map((k) => row(centres, k).join()).sort(),
  );
  for (const { kind, share, distance, invalid } of main) {
    assert.deepEqual([kind, share, distance, invalid], ["merged", 20 / 60, 4, 0]);
  }
});

test("prototypes: at high order every memory keeps its own fixed point", async () => {
  const model = denseAssociativeMemory(grouped, rectifiedPower(60));
  const found = await prototypes(model, { ...options, damage: 0, randomStarts: 0 });
  assert.equal(found.length, 60);
  assert.ok(found.every(({ kind, distance }) => kind === "stored" && distance === 0));
});

test("prototypes: all are fixed points, the shares add up to one, the order is theirs", async () => {
  const model = denseAssociativeMemory(grouped, power(2));
  const found = await prototypes(model, options);
  for (const { state } of found) assert.ok(margins(model, state).every((margin) => margin >= 0));
  const sum = (of: "share" | "random_share") =>
    found.reduce((total, point) => total + point[of], 0);
  assert.ok(Math.abs(sum("share") - 1) < 1e-12 && Math.abs(sum("random_share") - 1) < 1e-12);
  assert.ok(found.every(({ share }, k) => k === 0 || share <= found[k - 1].share));
  // of even order the negatives of the centres are fixed points too: random starts find them
  const negative = row(centres, 0)
    .map((x) => -x)
    .join();
  assert.equal(found.find(({ state }) => state.join() === negative)?.kind, "spurious");
  assert.deepEqual(await prototypes(model, options), found);
});

test("prototypes: a fixed point that no memory reaches is spurious, however near a memory is", async () => {
  const loose = patternsFromRows(
    Array.from({ length: 20 }, (_, mu) =>
      corrupt(row(centres, 0), { flips: 18 }, stream(1, "loose", mu)),
    ),
  );
  const half = diagnostics(loose).distanceMean / 2;
  const model = denseAssociativeMemory(loose, rectifiedPower(3));
  const found = await prototypes(model, { damage: 0, randomStarts: 200, seed: 1 });
  const unreached = found.filter(({ share, distance }) => share === 0 && distance > 0);
  assert.ok(unreached.some(({ distance }) => distance <= half));
  assert.ok(unreached.every(({ kind }) => kind === "spurious"));
});

test("prototypes: spins of no code word are counted where the scheme is given", async () => {
  const data = table({
    kind: ["a", "b", "c", "d", "a", "b", "c", "d"],
    x: [1, 1, 1, 1, 1, 1, 1, 2],
  });
  const encoding = encodingOf(data);
  const model = denseAssociativeMemory(encode(data, encoding).patterns, rectifiedPower(2));
  const found = await prototypes(model, { ...options, encoding });
  // the four categories cancel: at low order the merged state has none of them
  assert.ok(found[0].invalid > 0, JSON.stringify(found[0]));
});

test("prototypes: bad options are refused", async () => {
  const model = denseAssociativeMemory(grouped, power(2));
  await assert.rejects(prototypes(model, { ...options, randomStarts: -1 }), {
    message: "prototypes: expected an integer randomStarts >= 0, got -1",
  });
  await assert.rejects(prototypes(model, { ...options, damage: 2 }), /fraction 0 … 1, got 2/);
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(prototypes(model, { ...options, signal }), /^Error: enough$/);
});
