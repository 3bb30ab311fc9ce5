import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import { requireWord } from "../numerics/require-word.ts";
import { requireLabels } from "../patterns/require-labels.ts";
import { requireUnitVectors, type UnitVectors } from "../patterns/unit-vectors.ts";
import { requireRng } from "../random/require-rng.ts";
import type { PottsTrainingOptions } from "./potts-training-options.ts";

/** @throws {RangeError} s outside [0, 1], or its ends where they are not allowed */
export function requireSoftening(caller: string, softening: number, allowsEnds: boolean): void {
  requireNumber(caller, "softening", softening);
  if (softening > 0 && softening < 1) return;
  if (allowsEnds && (softening === 0 || softening === 1)) return;
  const range = allowsEnds ? "0 <= softening <= 1" : "0 < softening < 1";
  throw new RangeError(
    `${caller}: expected ${range}, got ${softening}; it is the share of a target spread over all classes`,
  );
}

/** @throws {TypeError, RangeError} data or an option outside its domain */
export function requirePottsTraining(data: UnitVectors, options: PottsTrainingOptions): void {
  requireData(data);
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `trainPotts: expected options, got ${shown(options)}; memories and rng are needed`,
    );
  }
  const { memories, memoriesAtMost = memories, labels, C, rng, start = "uniform" } = options;
  const { arithmetic = "float32", engine = "portable" } = options;
  requireIntegers({ memories, memoriesAtMost, ...(C !== undefined && { C }) });
  expect(
    memoriesAtMost >= memories,
    "memoriesAtMost >= memories",
    `${memoriesAtMost} < ${memories}`,
    "it is where growing ends",
  );
  if (labels !== undefined) {
    if (typeof labels !== "object" || labels === null || typeof labels.length !== "number") {
      throw new TypeError(`trainPotts: expected a list of labels, got ${shown(labels)}`);
    }
    requireLabels("trainPotts", labels, data.M, C === undefined ? Infinity : C - 1);
  }
  requireRng("trainPotts", rng);
  requireWord("trainPotts", "start", start, ["uniform", "data-mean"]);
  requireWord("trainPotts", "arithmetic", arithmetic, ["float32", "float64"]);
  expect(
    engine === "portable" || arithmetic === "float32",
    "arithmetic float32 for another engine",
    `${arithmetic} and ${engine}`,
    "engines work in float32",
  );
  requirePhysics(options);
  requireSchedule(data, options);
}

function requireData(data: UnitVectors): void {
  requireUnitVectors("trainPotts", data);
  const { M, N } = data;
  expect(M >= 2, "M >= 2 rows of N numbers", `${M} x ${N}`, "see normalised()");
  expect(N >= 3, "vectors of N >= 3", `N = ${N}`, "the normaliser of the machine needs them");
}

function requirePhysics({ labels, ...options }: PottsTrainingOptions): void {
  const { regularization = 0.6, beta, softening = labels ? 0.1 : 0.01 } = options;
  if (regularization === "none") {
    expect(
      beta !== undefined || options.resume !== undefined,
      "beta for regularization none",
      "none",
      "without regularization beta stays as it is given",
    );
  } else {
    requireNumber("trainPotts", 'regularization or "none"', regularization);
    expect(
      regularization > 0 && regularization <= 1,
      "0 < regularization <= 1",
      regularization,
      '1 trains beta alone, "none" keeps it',
    );
  }
  if (beta !== undefined) {
    requireNumber("trainPotts", "beta", beta);
    expect(
      beta >= 0 && beta < Infinity,
      "finite beta >= 0",
      beta,
      "start small where beta is trained",
    );
  }
  requireSoftening("trainPotts", softening, false);
}

function requireSchedule(data: UnitVectors, options: PottsTrainingOptions): void {
  const { batch = 100, epochs = 300, sinkhornSweeps = 10, validation = 0.1 } = options;
  const { learningRate = 0.1, momentum = 0.99, patience } = options;
  requireIntegers({ batch, epochs, sinkhornSweeps });
  for (const [name, value] of Object.entries({ learningRate, momentum, validation })) {
    requireNumber("trainPotts", name, value);
  }
  expect(
    learningRate > 0 && learningRate < Infinity,
    "learningRate > 0",
    learningRate,
    "0.1 is usual",
  );
  expect(momentum >= 0 && momentum < 1, "0 <= momentum < 1", momentum, "0.99 is usual");
  expect(validation >= 0 && validation < 1, "0 <= validation < 1", validation, "0.1 is usual");
  if (patience === undefined || patience === "none") return;
  requireIntegers({ patience });
  expect(
    Math.floor(validation * data.M) > 0,
    "rows for validation where patience waits for them",
    `validation ${validation} of M = ${data.M}`,
    'give patience "none"',
  );
}

function requireIntegers(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    requireNumber("trainPotts", name, value);
    expect(Number.isSafeInteger(value) && value >= 1, `an integer ${name} >= 1`, value, "count it");
  }
}

function expect(isTrue: boolean, condition: string, got: unknown, remedy: string): void {
  if (!isTrue) throw new RangeError(`trainPotts: expected ${condition}, got ${got}; ${remedy}`);
}
