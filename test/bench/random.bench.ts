import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { featureCorrelated } from "../../src/patterns/feature-correlated.ts";
import { ar1 } from "../../src/patterns/feature-correlation.ts";
import { typescriptBatch } from "../../src/random/batch.ts";
import { stream } from "../../src/random/stream.ts";
import { inTurn, machineLine, numPy, own, type Timed } from "./peers.ts";

// Random numbers and patterns made of them against NumPy, CPU seconds of one thread. Run: node dist/test/bench/random.bench.js

const native = numPy();
const avx2 = numPy("Haswell");
const rng = stream(1, "bench");
const batch = typescriptBatch();
const count = 1_000_000;

/** Prints seconds an item and the speed against NumPy as it is and as with AVX2. */
async function table(
  title: string,
  items: number,
  peer: string,
  parameters: Readonly<Record<string, unknown>>,
  ours: Readonly<Record<string, Timed>>,
): Promise<void> {
  const rows = await inTurn({
    NumPy: native?.time(peer, parameters),
    "NumPy, AVX2": avx2?.time(peer, parameters),
    ...ours,
  });
  const slower = rows.find(({ name }) => name === "NumPy, AVX2")?.seconds ?? Number.NaN;
  console.log(`\n${title}`);
  for (const { name, seconds, speed } of rows) {
    const each = ((seconds / items) * 1e9).toFixed(2).padStart(12);
    const ratios = `${speed.toFixed(2).padStart(7)} × NumPy ${(slower / seconds).toFixed(2).padStart(7)} × NumPy, AVX2`;
    console.log(`${name.padEnd(24)}${each} ns each${ratios}`);
  }
}

/** Runs the twin for as many words, a batch at a time. */
const twin = (words: number, finish: (words: number) => unknown) =>
  own(() => {
    for (let done = 0; done < words; done += 4096) {
      batch.philox(0, 1024, done / 4, 1, 2);
      finish(4096);
    }
  });

/** Prints the fitted exponent of seconds against the size. */
async function growth(
  title: string,
  sizes: readonly number[],
  work: (size: number) => Timed,
): Promise<void> {
  const rows = await inTurn(Object.fromEntries(sizes.map((size) => [`${size}`, work(size)])));
  const fit = powerLawFit(
    sizes,
    sizes.map((size) => rows.find(({ name }) => name === `${size}`)!.seconds),
  );
  const seconds = rows.map((row) => `${row.name}: ${(row.seconds * 1e3).toFixed(2)} ms`);
  console.log(`${title}: exponent ${fit.exponent.toFixed(2)} (${seconds.join(", ")})`);
}

console.log(machineLine());
for (const generator of ["Philox", "PCG64"]) {
  await table(
    `${count} words, against NumPy's ${generator}`,
    count,
    "words",
    { count, generator },
    { "rng.words": own(() => rng.words(count)), "TypeScript twin": twin(count, (words) => words) },
  );
}
const doubles = new Float64Array(count);
await table(
  `${count} float64 Gaussians`,
  count,
  "gaussians",
  { count, dtype: "float64" },
  {
    "rng.fillGaussian": own(() => rng.fillGaussian(doubles)),
    "rng.gaussian": own(() => {
      for (let k = 0; k < count; k++) doubles[k] = rng.gaussian();
    }),
    "TypeScript twin": twin(2 * count, (words) => batch.gaussians(words / 4)),
  },
);
const floats = new Float32Array(count);
await table(
  `${count} float32 Gaussians`,
  count,
  "gaussians",
  { count, dtype: "float32" },
  {
    "rng.fillGaussian32": own(() => rng.fillGaussian32(floats)),
    "TypeScript twin": twin(count, (words) => batch.gaussians32(words / 2)),
  },
);
const structure = ar1(0.4);
await table(
  "1500 correlated patterns of 64 spins (each: a pattern)",
  1500,
  "correlated_patterns",
  { P: 1500, N: 64, r: 0.4 },
  { featureCorrelated: own(() => featureCorrelated(1500, 64, structure, stream(1))) },
);
console.log("");
await growth("float32 Gaussians, in numbers", [1e5, 2e5, 4e5, 8e5, 1.6e6], (size) => {
  const out = new Float32Array(size);
  return own(() => rng.fillGaussian32(out));
});
await growth("float64 Gaussians, in numbers", [1e5, 2e5, 4e5, 8e5, 1.6e6], (size) => {
  const out = new Float64Array(size);
  return own(() => rng.fillGaussian(out));
});
native?.close();
avx2?.close();
