import assert from "node:assert/strict";
import { test } from "node:test";
import type { PottsTrainingOptions } from "../../src/learning/potts-training-options.ts";
import { trainPotts } from "../../src/learning/train-potts.ts";
import type { UnitVectors } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";
import { fixtureData } from "../support/literal-potts.ts";

const { data, labels } = fixtureData();
const rng = stream(1, "refusals");

async function refused(
  options: Record<string, unknown>,
  message: string,
  name = "RangeError",
  vectors: unknown = data,
): Promise<void> {
  let epochs = 0;
  const given = { memories: 3, labels, rng, epochs: 1, onEpoch: () => epochs++, ...options };
  await assert.rejects(
    trainPotts(vectors as UnitVectors, given as unknown as PottsTrainingOptions),
    (error: Error) => {
      assert.equal(error.name, name);
      assert.ok(error.message.startsWith(`trainPotts: expected ${message}`), error.message);
      return true;
    },
  );
  assert.equal(epochs, 0);
}

test("trainPotts: numbers outside their domain are refused by name and number", async () => {
  await refused({ memories: 0 }, "an integer memories >= 1, got 0");
  await refused({ memoriesAtMost: 2 }, "memoriesAtMost >= memories, got 2 < 3");
  await refused({ regularization: 0 }, "0 < regularization <= 1, got 0");
  await refused({ regularization: 1.1 }, "0 < regularization <= 1, got 1.1");
  await refused({ regularization: "none" }, "beta for regularization none, got none");
  await refused({ beta: -1 }, "finite beta >= 0, got -1");
  await refused({ beta: Number.NaN }, "finite beta >= 0, got NaN");
  await refused({ softening: 0 }, "0 < softening < 1, got 0");
  await refused({ learningRate: 0 }, "learningRate > 0, got 0");
  await refused({ momentum: 1 }, "0 <= momentum < 1, got 1");
  await refused({ validation: 1 }, "0 <= validation < 1, got 1");
  await refused({ batch: 2.5 }, "an integer batch >= 1, got 2.5");
  await refused({ epochs: 0 }, "an integer epochs >= 1, got 0");
  await refused({ patience: 0 }, "an integer patience >= 1, got 0");
  await refused({ sinkhornSweeps: 0 }, "an integer sinkhornSweeps >= 1, got 0");
  await refused(
    { validation: 0, patience: 2 },
    "rows for validation where patience waits for them, got validation 0 of M = 60",
  );
  await refused(
    { arithmetic: "float64", engine: "tfjs-wasm" },
    "arithmetic float32 for another engine, got float64 and tfjs-wasm",
  );
});

test("trainPotts: labels that do not fit the data or the classes are refused", async () => {
  await refused({ labels: labels.subarray(1) }, "a label for each of M = 60 vectors, got 59");
  await refused({ C: 2 }, "labels 0 … 1, got 2 for vector 2");
  await refused({ labels: [...labels].fill(-1, 5, 6) }, "labels 0 … Infinity, got -1 for vector 5");
  await refused(
    { labels: [...labels].fill(0.5, 5, 6) },
    "labels 0 … Infinity, got 0.5 for vector 5",
  );
});

test("trainPotts: a prior that is none, or of equal classes without labels, is refused", async () => {
  const numbers = "a prior of C + 1 = 4 numbers > 0 of sum 1";
  await refused({ prior: [0.5, 0.5] }, numbers);
  await refused({ prior: [0.5, 0.5, 0, 0] }, numbers);
  await refused({ prior: [0.3, 0.3, 0.3, 0.2] }, numbers);
  await refused(
    { labels: undefined, C: 3, prior: [0.3, 0.3, 0.3, 0.1] },
    "classes of unequal prior without labels, got 0.3 for each of C = 3; equal classes never tell " +
      "themselves apart, leave the prior out",
  );
});

test("trainPotts: data that are no unit vectors of three axes are refused", async () => {
  const flat = { M: 2, N: 2, values: Float64Array.of(1, 0, 0, 1) };
  await refused({ labels: [0, 0] }, "vectors of N >= 3, got N = 2", "RangeError", flat);
  await refused({}, "vectors { M, N, values } in float64", "TypeError", null);
  await refused({}, "vectors { M, N, values } in float64", "TypeError", [[1, 2]]);
});

test("trainPotts: missing and mistyped arguments are refused", async () => {
  await refused({ memories: "3" }, 'a number memories, got "3"', "TypeError");
  await assert.rejects(trainPotts(data, undefined as unknown as PottsTrainingOptions), {
    name: "TypeError",
    message: "trainPotts: expected options, got none; memories and rng are needed",
  });
  await refused({ rng: undefined }, "rng, got none; stream(seed) opens one", "TypeError");
  await refused({ labels: "012" }, 'a list of labels, got "012"', "TypeError");
  await refused({ arithmetic: "float16" }, 'arithmetic "float32" or "float64"', "TypeError");
});

test("trainPotts: a state of other sizes is not gone on from", async () => {
  const { state } = await trainPotts(data, { memories: 3, labels, rng, epochs: 1 });
  await refused(
    { memories: 4, resume: state },
    "a state to resume of P = 4, N = 6, C = 3, got P = 3, N = 6, C = 3",
  );
  await refused(
    { resume: { ...state, masses: state.masses.subarray(1) } },
    "a state to resume with 4 masses, got 3",
  );
});

test("trainPotts: data off the sphere are refused before the first epoch", async () => {
  const values = data.values.slice();
  values[7] = Number.NaN;
  await refused({}, "rows of norm 1, got NaN at row 1; normalised() makes them so", "RangeError", {
    ...data,
    values,
  });
  const twice = { ...data, values: data.values.map((x) => 2 * x) };
  await refused({}, "rows of norm 1, got 2", "RangeError", twice);
});
