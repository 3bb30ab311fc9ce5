// Courses of retrieval in time: 40 states over one pattern set, from overlaps 0.1 … 1 with 4 patterns,
// 20 synchronous steps at order 3, against two float32 products of NumPy a step; one thread each, CPU
// seconds, contenders in turn. Then growth with P, N and steps.

import { availableParallelism } from "node:os";
import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import type { TaskModule } from "../../src/parallel/task-module.ts";
import { workerPool } from "../../src/parallel/worker-pool.ts";
import { stream } from "../../src/random/stream.ts";
import { type CourseSize, courses } from "./courses.ts";
import { inTurn, machineLine, numPy, own, ownByTheClock, type Timed } from "./peers.ts";

const here = numPy();
const haswell = numPy("Haswell");
const everyCore = numPy(undefined, availableParallelism());
const pool = workerPool();

/** So cold that no decision differs from temperature 0, but no state is known to repeat. */
const unretired = { temperature: 1e-300, rng: stream(1, "heat") };

const simulating = (...setting: Parameters<typeof courses>): Timed => own(courses(...setting));

const oneSet: TaskModule<CourseSize, number> = {
  url: new URL("./courses.js", import.meta.url),
  load: () => import("./courses.ts"),
};

console.log(machineLine());
for (const [load, P] of [
  [0.4, 34953],
  [0.1, 8738],
] as const) {
  const shape = { P, N: 512, targets: 4, starts: 10, steps: 20 };
  for (const retire of [true, false]) {
    const rows = await inTurn({
      "NumPy as it is": here?.time("retrieval", { ...shape, retire }),
      "NumPy, Haswell": haswell?.time("retrieval", { ...shape, retire }),
      ours: simulating({ P, N: 512, steps: 20 }, retire ? {} : unretired),
      ...(retire && {
        "ours with C and E": simulating(
          { P, N: 512, steps: 20 },
          { correlations: true, energies: true },
        ),
        ...(load < 0.2 && {
          "ours, spin by spin": simulating({ P, N: 512, steps: 20 }, { update: "asynchronous" }),
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

const sets = pool.workers;
const shape = { P: 34953, N: 512, targets: 4, starts: 10, steps: 20, retire: true };
const numPyOnAll = everyCore?.time("retrieval", shape);
const onAll = await inTurn({
  NumPy: numPyOnAll ?? null,
  ours: async () => {
    const tasks = Array.from({ length: sets }, () => ({ P: 34953, N: 512, steps: 20 }));
    return (await ownByTheClock(() => pool.run(oneSet, tasks))) / sets;
  },
});
console.log(`\nload 0.4, on all ${sets} threads: seconds of the clock a set`);
for (const { name, seconds, speed } of onAll) {
  console.log(`  ${name.padEnd(20)}${seconds.toFixed(3).padStart(10)}   ${speed.toFixed(2)}`);
}
pool.close();
everyCore?.close();

for (const [name, sizes, timed] of [
  [
    "P",
    [4096, 8192, 16384, 32768, 65536],
    (P: number) => simulating({ P, N: 512, steps: 5 }, unretired),
  ],
  ["N", [256, 512, 1024, 2048], (N: number) => simulating({ P: 16384, N, steps: 5 }, unretired)],
  ["steps", [5, 10, 20, 40], (steps: number) => simulating({ P: 8192, N: 512, steps }, unretired)],
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
