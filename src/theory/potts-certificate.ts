import { concentrationOfOverlap, sphereMean } from "../numerics/sphere-normaliser.ts";
import type { PottsAverages, PottsProblem, PottsUnknowns } from "./potts-equations.ts";
import { transportResidual, type WeightSums } from "./transport-weights.ts";

/** What is left of each saddle-point equation; all 0 at a solution. */
export interface PottsCertificate {
  /** Largest norm of ∂L/∂w_γ along the sphere. */
  readonly gradientNorm: number;
  /** max g |∂L/∂g − λ − μ| and errors of the sums of g. */
  readonly classResidual: number;
  /** |∂L/∂β|; 0 where β is held fixed. */
  readonly betaResidual: number;
  /** Largest |υ(ς_γ) − (β/N) w_γ·Σ_a r_aγ x_a|; 0 where ς is given. */
  readonly lengthResidual: number;
}

/** The certificate of a point, with m̄, whose equation is one of those. */
export function pottsCertificate(
  { data: { M, N }, normaliser }: PottsProblem,
  { memories, classWeights, beta, regularization }: PottsUnknowns,
  { pulls, classGradient, shares }: PottsAverages,
  sums: WeightSums,
  held: { readonly solveBeta?: boolean; readonly regularization?: number | "selfConsistent" },
): { readonly meanOverlap: number; readonly certificate: PottsCertificate } {
  let [gradientNorm, lengthResidual, overlaps, aligned, total] = [0, 0, 0, 0, 0];
  for (let gamma = 0; gamma < regularization.length; gamma++) {
    let [along, square] = [0, 0];
    for (let i = gamma * N; i < (gamma + 1) * N; i++) along += memories[i] * pulls[i];
    for (let i = gamma * N; i < (gamma + 1) * N; i++)
      square += (pulls[i] - along * memories[i]) ** 2;
    const scale = (regularization[gamma] * beta) / M;
    gradientNorm = Math.max(gradientNorm, scale * Math.sqrt(square));
    const upsilon =
      regularization[gamma] < 1 ? concentrationOfOverlap(regularization[gamma]) : Infinity;
    lengthResidual = Math.max(lengthResidual, Math.abs(upsilon - (beta / N) * along));
    overlaps += along;
    aligned += regularization[gamma] * along;
    total += shares[gamma];
  }
  const slope = (aligned - sphereMean(N, beta, normaliser) * total) / M;
  return {
    meanOverlap: overlaps / total,
    certificate: {
      gradientNorm,
      classResidual: Math.max(
        transportResidual(classWeights, classGradient, sums),
        errorOfSums(classWeights, sums),
      ),
      betaResidual: held.solveBeta === true ? Math.abs(slope) : 0,
      lengthResidual: held.regularization === "selfConsistent" ? lengthResidual : 0,
    },
  };
}

function errorOfSums(weights: Float64Array, { rows, columns }: WeightSums): number {
  const left = [rows.slice(), columns.slice()];
  weights.forEach((g, k) => {
    left[0][Math.floor(k / columns.length)] -= g;
    left[1][k % columns.length] -= g;
  });
  return left.flatMap((sums) => [...sums]).reduce((most, sum) => Math.max(most, Math.abs(sum)), 0);
}
