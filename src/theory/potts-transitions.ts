import { requireObject } from "../core/require-object.ts";
import { maximumBetween } from "../numerics/maximum-between.ts";
import { rootBetween } from "../numerics/root-between.ts";
import { clusterGuess } from "./cluster-guess.ts";
import { pottsState, signalSquared } from "./potts-branch.ts";
import { requirePatterns, requirePositive } from "./potts-model.ts";

/** Equal clusters without labels at any signal. */
export interface PottsLoad {
  /** Examples over spins, α = M/N, > 0. */
  readonly load: number;
  /** Patterns P, integer ≥ 2. */
  readonly patterns: number;
}

/** Signals b at which the student of equal clusters without labels begins to tell them apart. */
export interface PottsTransitions {
  /** Above, memories told apart are stationary: the informed start stays. */
  readonly informed: number;
  /** Above, they have the larger free entropy. */
  readonly coexistence: number;
  /** b_c: above, merged memories are unstable, and any start leads to those told apart. */
  readonly threshold: number;
  /** q_⊥ = qDiag − qOff where memories told apart first exist; 0 if they grow from merged ones. */
  readonly across: number;
  /** Whether the three signals are one; else students between the last two are in a hard phase. */
  readonly isContinuous: boolean;
}

/** Points at which κ = b² q_⊥ is tried. */
const points = 64;
const smallest = 1e-3;

/**
 * b_c = (P²/α)^(1/4): above, a small difference of P ≥ 2 merged memories grows, by αb⁴/P² a step.
 *
 * Derived.
 *
 * @throws {RangeError} a load or patterns outside their domain
 */
export function pottsThreshold(model: PottsLoad): number {
  requireLoad("pottsThreshold", model);
  const { load, patterns } = model;
  return Math.sqrt(patterns / Math.sqrt(load));
}

/**
 * The three signals of `PottsTransitions`, to about 1e-9. They differ for P > 4 + 2√α, where memories
 * told apart exist before merged ones lose stability.
 *
 * Derived: stationary states know the signal as a function of κ = b² q_⊥, of which `informed` is the
 * smallest value. The condition on P is that of Lesieur et al. 2016, arXiv 1610.02918.
 *
 * @throws {RangeError} a load or patterns outside their domain
 */
export function pottsTransitions(model: PottsLoad): PottsTransitions {
  requireLoad("pottsTransitions", model);
  const { load, patterns: P } = model;
  const threshold = pottsThreshold({ load, patterns: P });
  const squared = (kappa: number) =>
    signalSquared(load, P, kappa, clusterGuess(P, kappa).certainty);
  const largest = 4 * threshold ** 2;
  const ratio = (largest / smallest) ** (1 / (points - 1));
  const kappas = Array.from({ length: points }, (_, i) => smallest * ratio ** i);
  const values = kappas.map(squared);
  const i = values.indexOf(Math.min(...values));
  if (i === 0 || values[i] > threshold ** 2 * (1 - 1e-10)) {
    return {
      informed: threshold,
      coexistence: threshold,
      threshold,
      across: 0,
      isContinuous: true,
    };
  }
  const first = maximumBetween((kappa) => -squared(kappa), kappas[i - 1], kappas[i + 1]);
  const informed = Math.sqrt(squared(first));
  const advantage = (kappa: number) => {
    const signal = Math.sqrt(squared(kappa));
    const clusters = { load, signal, patterns: P };
    const apart = pottsState(clusters, kappa / signal ** 2).freeEntropy;
    return apart - pottsState(clusters, 0).freeEntropy;
  };
  const last = rootBetween((kappa) => squared(kappa) - threshold ** 2, first, largest);
  const coexistence = Math.sqrt(squared(rootBetween(advantage, first, last)));
  return { informed, coexistence, threshold, across: first / informed ** 2, isContinuous: false };
}

function requireLoad(caller: string, model: PottsLoad): void {
  requireObject(caller, "a model", model, "load and patterns are needed");
  const { load, patterns } = model;
  requirePositive(caller, "load", load);
  requirePatterns(caller, patterns);
  if (patterns >= 2) return;
  throw new RangeError(
    `${caller}: expected patterns >= 2, which can merge, got ${patterns}; 1 has no transition`,
  );
}
