import assert from "node:assert/strict";
import { test } from "node:test";
import { denseAssociativeMemory, localFields } from "../../src/models/dense-associative-memory.ts";
import { power } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { corrupt } from "../../src/patterns/corrupt.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import type { DynamicsRow } from "../../src/studies/dynamics-rows.ts";
import type { DynamicsGrid } from "../../src/studies/dynamics-setting.ts";
import { dynamicsStudy } from "../../src/studies/dynamics-study.ts";

const small: DynamicsGrid = {
  orders: [3],
  loads: [0.2],
  overlaps: [0.5, 0.8],
  steps: 3,
  seed: 4,
  theory: false,
  simulate: { N: [40], sets: 3, targets: 2 },
};

const rowsOf = async (change: Partial<DynamicsGrid>, workers = 1) =>
  (await dynamicsStudy({ ...small, ...change }, { workers })).objects() as DynamicsRow[];

test("dynamicsStudy: tidy rows of theory and simulation, with the whole P and the realised start", async () => {
  const seen: DynamicsRow[] = [];
  const progress: [number, number][] = [];
  const grid = { ...small, orders: [2, 3], theory: { paths: 100, populations: 2 } };
  const table = await dynamicsStudy(grid, {
    workers: 1,
    onRow: (one) => seen.push(one),
    onProgress: (...done) => progress.push(done),
  });
  assert.equal(
    table.columnNames().join(" "),
    "source order load load_convention P N overlap0 temperature t m m_se sets seed " +
      "interaction form self_coupling update targets status",
  );
  assert.deepEqual(table.objects(), seen);
  // orders × (theory, N) × overlaps × times
  assert.equal(seen.length, 2 * 2 * 2 * 4);
  assert.deepEqual(progress.at(-1), [4000, 4000]);
  const starts = seen.filter(({ t, order }) => t === 0 && order === 3);
  assert.deepEqual(
    starts.map(({ source, P, N, overlap0, m, sets, targets }) => [
      source,
      P,
      N,
      overlap0,
      m,
      sets,
      targets,
    ]),
    [
      ["theory", null, null, 0.5, 0.5, null, null],
      ["theory", null, null, 0.8, 0.8, null, null],
      // 0.2 · 40² / 3 = 106.7 patterns
      ["simulation", 107, 40, 0.5, 0.5, 3, 2],
      ["simulation", 107, 40, 0.8, 0.8, 3, 2],
    ],
  );
  const odd = await rowsOf({ simulate: { N: [41], sets: 2, targets: 1 }, overlaps: [0.5] });
  assert.equal(odd[0].m, 1 - (2 * 10) / 41);
});

test("dynamicsStudy: simulated rows are the mean and the error over sets of plain dynamics", async () => {
  const rows = await rowsOf({});
  const curves = [0, 1, 2].map((set) => {
    const rng = stream(4, "dynamics", 40, "set", set);
    const patterns = independent(107, 40, rng.split("patterns"));
    const memory = denseAssociativeMemory(patterns, power(3));
    return [0.5, 0.8].map((overlap0) => {
      const runs = [0, 1].map((target) => {
        const xi = row(patterns, target);
        const flips = Math.round(20 * (1 - overlap0));
        let state = corrupt(xi, { flips }, rng.split("start", target));
        const m = [0, 1, 2, 3].map((t) => {
          if (t > 0) state = Int8Array.from(localFields(memory, state), (h) => (h > 0 ? 1 : -1));
          return state.reduce((sum, spin, i) => sum + spin * xi[i], 0) / 40;
        });
        return m;
      });
      return runs[0].map((m, t) => (m + runs[1][t]) / 2);
    });
  });
  for (const [k, { t, m, m_se }] of rows.entries()) {
    const over = meanEstimate(curves.map((set) => set[Math.floor(k / 4)][t]));
    assert.ok(Math.abs(m - over.mean) < 1e-12, `${k}`);
    assert.ok(Math.abs(m_se! - over.standardError) < 1e-12, `${k}`);
  }
});

test("dynamicsStudy: numbers depend neither on the workers nor on the other start overlaps", async () => {
  const conditions: Partial<DynamicsGrid>[] = [
    { theory: { paths: 200, populations: 2 } },
    { temperature: 0.3 },
    { update: "asynchronous" },
  ];
  for (const change of conditions) {
    const one = await rowsOf(change);
    assert.deepEqual(await rowsOf(change, 2), one);
    const alone = await rowsOf({ ...change, overlaps: [0.8] });
    assert.deepEqual(
      alone,
      one.filter(({ overlap0 }) => overlap0 === 0.8),
    );
  }
});

test("dynamicsStudy: conditions reach the simulation", async () => {
  const ends = async (change: Partial<DynamicsGrid>) =>
    (await rowsOf(change)).map(({ m }) => m).join();
  const plain = await ends({});
  const changes: Partial<DynamicsGrid>[] = [
    { temperature: 0.5 },
    { form: "distinct" },
    { selfCoupling: true },
    { interaction: "rect" },
    { update: "asynchronous" },
    { convention: "krotov" },
    { seed: 5 },
  ];
  for (const change of changes) {
    assert.notEqual(await ends(change), plain, JSON.stringify(change));
  }
  const [first] = await rowsOf({ convention: "krotov" });
  assert.deepEqual([first.load_convention, first.P], ["krotov", 0.2 * 40 ** 2]);
});

test("dynamicsStudy: a single set has no error, theory is the default", async () => {
  const simulated = await rowsOf({ simulate: { N: [40], sets: 1 } });
  assert.ok(simulated.every(({ m_se }) => m_se === null));
  const { theory: _, simulate: __, ...plain } = small;
  const rows = (await dynamicsStudy({ ...plain, steps: 1 })).objects() as DynamicsRow[];
  assert.ok(rows.every(({ source }) => source === "theory"));
  // m(1) = erf(m₀² / √(2 α′))
  assert.ok(Math.abs(rows[1].m - 0.42385) < 1e-3);
});

test("dynamicsStudy: grids that cannot be measured are refused by name before any work", async () => {
  const wrong: [object, RegExp][] = [
    [{ orders: [1] }, /^RangeError: dynamicsStudy: expected an integer order >= 2, got 1$/],
    [{ orders: [2.5] }, /^RangeError: .* integer order >= 2, got 2.5$/],
    [{ orders: 3 }, /^TypeError: .* list orders, got 3$/],
    [{ loads: [0] }, /^RangeError: .* finite load > 0, got 0$/],
    [{ loads: [] }, /^RangeError: .* list loads of 1 value or more, got none$/],
    [{ overlaps: [0.5, 1.1] }, /^RangeError: .* start overlaps from -1 to 1, got 1.1$/],
    [{ overlaps: ["1"] }, /^TypeError: .* number overlaps, got "1"$/],
    [{ steps: 0 }, /^RangeError: .* integer steps >= 1, got 0$/],
    [{ seed: undefined }, /^TypeError: .* number seed, got none$/],
    [{ temperature: -1 }, /^RangeError: .* temperature >= 0, got -1$/],
    [{ convention: "krot" }, /^TypeError: .* load convention .* got "krot"$/],
    [{ interaction: "exp" }, /^TypeError: .* interaction .* got "exp"$/],
    [{ selfCoupling: "no" }, /^TypeError: .* selfCoupling true or false, got "no"$/],
    [{ update: "both" }, /^TypeError: .* update .* got "both"$/],
    [{ theory: false, simulate: false }, /^RangeError: .* theory or simulate, got neither$/],
    [{ simulate: true }, /^TypeError: .* simulate such as \{ N: \[512\], sets: 20 \}, got true$/],
    [{ theory: "exact" }, /^TypeError: .* theory .* got "exact"$/],
    [{ theory: true, update: "asynchronous" }, /^RangeError: .* synchronous for theory/],
    [{ theory: true, orders: [4], selfCoupling: true }, /^RangeError: .* no selfCoupling for poly/],
    [{ theory: { paths: 1e9 } }, /^RangeError: .* within 2 GiB, got 1000000000 paths/],
    [{ theory: true, steps: 100000 }, /^RangeError: dynamicsStudy: .* 20000 paths × 100000 steps/],
    [{ theory: { solver: "best" } }, /^TypeError: .* solver .* got "best"$/],
    [
      { theory: { solver: "exact" }, steps: 6 },
      /^RangeError: .* at most 5 steps at temperature 0 for solver exact, got 6 steps at temperature 0;/,
    ],
    [{ theory: { solver: "exact" }, temperature: 0.1 }, /^RangeError: .* at temperature 0.1; take/],
    [{ theory: { populations: 0 } }, /^RangeError: .* integer populations >= 1, got 0$/],
    [{ simulate: { N: [40], sets: 0 } }, /^RangeError: .* integer sets >= 1, got 0$/],
    [
      { simulate: { N: [4], sets: 1 } },
      /^RangeError: .* as many patterns as targets, got P = 1 at load 0.2 and N = 4 with 4 targets; /,
    ],
    [
      { simulate: { N: [4096], sets: 1 }, orders: [4] },
      /^RangeError: .* at most 1 GiB a worker, got 874 GiB for P = 916259690 patterns of N = 4096/,
    ],
    [
      { form: "distinct", orders: [5], loads: [400], simulate: { N: [40, 4], sets: 1 } },
      /^RangeError: dynamicsStudy: .* N >= order with form distinct, got N = 4 at order 5, .*; raise N/,
    ],
    [{ form: "distinct", interaction: "rect" }, /^RangeError: .* distinct with poly/],
  ];
  for (const [change, message] of wrong) {
    const study = dynamicsStudy({ ...small, ...change } as DynamicsGrid);
    await assert.rejects(study, message, JSON.stringify(change));
  }
  await assert.rejects(dynamicsStudy(null as never), /^TypeError: .* a grid, got null$/);
  await assert.rejects(dynamicsStudy(small, { workers: 0 }), /workers >= 1, got 0/);
});

test("dynamicsStudy: a simulation may keep the self term where theory has none", async () => {
  const rows = await rowsOf({ orders: [4], selfCoupling: true });
  assert.deepEqual(
    rows.map(({ status }) => status),
    Array(8).fill("frozen"),
  );
  const harmless = await rowsOf({ selfCoupling: true });
  assert.ok(harmless.every(({ status }) => status === null));
});

test("dynamicsStudy: an abort ends it, with finished rows handed over", async () => {
  const controller = new AbortController();
  const rows: DynamicsRow[] = [];
  const study = dynamicsStudy(
    { ...small, loads: [0.1, 0.2] },
    {
      workers: 1,
      signal: controller.signal,
      onRow: (one) => {
        rows.push(one);
        controller.abort(new Error("enough"));
      },
    },
  );
  await assert.rejects(study, /enough/);
  assert.deepEqual([...new Set(rows.map(({ load }) => load))], [0.1]);
});
