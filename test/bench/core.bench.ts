import { nestedCurve } from "../../src/capacity/incremental.ts";
import { stability } from "../../src/capacity/stability.ts";
import { type BinaryKernels, binaryKernels } from "../../src/core/binary-kernels.ts";
import { transposed } from "../../src/core/bits.ts";
import { distancesByTwin } from "../../src/core/distances.ts";
import { type Flips, flipsByKernel, flipsByTwin } from "../../src/core/flips.ts";
import { probeMarginsByTwin, rowTests } from "../../src/core/probe-margins.ts";
import { residentRows } from "../../src/core/resident-rows.ts";
import { scratch } from "../../src/core/scratch.ts";
import { fieldTable } from "../../src/models/field-table.ts";
import { power } from "../../src/models/interaction.ts";
import { marginRoom } from "../../src/models/margins-of-probe.ts";
import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { independent } from "../../src/patterns/independent.ts";
import { hammingDistances, type Patterns, row } from "../../src/patterns/patterns.ts";
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

for (const [N, P, states] of [
  [256, 4096, 64],
  [512, 16384, 64],
  [512, 81920, 32],
]) {
  const set = setOf(P, N);
  const { words, wordsPerRow: W } = set;
  const room = marginRoom(set);
  const table = fieldTable(power(3), N);
  const times = Math.ceil(2e8 / (P * N * states));
  const each = (work: (offset: number) => void) => () => {
    for (let mu = 0; mu < states; mu++) work(mu * W);
  };
  print(
    `overlaps of ${states} states, N = ${N}, P = ${P}`,
    await inTurn(
      {
        NumPy: native?.time("overlaps", { P, N, states }),
        "NumPy, AVX2": haswell?.time("overlaps", { P, N, states }),
        twin: repeated(
          times,
          each((at) => distancesByTwin(room.distances, words, P, W, words, at)),
        ),
        damlab: kernels && repeated(times, kernelDistances(kernels, set, states)),
      },
      rounds,
    ),
  );
  const tests = kernels && rowTests(kernels, [table], set, states);
  print(
    `margins of ${states} states, N = ${N}, P = ${P}, power(3)`,
    await inTurn(
      {
        NumPy: native?.time("margins", { P, N, states }),
        "NumPy, AVX2": haswell?.time("margins", { P, N, states }),
        twin: repeated(
          times,
          each((at) => probeMarginsByTwin(room, table, set, words, at)),
        ),
        damlab: tests && repeated(times, () => tests(0, states)),
      },
      rounds,
    ),
  );
}

/** Distances of the first rows from all, four at a time. */
function kernelDistances(kernels: BinaryKernels, set: Patterns, states: number): () => void {
  const { words, P, wordsPerRow: W } = set;
  const { exports, memory } = kernels;
  return () => {
    const resident = residentRows(kernels, words, P, W);
    const tables = scratch(kernels, 512 * W + 128 * resident.blocks);
    const out = tables + 512 * W;
    for (let mu = 0; mu < states; mu += 4) {
      for (let q = 0; q < 4; q++) {
        const probe = resident.rows + (mu + q) * resident.stride;
        exports.probeTables(probe, 4 * W, tables + 128 * W * q);
      }
      exports.distancesTo4Probes(resident.interleaved, resident.blocks, 4 * W, tables, out);
    }
    if (new Uint16Array(memory.buffer, out, 1)[0] > 32 * W) throw new Error("distance beyond N");
  };
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
for (const [P, N, order] of [
  [1500, 64, 4],
  [3000, 64, 5],
  [3000, 512, 3],
]) {
  const set = setOf(P, N);
  const times = Math.ceil(2e8 / (P * P * N));
  print(
    `one test of P = ${P} patterns, and of each prefix (nested curve), N = ${N}, power(${order})`,
    await inTurn(
      {
        stability: repeated(times, () => stability(set, power(order))),
        nestedCurve: repeated(times, () => nestedCurve(set, power(order))),
      },
      rounds,
    ),
  );
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
