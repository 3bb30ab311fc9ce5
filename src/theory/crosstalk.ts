import type { DynamicsModel } from "./dynamics-model.ts";
import { patternCountAt } from "./load.ts";
import { rectifiedMoment } from "./rectified-moment.ts";
import { polynomialAt, wickCoefficients } from "./wick.ts";

/** Noise of the other patterns, as functions of the correlation C of the spins at two times. */
export interface Crosstalk {
  /** r(C), the covariance of the noise at the two times. */
  covariance(C: number): number;
  /** r′(C), which turns the response of spins into their retarded self-interaction. */
  slope(C: number): number;
}

/**
 * Crosstalk of a model of order n ≥ 3: r(C) = α E[f(x)f(y)] and r′(C) = α E[f′(x)f′(y)] of standard
 * Gaussian overlaps x and y of correlation C, with f = F′/F′(1) and α = P/N^(n−1); in closed form.
 *
 * `distinct` keeps the highest power of C only. Derived by the cavity argument.
 */
export function crosstalk(model: DynamicsModel): Crosstalk {
  const { interaction = "poly", n, load, convention = "variance", form = "difference" } = model;
  const alpha = patternCountAt(load, 1, n, convention);
  const p = n - 1;
  if (interaction === "poly") {
    const noise = wickCoefficients(p, p).map((c) => alpha * c);
    const slope = wickCoefficients(p - 1, p - 1).map((c) => alpha * p * p * c);
    if (form === "distinct") {
      noise.fill(0, 0, p);
      slope.fill(0, 0, p - 1);
    }
    return {
      covariance: (C) => polynomialAt(noise, C),
      slope: (C) => polynomialAt(slope, C),
    };
  }
  // f = x₊^p + b x₋^p with x₋ = max(0, −x), whose moments with x₊ are those at −C
  const b = interaction === "rect" ? 0 : interaction.f(-1);
  const [same, opposite] = [alpha * (1 + b * b), 2 * alpha * b];
  const [moment, lowerMoment] = [rectifiedMoment(p), rectifiedMoment(p - 1)];
  return {
    covariance: (C) => same * moment(C) + opposite * moment(-C),
    slope: (C) => p * p * (same * lowerMoment(C) - opposite * lowerMoment(-C)),
  };
}
