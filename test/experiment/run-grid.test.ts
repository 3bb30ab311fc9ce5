import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { grid } from "../../src/experiment/grid.ts";
import { GridStopped, runGrid } from "../../src/experiment/run-grid.ts";
import type { Rng } from "../../src/random/stream.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const computation = { name: "test/grid", seed: 3 };

test("runGrid: parameters first, then results, then the seed, in the order of the grid", async () => {
  const result = await runGrid({
    ...computation,
    grid: grid({ N: [2, 3], n: [4, 5] }),
    run: ({ N, n }) => ({ product: N * n }),
  });
  assert.deepEqual(result.columnNames(), ["N", "n", "product", "seed"]);
  assert.deepEqual(result.array("product"), [8, 10, 12, 15]);
  assert.deepEqual(result.array("seed"), [3, 3, 3, 3]);
});

test("runGrid: a point may give several rows or a table, and lacking columns are null", async () => {
  const result = await runGrid({
    ...computation,
    grid: grid({ kind: ["rows", "table"] }),
    run: async ({ kind }) =>
      kind === "rows" ? [{ t: 0, m: 1 }, { t: 1 }] : table({ t: [2], q: [0.5] }),
  });
  assert.deepEqual(result.objects(), [
    { kind: "rows", t: 0, m: 1, q: null, seed: 3 },
    { kind: "rows", t: 1, m: null, q: null, seed: 3 },
    { kind: "table", t: 2, m: null, q: 0.5, seed: 3 },
  ]);
});

test("runGrid: the numbers of a point do not depend on the other points", async () => {
  const drawn = async (N: number[], seed = 3) => {
    const run = (_point: { N: number }, rng: Rng) => ({ x: rng.uniform() });
    const result = await runGrid({ name: "test/grid", seed, grid: grid({ N }), run });
    const rows = result.objects() as { N: number; x: number }[];
    return new Map(rows.map((row) => [row.N, row.x]));
  };
  const few = await drawn([32]);
  const many = await drawn([16, 32, 64]);
  assert.equal(many.get(32), few.get(32));
  assert.equal(new Set(many.values()).size, 3);
  assert.notEqual((await drawn([32], 4)).get(32), few.get(32));
});

test("runGrid: a failing point is named with its parameters and the finished rows", async () => {
  const run = ({ N, n }: { N: number; n: number }) => {
    if (n > N) throw new RangeError("n is too large");
    return { x: N };
  };
  const failing = runGrid({ ...computation, grid: grid({ N: [2, 3], n: [2, 3] }), run });
  await assert.rejects(failing, (error: GridStopped) => {
    assert.ok(error instanceof GridStopped);
    assert.equal(
      error.message,
      "runGrid: test/grid failed at N = 2, n = 3: RangeError: n is too large",
    );
    assert.deepEqual(error.point, { N: 2, n: 3 });
    assert.deepEqual(error.finished.objects(), [{ N: 2, n: 2, x: 2, seed: 3 }]);
    assert.ok(error.cause instanceof RangeError);
    return true;
  });
});

test("runGrid: an abort between points keeps the finished rows", async () => {
  const controller = new AbortController();
  const progress: number[] = [];
  const stopped = runGrid({
    ...computation,
    grid: grid({ N: [1, 2, 3] }),
    run: ({ N }) => ({ x: N }),
    signal: controller.signal,
    onProgress(done, total) {
      assert.equal(total, 3);
      progress.push(done);
      if (done === 2) controller.abort();
    },
  });
  await assert.rejects(stopped, (error: GridStopped) => {
    assert.equal(error.message, "runGrid: test/grid stopped after 2 of 3 points");
    assert.equal(error.finished.numRows(), 2);
    return true;
  });
  assert.deepEqual(progress, [0, 1, 2]);
});

test("runGrid: a timer runs while synchronous points are computed", async () => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  const run = () => {
    const start = performance.now();
    while (performance.now() - start < 60) Math.sqrt(2);
    return {};
  };
  await runGrid({ ...computation, grid: grid({ i: [1, 2, 3, 4] }), run });
  clearInterval(timer);
  assert.ok(ticks >= 2, `${ticks}`);
});

test("runGrid: with a store the second call loads and does not run", async (t) => {
  const folder = temporaryFolder(t);
  let runs = 0;
  const once = () =>
    runGrid({
      ...computation,
      grid: grid({ N: [1, 2] }),
      store: { folder },
      run: (_point, rng) => {
        runs += 1;
        return { x: rng.gaussian() };
      },
    });
  const first = await once();
  const second = await once();
  assert.equal(runs, 2);
  assert.deepEqual(second.objects(), first.objects());
});

test("runGrid: an empty grid and a bad seed are refused", async () => {
  const run = () => ({ m: 2 });
  await assert.rejects(runGrid({ ...computation, grid: [], run }), {
    name: "RangeError",
    message: "runGrid: expected at least one point, got none",
  });
  await assert.rejects(runGrid({ name: "a", seed: 0.5, grid: grid({ n: [1] }), run }), {
    name: "RangeError",
    message: /expected an integer seed/,
  });
});

test("runGrid: a result column called like a parameter or the seed is refused, even if equal", async () => {
  for (const row of [{ N: 2 }, { N: 1 }, { seed: 99 }, { seed: 3 }, { seed: null }]) {
    const [shared] = Object.keys(row);
    const clashing = runGrid({
      ...computation,
      grid: grid({ N: [1] }),
      run: () => [{ y: 1 }, row],
    });
    await assert.rejects(clashing, {
      name: "RangeError",
      message:
        `runGrid: expected result columns beside N, seed, got a result column ${shared}; ` +
        "rename it or leave it out",
    });
  }
});

test("runGrid: an axis called seed is refused before anything runs", async () => {
  const run = () => assert.fail("ran");
  await assert.rejects(runGrid({ ...computation, grid: grid({ seed: [1, 2] }), run }), {
    name: "RangeError",
    message: /^runGrid: expected axes beside the seed, got an axis seed; call it sample,/,
  });
});
