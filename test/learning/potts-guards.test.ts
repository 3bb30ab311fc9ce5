import assert from "node:assert/strict";
import { test } from "node:test";
import type { PottsTrainingOptions } from "../../src/learning/potts-training-options.ts";
import { trainPotts } from "../../src/learning/train-potts.ts";
import { stream } from "../../src/random/stream.ts";
import { fixtureData } from "../support/literal-potts.ts";

const { data, labels } = fixtureData();
/** One step an epoch. */
const options: PottsTrainingOptions = {
  ...{ memories: 3, labels, batch: 60, validation: 0, epochs: 2, rng: stream(1, "guards") },
};

test("trainPotts: a step of β below 0 turns β, the memories and their velocities round", async () => {
  const { state } = await trainPotts(data, { ...options, epochs: 1 });
  const step = async (beta: number) =>
    (await trainPotts(data, { ...options, resume: { ...state, beta, betaVelocity: -10 } })).state;
  const turned = await step(0.001);
  assert.ok(turned.beta > 0.9 && turned.beta < 1.1 && turned.betaVelocity > 9);
  const kept = await step(1.5);
  assert.ok(kept.beta > 0.4 && kept.beta < 0.6 && kept.betaVelocity < -9);
  for (let gamma = 0; gamma < 3; gamma++) {
    const along = ({ memories }: typeof state): number =>
      [0, 1, 2, 3, 4, 5].reduce(
        (sum, i) => sum + memories[6 * gamma + i] * state.memories[6 * gamma + i],
        0,
      );
    assert.ok(along(turned) < -0.9 && along(kept) > 0.9);
  }
  const velocity = turned.memoryVelocities.reduce(
    (sum, v, k) => sum + v * state.memoryVelocities[k],
    0,
  );
  assert.ok(velocity < 0);
});

test("trainPotts: a class whose weights underflow everywhere leaves finite numbers", async () => {
  const { state } = await trainPotts(data, { ...options, epochs: 1 });
  const classVelocities = state.classVelocities.map((v, k) => (k % 4 === 3 ? -1e5 : v));
  const { machine, stopped, epochs } = await trainPotts(data, {
    ...options,
    epochs: 4,
    resume: { ...state, classVelocities },
  });
  assert.equal(stopped, "epochs");
  for (const number of [...machine.classWeights, ...machine.memories, epochs[2].loss]) {
    assert.ok(Number.isFinite(number));
  }
  assert.ok(machine.classWeights.every((g) => g > 0));
});
