import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { stream } from "../../src/random/stream.ts";
import { monteCarloDynamics } from "../../src/theory/monte-carlo-dynamics.ts";
import { inTurn, machineLine, numPy, own, type Timed } from "./peers.ts";

// The effective process of one spin, whole solutions, against NumPy, CPU seconds of one thread.
// Run: node dist/test/bench/dynamics.bench.js

const native = numPy();
const avx2 = numPy("Haswell");
const model = { n: 3, load: 0.2 };
const overlap0 = 0.7;

const solution = (paths: number, steps: number): Timed =>
  own(() =>
    monteCarloDynamics(model, { overlap0, steps, paths, populations: 1, rng: stream(1, "bench") }),
  );

/** Prints the fitted exponent of seconds against the size. */
async function growth(
  title: string,
  sizes: readonly number[],
  work: (size: number) => Timed,
): Promise<void> {
  const rows = await inTurn(Object.fromEntries(sizes.map((size) => [`${size}`, work(size)])));
  const seconds = sizes.map((size) => rows.find(({ name }) => name === `${size}`)!.seconds);
  const { exponent, standardError } = powerLawFit(sizes, seconds);
  const each = rows.map((row) => `${row.name}: ${(row.seconds * 1e3).toFixed(1)} ms`);
  console.log(
    `${title}: exponent ${exponent.toFixed(2)} ± ${standardError.toFixed(2)} (${each.join(", ")})`,
  );
}

console.log(machineLine());
for (const steps of [48, 96]) {
  const paths = 100_000;
  const parameters = { T: steps, paths, load: model.load, overlap0 };
  const rows = await inTurn({
    NumPy: native?.time("effective_process", parameters),
    "NumPy, AVX2": avx2?.time("effective_process", parameters),
    monteCarloDynamics: solution(paths, steps),
  });
  const slower = rows.find(({ name }) => name === "NumPy, AVX2")?.seconds ?? Number.NaN;
  console.log(`\n${paths} paths, ${steps} steps`);
  for (const { name, seconds, speed } of rows) {
    console.log(
      `${name.padEnd(20)}${seconds.toFixed(3).padStart(8)} s${speed.toFixed(2).padStart(7)} × NumPy ${(slower / seconds).toFixed(2).padStart(7)} × NumPy, AVX2`,
    );
  }
}
console.log("");
await growth("Paths, 50 steps", [10_000, 20_000, 40_000, 80_000, 160_000], (paths) =>
  solution(paths, 50),
);
await growth("Steps, 20 000 paths", [12, 25, 50, 100, 200], (steps) => solution(20_000, steps));
native?.close();
avx2?.close();
const start = process.cpuUsage();
monteCarloDynamics(model, { overlap0, steps: 100, paths: 1e6, populations: 1, rng: stream(1) });
const { user } = process.cpuUsage(start);
const mebibytes = (process.resourceUsage().maxRSS / 1024).toFixed(0);
console.log(`10⁶ paths, 100 steps: ${(user / 1e6).toFixed(1)} s, peak ${mebibytes} MiB resident`);
