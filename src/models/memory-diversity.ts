import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import type { PottsMachine } from "./potts-machine.ts";
import { requireMachine } from "./potts-scores.ts";
import { type PottsArithmetic, vectorOverlaps } from "./vector-overlaps.ts";

/**
 * Memories that answer for hardly anything: those with a mean responsibility below `share` of the average over the
 * memories, the null unit left out of both.
 *
 * @param responsibilities  mean responsibility of each memory and, last, of the null unit; length P + 1
 * @param share  default 0.1
 * @returns their numbers γ, rising
 * @throws {TypeError} no numbers
 * @throws {RangeError} fewer than two responsibilities, one that is not finite and >= 0, or another share
 */
export function deadMemories(responsibilities: ArrayLike<number>, share = 0.1): number[] {
  requireResponsibilities("deadMemories", responsibilities);
  requireNumber("deadMemories", "share", share);
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(
      `deadMemories: expected 0 <= share <= 1, got ${share}; it is that of the average`,
    );
  }
  const P = responsibilities.length - 1;
  let sum = 0;
  for (let gamma = 0; gamma < P; gamma++) sum += responsibilities[gamma];
  const least = (share * sum) / P;
  return Array.from({ length: P }, (_, gamma) => gamma).filter(
    (gamma) => responsibilities[gamma] < least || sum === 0,
  );
}

/**
 * Memories that are not copies of an earlier one: in rising order, each whose overlap with all those counted before
 * it is below `limit`. Equal memories count once; of a chain in which neighbours alone are close, every memory
 * counts that is far enough from those already counted.
 *
 * @param limit  default 0.99
 * @returns their numbers γ, rising
 */
export function distinctMemories(
  machine: PottsMachine,
  limit = 0.99,
  arithmetic: PottsArithmetic = "float64",
): number[] {
  requireMachine("distinctMemories", machine);
  const { P, N, memories } = machine;
  const overlaps = vectorOverlaps(memories, memories, N, arithmetic);
  const counted: number[] = [];
  for (let gamma = 0; gamma < P; gamma++) {
    if (counted.every((other) => overlaps[gamma * P + other] < limit)) counted.push(gamma);
  }
  return counted;
}

function requireResponsibilities(caller: string, responsibilities: ArrayLike<number>): void {
  const count = responsibilities?.length;
  if (typeof responsibilities !== "object" || typeof count !== "number") {
    throw new TypeError(
      `${caller}: expected a list of responsibilities, got ${shown(responsibilities)}; one a memory and the null unit`,
    );
  }
  if (count < 2) {
    throw new RangeError(
      `${caller}: expected P + 1 >= 2 responsibilities, got ${count}; the last is that of the null unit`,
    );
  }
  for (let gamma = 0; gamma < count; gamma++) {
    const value = responsibilities[gamma];
    if (typeof value === "number" && value >= 0 && value < Infinity) continue;
    throw new RangeError(
      `${caller}: expected finite responsibilities >= 0, got ${shown(value)} at ${gamma}; they are shares of the data`,
    );
  }
}
