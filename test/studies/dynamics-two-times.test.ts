import assert from "node:assert/strict";
import { test } from "node:test";
import { timeMatrix } from "../../src/plot/time-matrix.ts";
import { dynamicsTwoTimes, type TwoTimesRow } from "../../src/studies/dynamics-two-times.ts";

const grid = {
  orders: [3],
  loads: [0.2],
  overlaps: [0.7],
  steps: 3,
  seed: 5,
  theory: { paths: 20_000, populations: 4 },
  simulate: { N: [128], sets: 12, targets: 4 },
} as const;

test("dynamicsTwoTimes: theory and simulation agree with the exact correlations", async () => {
  const rows = (await dynamicsTwoTimes(grid)).objects() as TwoTimesRow[];
  assert.equal(rows.length, 2 * 10);
  // exact enumeration of paths, n = 3, load 0.2, m₀ = 0.7
  const exact = [0.609578, 0.801112, 0.811867];
  for (const source of ["theory", "simulation"]) {
    const last = rows.filter((row) => row.source === source && row.t === 3);
    assert.deepEqual(
      last.map(({ s }) => s),
      [0, 1, 2, 3],
    );
    for (const [s, C] of exact.entries()) {
      // the finite size adds what m(1) scatters by, about 1/N
      const allowed = 5 * last[s].C_se! + (source === "theory" ? 1e-3 : 4 / 128);
      assert.ok(Math.abs(last[s].C - C) < allowed, `${source} ${s}: ${last[s].C}`);
    }
    assert.deepEqual([last[3].C, last[3].C_se], [1, 0]);
    assert.equal(last[3].G, null);
  }
});

test("dynamicsTwoTimes: responses are those of theory, 0 at even distances", async () => {
  const rows = (await dynamicsTwoTimes(grid)).objects() as TwoTimesRow[];
  const G = (t: number, s: number) =>
    rows.find((row) => row.source === "theory" && row.t === t && row.s === s)!.G!;
  assert.ok(Math.abs(G(2, 1) - 0.689722) < 0.01, `${G(2, 1)}`);
  assert.ok(Math.abs(G(3, 0) - 0.157083) < 0.02, `${G(3, 0)}`);
  assert.equal(G(2, 0), 0);
  assert.equal(G(3, 1), 0);
  assert.ok(rows.every(({ source, G, G_se }) => source === "theory" || (G ?? G_se) === null));
});

test("dynamicsTwoTimes: the rows are what a matrix of two times draws", async () => {
  const rows = (await dynamicsTwoTimes({ ...grid, theory: { paths: 100 } })).objects();
  const spec = timeMatrix(rows, { t: "t", tPrime: "s", value: "C" });
  assert.equal(JSON.stringify(spec).includes('"simulation"'), true);
  const alone = rows.filter((row) => (row as TwoTimesRow).source === "theory");
  assert.ok(timeMatrix(alone, { t: "t", tPrime: "s", value: ["C", "G"] }));
});

test("dynamicsTwoTimes: pairs of times beyond the memory are refused before any work", async () => {
  const long = { ...grid, steps: 4000, theory: false };
  await assert.rejects(dynamicsTwoTimes(long), {
    name: "RangeError",
    message: /^dynamicsTwoTimes: .* at most 1 GiB a worker, got .* for 4 runs of 4000 steps in 12 /,
  });
});
