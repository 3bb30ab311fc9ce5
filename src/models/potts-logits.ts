import type { UnitVectors } from "../patterns/unit-vectors.ts";
import { classSumsInPlace, roomForClassSums } from "./potts-class-sums.ts";
import type { PottsMachine } from "./potts-machine.ts";
import { type PottsScoreOptions, requireScorable, visitScores } from "./potts-scores.ts";

/**
 * ℓ_ay = log Σ_γ g_γy e^(h_aγ), γ over memories and null unit; h_aγ = ςβ x_a·w_γ − τ_N(β), 0 for the null unit.
 *
 * Not divided by Γ = Σ g: subtract log Γ where machines of different P are compared. The same bits on every
 * machine.
 *
 * @returns M × (C + 1); −∞ for a class without any weight
 * @throws {RangeError} vectors of another N or of another norm than 1
 *
 * Source: Thériault & Tantari 2026, arXiv 2508.19151, in the conventions of the authors' code.
 */
export function pottsLogits(
  machine: PottsMachine,
  data: UnitVectors,
  options: PottsScoreOptions = {},
): Float64Array {
  const { arithmetic } = requireScorable("pottsLogits", machine, data, options);
  const logits = new Float64Array(data.M * (machine.C + 1));
  const room = roomForClassSums(machine);
  visitScores(machine, data, arithmetic, (a, scores) => {
    classSumsInPlace(room, machine, scores);
    logits.set(room.logits, a * (machine.C + 1));
  });
  return logits;
}
