import {
  type DenseAssociativeMemory,
  denseAssociativeMemory,
} from "../models/dense-associative-memory.ts";
import { corrupt } from "../patterns/corrupt.ts";
import { independent } from "../patterns/independent.ts";
import { row } from "../patterns/patterns.ts";
import { type Rng, stream } from "../random/stream.ts";
import { interactionNamed } from "./capacity-model.ts";
import type { DynamicsSetting } from "./dynamics-setting.ts";

/**
 * Streams of pattern set k of N spins. They depend on nothing else, so that memories of different loads,
 * orders and temperatures hold the same patterns, the smaller ones the first of them, and runs of less
 * overlap flip more of the same spins.
 */
export const setStream = (seed: number, N: number, set: number): Rng =>
  stream(seed, "dynamics", N, "set", set);

/** The memory of P patterns of a set. */
export function setMemory(
  { interaction, order }: DynamicsSetting,
  P: number,
  N: number,
  rng: Rng,
): DenseAssociativeMemory {
  const patterns = independent(P, N, rng.split("patterns"));
  return denseAssociativeMemory(patterns, interactionNamed(interaction, order, 1));
}

/** A state of the set at some flips from pattern `target`. */
export const setStart = (
  { patterns }: DenseAssociativeMemory,
  target: number,
  flips: number,
  rng: Rng,
): Int8Array => corrupt(row(patterns, target), { flips }, rng.split("start", target));
