import { type PottsMachine, pottsMachine } from "../../src/models/potts-machine.ts";
import { normalised, type UnitVectors } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";

/** Vectors in all directions. */
export function randomVectors(M: number, N: number, seed: number): UnitVectors {
  const values = new Float64Array(M * N);
  stream(seed, "vectors").fillGaussian(values);
  return normalised(values, M, N, { centre: false });
}

/** A machine with random memories and class weights; 5 memories of 7 numbers and 3 classes unless told. */
export function smallPotts(parts: Partial<PottsMachine> = {}): PottsMachine {
  const { P = 5, N = 7, C = 3, beta = 6, regularization = 1, normaliser = "asymptotic" } = parts;
  const classWeights = new Float64Array((P + 1) * (C + 1));
  stream(3, "class weights").fillUniform(classWeights);
  return pottsMachine({
    N,
    C,
    memories: parts.memories ?? randomVectors(P, N, 4).values,
    classWeights: parts.classWeights ?? classWeights,
    beta,
    regularization,
    normaliser,
  });
}
