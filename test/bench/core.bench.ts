import { stability } from "../../src/capacity/stability.ts";
import { binaryKernels } from "../../src/core/binary-kernels.ts";
import { transposed } from "../../src/core/bits.ts";
import { distancesByKernel, distancesByTwin } from "../../src/core/distances.ts";
import { type Flips, flipsByKernel, flipsByTwin } from "../../src/core/flips.ts";
import { probeMarginsByKernel, probeMarginsByTwin } from "../../src/core/probe-margins.ts";
import { residentRows } from "../../src/core/resident-rows.ts";
import { scratch } from "../../src/core/scratch.ts";
import { fieldTable } from "../../src/models/field-table.ts";
import { power } from "../../src/models/interaction.ts";
import { marginRoom } from "../../src/models/margins-of-probe.ts";
import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { independent } from "../../src/patterns/independent.ts";
import { hammingDistances, row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { inTurn, machineLine, numPy, own } from "./peers.ts";

// The packed core against NumPy on one thread: CPU seconds, medians of interleaved rounds.
// Run: npm run build && node dist/test/bench/core.bench.js (DAMLAB_KERNELS chooses the kernels)

const rounds = Number(process.argv[2] ?? 5);
const kernels = binaryKernels();
const n = 4;
const native = numPy();
const haswell = numPy("Haswell");

const sets = new Map<string, ReturnType<typeof independent>>();
function setOf(P: number, N: number) {
  const key = `${P}, ${N}`;
  const known = sets.get(key) ?? independent(P, N, stream(1, "bench", P, N));
  sets.set(key, known);
  return known;
}

function print(title: string, rows: readonly { name: string; seconds: number; speed: number }[]) {
  console.log(`\n${title}`);
  for (const { name, seconds, speed } of rows) {
    console.log(
      `  ${name.padEnd(28)}${(seconds * 1e3).toFixed(3).padStart(10)} ms${speed.toFixed(2).padStart(9)} ×`,
    );
  }
}

/** Seconds of `work`, long enough to be timed: it is repeated `times` times. */
const repeated = (times: number, work: () => unknown) => {
  const time = own(() => {
    for (let k = 0; k < times; k++) work();
  });
  return async () => (await time()) / times;
};

console.log(`${machineLine()}; kernels ${process.env.DAMLAB_KERNELS ?? "default"}`);

const scaled = (time: (() => number | Promise<number>) | undefined, by: number) =>
  time && (async () => (await time()) * by);
print(
  "all patterns, N = 64, P = 1000, power(4)",
  await inTurn(
    {
      "NumPy, two products": native?.time("all_patterns_expert", { P: 1000, N: 64, n }),
      "NumPy, two products, AVX2": haswell?.time("all_patterns_expert", { P: 1000, N: 64, n }),
      "NumPy, typical (from 20)": scaled(
        native?.time("all_patterns_typical", { P: 1000, N: 64, n, probes: 20, repeat: 1 }),
        50,
      ),
      damlab: repeated(5, () => stability(setOf(1000, 64), power(n))),
    },
    rounds,
  ),
);

for (const [N, P] of [
  [64, 1000],
  [256, 4096],
  [512, 16384],
  [512, 81920],
]) {
  const set = setOf(P, N);
  const { words, wordsPerRow: W } = set;
  const room = marginRoom(set);
  const table = fieldTable(power(n), N);
  const times = Math.ceil(2e7 / (P * N));
  print(
    `distances of one state, N = ${N}, P = ${P}`,
    await inTurn(
      {
        NumPy: native?.time("probe_distances", { P, N }),
        "NumPy, AVX2": haswell?.time("probe_distances", { P, N }),
        twin: repeated(times, () => distancesByTwin(room.distances, words, P, W, words, 0)),
        damlab:
          kernels &&
          repeated(times, () => distancesByKernel(kernels, room.distances, words, P, W, words, 0)),
      },
      rounds,
    ),
  );
  print(
    `margins of one state, N = ${N}, P = ${P}, power(4)`,
    await inTurn(
      {
        NumPy: native?.time("probe_margins", { P, N, n }),
        "NumPy, AVX2": haswell?.time("probe_margins", { P, N, n }),
        twin: repeated(times, () => probeMarginsByTwin(room, table, set, words, 0)),
        damlab:
          kernels &&
          repeated(times, () => probeMarginsByKernel(kernels, room, table, set, words, 0)),
      },
      rounds,
    ),
  );
}

if (kernels) {
  const [N, P] = [512, 16384];
  const { words, wordsPerRow: W } = setOf(P, N);
  const { exports, memory } = kernels;
  const set = residentRows(kernels, words, P, W);
  const tables = scratch(kernels, 4 * (128 * W + 32 * set.blocks));
  const out = tables + 4 * 128 * W;
  new Uint8Array(memory.buffer, tables, 4 * 128 * W).fill(1);
  for (const [name, probes, work] of [
    ["one state", 1, exports.distancesToProbe],
    ["four states", 4, exports.distancesTo4Probes],
  ] as const) {
    const seconds = await repeated(50, () =>
      work(set.interleaved, set.blocks, 4 * W, tables, out),
    )();
    const rate = (probes * P) / seconds / 1e9;
    console.log(`\ndistances, N = 512, ${name} at a time: ${rate.toFixed(3)} Gpair/s`);
  }
}

for (const [N, P] of [
  [64, 1000],
  [512, 16384],
]) {
  const set = setOf(P, N);
  const steps = Float64Array.from({ length: 2 * N + 2 }, (_, k) => k);
  const columns = transposed(set.words, P, N);
  const distances = () => Int32Array.from(hammingDistances(set, row(set, 0)));
  const sweepsOf = (work: Flips) => () => {
    for (let i = 0; i < N; i++) work.field(i, 0);
  };
  const flipsOf = (work: Flips) => () => {
    for (let i = 0; i < N; i++) {
      work.flip(i, 0);
      work.flip(i, 1);
    }
  };
  const twin = flipsByTwin(columns, steps, distances());
  const kernel = kernels && flipsByKernel(kernels, columns, N, steps, distances());
  const times = Math.ceil(2e7 / (P * N));
  print(
    `field of every spin, one by one, N = ${N}, P = ${P}`,
    await inTurn(
      {
        NumPy: native?.time("spin_fields", { P, N, n }),
        twin: repeated(times, sweepsOf(twin)),
        damlab: kernel && repeated(times, sweepsOf(kernel)),
      },
      rounds,
    ),
  );
  print(
    `two flips of every spin, N = ${N}, P = ${P}`,
    await inTurn(
      {
        NumPy: native?.time("spin_flips", { P, N }),
        twin: repeated(times, flipsOf(twin)),
        damlab: kernel && repeated(times, flipsOf(kernel)),
      },
      rounds,
    ),
  );
  kernel?.end();
}
native?.close();
haswell?.close();

/** Seconds of one test at each size, and the exponent of their power law. */
async function ladder(name: string, sizes: readonly (readonly [number, number])[], by: 0 | 1) {
  const seconds: number[] = [];
  for (const [P, N] of sizes) {
    const work = () => stability(setOf(P, N), power(n));
    seconds.push(await repeated(Math.ceil(2e7 / (P * P * Math.ceil(N / 64))), work)());
  }
  const { exponent, standardError } = powerLawFit(
    sizes.map((size) => size[by]),
    seconds,
  );
  const times = sizes
    .map(([P, N], k) => `${P} × ${N}: ${(1e3 * seconds[k]).toFixed(2)}`)
    .join(", ");
  console.log(
    `\nstability against ${name}, P × N: ms\n  ${times}\n  exponent ${exponent.toFixed(2)} ± ${standardError.toFixed(2)}`,
  );
}
await ladder(
  "P",
  [250, 500, 1000, 2000, 4000, 8000].map((P) => [P, 64] as const),
  0,
);
await ladder(
  "N",
  [64, 128, 256, 512, 1024].map((N) => [1000, N] as const),
  1,
);
