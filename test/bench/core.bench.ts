import { stability } from "../../src/capacity/stability.ts";
import { binaryKernels } from "../../src/core/binary-kernels.ts";
import { distancesByKernel, distancesByTwin } from "../../src/core/distances.ts";
import { probeMarginsByKernel, probeMarginsByTwin } from "../../src/core/probe-margins.ts";
import { fieldTable } from "../../src/models/field-table.ts";
import { power } from "../../src/models/interaction.ts";
import { marginRoom } from "../../src/models/margins-of-probe.ts";
import { independent } from "../../src/patterns/independent.ts";
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
native?.close();
haswell?.close();
