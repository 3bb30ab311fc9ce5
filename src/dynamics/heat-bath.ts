import exp from "@stdlib/math-base-special-exp";
import type { Rng } from "../random/stream.ts";

/** Glauber dynamics of one state: a spin becomes +1 with probability (1 + tanh(h/T)) / 2. */
export interface HeatBath {
  /** Draws one number for every spin: those of step t are the same whatever else is simulated. */
  nextStep(): void;
  /** Whether spin i of value `spin`, with that margin, changes in this step. */
  turns(i: number, spin: number, margin: number): boolean;
}

/**
 * @param temperature  > 0
 * @param unit  what margins are divided by to be fields σ_i h_i
 * @param rng  stream of this state alone
 */
export function heatBath(N: number, temperature: number, unit: number, rng: Rng): HeatBath {
  const uniforms = new Float64Array(N);
  return {
    nextStep: () => rng.fillUniform(uniforms),
    turns(i, spin, margin) {
      // Up if and only if u < 1 / (1 + e^(−2h/T)), with an exponential of the same bits everywhere.
      const h = (spin * margin) / unit;
      const isUp = uniforms[i] * (1 + exp((-2 * h) / temperature)) < 1;
      return isUp !== spin > 0;
    },
  };
}
