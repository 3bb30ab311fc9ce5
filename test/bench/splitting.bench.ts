// Splitting matrices of all memories at once, beside an epoch of training: N = 784, 10 000 vectors, 100 memories;
// one thread each, CPU seconds, contenders in turn.

import { splittingSpectrum } from "../../src/learning/splitting-spectrum.ts";
import { trainPotts } from "../../src/learning/train-potts.ts";
import { weightedCovariance } from "../../src/learning/weighted-covariance.ts";
import type { PottsMachine } from "../../src/models/potts-machine.ts";
import { type LabelledVectors, normalised } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";
import { inTurn, machineLine, own } from "./peers.ts";

const [M, N, P, C] = [10_000, 784, 100, 10];

/** Noisy vectors around 50 directions, each class with five of them. */
const data: LabelledVectors = (() => {
  const rng = stream(1, "splitting bench");
  const centres = new Float64Array(50 * N);
  rng.fillGaussian(centres);
  const values = new Float64Array(M * N);
  rng.fillGaussian(values);
  for (let k = 0; k < values.length; k++) values[k] += 1.5 * centres[k % (50 * N)];
  const labels = Int32Array.from({ length: M }, (_, a) => (a % 50) % C);
  return { ...normalised(values, M, N), labels, C };
})();
const { labels } = data;

const training = { memories: P, labels, C, batch: 500, validation: 0, regularization: 0.5 };
const { machine, state } = await trainPotts(data, { ...training, epochs: 20, rng: stream(2) });
const task = { data, targets: { labels }, softening: 0.1 };

console.log(machineLine());
const weights = new Float32Array(M * P).fill(1 / P);
const covariance = weightedCovariance(data, weights);
const U = machine.memories;
const [out, all] = [new Float64Array(P * N), Array.from({ length: P }, (_, k) => k)];

const rows = await inTurn({
  "one epoch": epochs(machine),
  "all matrices once": own(() => covariance.multiply(out, U, all)),
});
for (const { name, seconds, speed } of rows) {
  console.log(
    `${name.padEnd(20)}${seconds.toFixed(3).padStart(8)} s   ${(1 / speed).toFixed(2)} epochs`,
  );
}
const epoch = rows[0].seconds;
for (const tolerance of [1e-3, 1e-4]) {
  const start = process.cpuUsage();
  const found = await splittingSpectrum(machine, task, { rng: stream(3), tolerance });
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  console.log(
    `all λ_min, tolerance ${tolerance}: ${seconds.toFixed(2)} s, ${(seconds / epoch).toFixed(1)} epochs, ` +
      `${found.iterations} products, ${found.status}`,
  );
}

/** CPU seconds of an epoch: half of what three take longer than one. */
function epochs({ regularization }: PottsMachine) {
  const timed = async (count: number): Promise<number> => {
    const start = process.cpuUsage();
    await trainPotts(data, {
      ...{ ...training, regularization, rng: stream(2) },
      ...{ epochs: state.epoch + count, resume: state },
    });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  return async () => ((await timed(3)) - (await timed(1))) / 2;
}
