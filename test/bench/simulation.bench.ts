// Courses of retrieval in time: 40 states over one pattern set, from overlaps 0.1 … 1 with 4 patterns,
// 20 synchronous steps at order 3, against two float32 products of NumPy a step; one thread each, CPU
// seconds, contenders in turn. Then growth with P, N and steps.

import { retrievalTrajectories } from "../../src/dynamics/retrieval-trajectories.ts";
import type { TrajectoryOptions } from "../../src/dynamics/trajectory-options.ts";
import { denseAssociativeMemory } from "../../src/models/dense-associative-memory.ts";
import { power } from "../../src/models/interaction.ts";
import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { startAtOverlap } from "../../src/patterns/start-at-overlap.ts";
import { stream } from "../../src/random/stream.ts";
import { inTurn, machineLine, numPy, own, type Timed } from "./peers.ts";

const [TARGETS, STARTS] = [4, 10];
const here = numPy();
const haswell = numPy("Haswell");

/** So cold that no decision differs from temperature 0, but no state is known to repeat. */
const unretired = { temperature: 1e-300, rng: stream(1, "heat") };

function simulating(
  P: number,
  N: number,
  steps: number,
  options: Partial<TrajectoryOptions>,
): Timed {
  const patterns = independent(P, N, stream(1, "bench", P, N));
  const memory = denseAssociativeMemory(patterns, power(3));
  const targets = Array.from({ length: TARGETS * STARTS }, (_, b) => Math.floor(b / STARTS));
  const starts = targets.map((mu, b) =>
    startAtOverlap(row(patterns, mu), ((b % STARTS) + 1) / STARTS, stream(1, "bench start", b)),
  );
  return own(() => retrievalTrajectories(memory, starts, { steps, targets, ...options }));
}

console.log(machineLine());
for (const [load, P] of [
  [0.4, 34953],
  [0.1, 8738],
] as const) {
  const shape = { P, N: 512, targets: TARGETS, starts: STARTS, steps: 20 };
  for (const retire of [true, false]) {
    const rows = await inTurn({
      "NumPy as it is": here?.time("retrieval", { ...shape, retire }),
      "NumPy, Haswell": haswell?.time("retrieval", { ...shape, retire }),
      ours: simulating(P, 512, 20, retire ? {} : unretired),
      ...(retire && {
        "ours with C and E": simulating(P, 512, 20, { correlations: true, energies: true }),
        ...(load < 0.2 && {
          "ours, spin by spin": simulating(P, 512, 20, { update: "asynchronous" }),
        }),
      }),
    });
    const what = retire ? "states that repeat leave" : "every state runs for all steps";
    console.log(`\nload ${load}: N = 512, P = ${P}, 40 states, 20 steps, ${what}`);
    console.log(`  ${"".padEnd(20)}         s   us a state and step   speed (${rows[0].name} = 1)`);
    for (const { name, seconds, speed } of rows) {
      const each = ((1e6 * seconds) / 800).toFixed(0).padStart(10);
      console.log(
        `  ${name.padEnd(20)}${seconds.toFixed(3).padStart(10)}   ${each}   ${speed.toFixed(2).padStart(18)}`,
      );
    }
  }
}

for (const [name, sizes, timed] of [
  ["P", [4096, 8192, 16384, 32768, 65536], (P: number) => simulating(P, 512, 5, unretired)],
  ["N", [256, 512, 1024, 2048], (N: number) => simulating(16384, N, 5, unretired)],
  ["steps", [5, 10, 20, 40], (steps: number) => simulating(8192, 512, steps, unretired)],
] as const) {
  const seconds: number[] = [];
  for (const size of sizes) seconds.push((await inTurn({ ours: timed(size) }, 3))[0].seconds);
  const { exponent, standardError } = powerLawFit(sizes, seconds);
  const ladder = sizes.map((size, k) => `${size}: ${(1000 * seconds[k]).toFixed(0)} ms`);
  console.log(`\n${name} = ${ladder.join(", ")}`);
  console.log(`  time ~ ${name}^${exponent.toFixed(2)} ± ${standardError.toFixed(2)}`);
}
here?.close();
haswell?.close();
