import { requireNumber } from "../core/require-number.ts";
import { requireObject } from "../core/require-object.ts";
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

/** @throws {TypeError, RangeError} data or an option outside its domain; `caller` names the public function */
export function requirePottsTraining(
  caller: string,
  data: UnitVectors,
  options: PottsTrainingOptions,
): void {
  requireData(caller, data);
  requireObject(caller, "options", options, "memories and rng are needed");
  const { memories, memoriesAtMost = memories, labels, C, rng, start = "uniform" } = options;
  const { arithmetic = "float32", engine = "portable" } = options;
  requireIntegers(caller, { memories, memoriesAtMost, ...(C !== undefined && { C }) });
  expect(
    caller,
    memoriesAtMost >= memories,
    "memoriesAtMost >= memories",
    `${memoriesAtMost} < ${memories}`,
    "it is where growing ends",
  );
  if (labels !== undefined) {
    if (typeof labels !== "object" || labels === null || typeof labels.length !== "number") {
      throw new TypeError(
        `${caller}: expected a list of labels, got ${shown(labels)}; one a vector, from 0`,
      );
    }
    requireLabels(caller, labels, data.M, C === undefined ? Infinity : C - 1);
  }
  requireRng(caller, rng);
  requireWord(caller, "start", start, ["uniform", "data-mean"]);
  requireWord(caller, "arithmetic", arithmetic, ["float32", "float64"]);
  expect(
    caller,
    engine === "portable" || arithmetic === "float32",
    "arithmetic float32 for another engine",
    `${arithmetic} and ${engine}`,
    "engines work in float32",
  );
  requirePhysics(caller, options);
  requireSchedule(caller, data, options);
}

function requireData(caller: string, data: UnitVectors): void {
  requireUnitVectors(caller, data);
  const { M, N } = data;
  expect(caller, M >= 2, "M >= 2 rows of N numbers", `${M} x ${N}`, "see normalised()");
  expect(
    caller,
    N >= 3,
    "vectors of N >= 3",
    `N = ${N}`,
    "the normaliser of the machine needs them",
  );
}

function requirePhysics(caller: string, { labels, ...options }: PottsTrainingOptions): void {
  const { regularization = 0.6, beta, softening = labels ? 0.1 : 0.01 } = options;
  if (regularization === "none") {
    expect(
      caller,
      beta !== undefined || options.resume !== undefined,
      "beta for regularization none",
      "none",
      "without regularization beta stays as it is given",
    );
  } else {
    requireNumber(caller, 'regularization or "none"', regularization);
    expect(
      caller,
      regularization > 0 && regularization <= 1,
      "0 < regularization <= 1",
      regularization,
      '1 trains beta alone, "none" keeps it',
    );
  }
  if (beta !== undefined) {
    requireNumber(caller, "beta", beta);
    expect(
      caller,
      beta >= 0 && beta < Infinity,
      "finite beta >= 0",
      beta,
      "start small where beta is trained",
    );
  }
  requireSoftening(caller, softening, false);
}

function requireSchedule(caller: string, data: UnitVectors, options: PottsTrainingOptions): void {
  const { batch = 100, epochs = 300, sinkhornSweeps = 10, validation = 0.1 } = options;
  const { learningRate = 0.1, momentum = 0.99, patience } = options;
  requireIntegers(caller, { batch, epochs, sinkhornSweeps });
  for (const [name, value] of Object.entries({ learningRate, momentum, validation })) {
    requireNumber(caller, name, value);
  }
  expect(
    caller,
    learningRate > 0 && learningRate < Infinity,
    "learningRate > 0",
    learningRate,
    "0.1 is usual",
  );
  expect(caller, momentum >= 0 && momentum < 1, "0 <= momentum < 1", momentum, "0.99 is usual");
  expect(
    caller,
    validation >= 0 && validation < 1,
    "0 <= validation < 1",
    validation,
    "0.1 is usual",
  );
  if (patience === undefined || patience === "none") return;
  requireIntegers(caller, { patience });
  expect(
    caller,
    Math.floor(validation * data.M) > 0,
    "rows for validation where patience waits for them",
    `validation ${validation} of M = ${data.M}`,
    'give patience "none"',
  );
}

function requireIntegers(caller: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    requireNumber(caller, name, value);
    expect(
      caller,
      Number.isSafeInteger(value) && value >= 1,
      `an integer ${name} >= 1`,
      value,
      "count it",
    );
  }
}

function expect(
  caller: string,
  isTrue: boolean,
  condition: string,
  got: unknown,
  remedy: string,
): void {
  if (!isTrue)
    throw new RangeError(`${caller}: expected ${condition}, got ${got ?? "none"}; ${remedy}`);
}
