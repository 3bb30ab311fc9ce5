import exp from "@stdlib/math-base-special-exp";
import ln from "@stdlib/math-base-special-ln";
import type { PottsWeights, PottsWork } from "./potts-work.ts";

/** Softened targets: of labels, or of the machine itself. */
export interface PottsTargets {
  readonly kind: "labels" | "unsupervised";
  /** s. */
  readonly softening: number;
}

/** Likelihood and hits of the first `count` rows of `work.data`; leaves e / Z in `work.classes`. */
export function evaluateBlock(
  work: PottsWork,
  count: number,
  weights: PottsWeights,
  targets: PottsTargets,
): void {
  work.sums.logLikelihood = 0;
  work.sums.correct = 0;
  boltzmannFactors(work, count, weights);
  const { arithmetic, boltzmann, classes, nullBoltzmann } = work;
  const { P, C, classWeights } = weights;
  const columns = C + 1;
  arithmetic.multiply(
    classes.subarray(0, count * columns),
    boltzmann.subarray(0, count * P),
    classWeights.subarray(0, P * columns),
    { M: count, N: columns, K: P, transposeA: false, transposeB: false },
  );
  for (let a = 0; a < count; a++) {
    for (let y = 0; y < columns; y++) {
      classes[a * columns + y] += nullBoltzmann[a] * classWeights[P * columns + y];
    }
  }
  weighClasses(work, count, columns, targets);
}

/** Writes e^(h − c) with c = max(0, max h), so that nothing overflows. */
function boltzmannFactors(work: PottsWork, count: number, weights: PottsWeights): void {
  const { arithmetic, data, boltzmann, nullBoltzmann, shifts } = work;
  const { P, N, memories, beta, regularization, tau } = weights;
  const kappa = regularization * beta;
  const factors = boltzmann.subarray(0, count * P);
  const shape = { M: count, N: P, K: N, transposeA: false, transposeB: true };
  arithmetic.multiply(factors, data.subarray(0, count * N), memories, shape);
  for (let a = 0; a < count; a++) {
    const from = a * P;
    const to = from + P;
    let most = factors[from] ?? 0;
    for (let k = from + 1; k < to; k++) if (factors[k] > most) most = factors[k];
    const shift = Math.max(0, kappa * most - tau);
    const constant = tau + shift;
    for (let k = from; k < to; k++) factors[k] = kappa * factors[k] - constant;
    shifts[a] = shift;
    nullBoltzmann[a] = exp(-shift);
  }
  arithmetic.exponentiate(factors);
}

/** From Z e^(−c) to the likelihood, and to e e^c / Z in place. */
function weighClasses(
  work: PottsWork,
  count: number,
  columns: number,
  { kind, softening }: PottsTargets,
): void {
  const { classes, shifts, labels, sums } = work;
  const isLabelled = kind === "labels";
  const floor = softening / columns;
  const logits = new Float64Array(columns);
  for (let a = 0; a < count; a++) {
    const from = a * columns;
    let total = 0;
    let best = 0;
    for (let y = 0; y < columns; y++) {
      const partition = classes[from + y];
      total += partition;
      logits[y] = ln(partition) + shifts[a];
      if (partition > classes[from + best]) best = y;
    }
    if (isLabelled && best === labels[a]) sums.correct++;
    let mean = 0;
    if (!isLabelled) {
      for (let y = 0; y < columns; y++) {
        if (classes[from + y] > 0) mean += (classes[from + y] / total) * logits[y];
      }
    }
    for (let y = 0; y < columns; y++) {
      const partition = classes[from + y];
      const share = isLabelled ? (labels[a] === y ? 1 : 0) : partition / total;
      const target = (1 - softening) * share + floor;
      // A class without weight that is no target takes no part, whatever its logit.
      if (target === 0) {
        classes[from + y] = 0;
        continue;
      }
      sums.logLikelihood += target * logits[y];
      const effective = isLabelled ? target : target + (1 - softening) * share * (logits[y] - mean);
      classes[from + y] = effective / partition;
    }
  }
}

/** `evaluateBlock`, and the sums that gradients are made of. */
export function differentiateBlock(
  work: PottsWork,
  count: number,
  weights: PottsWeights,
  targets: PottsTargets,
): void {
  evaluateBlock(work, count, weights, targets);
  const { arithmetic, boltzmann, classes, sums, classProduct } = work;
  const { P, N, C, classWeights } = weights;
  const columns = C + 1;
  const factors = boltzmann.subarray(0, count * P);
  const effective = classes.subarray(0, count * columns);
  const r = work.responsibilities.subarray(0, count * P);
  const real = classWeights.subarray(0, P * columns);
  arithmetic.multiply(r, effective, real, {
    ...{ M: count, N: P, K: columns },
    ...{ transposeA: false, transposeB: true },
  });
  arithmetic.multiply(classProduct, factors, effective, {
    ...{ M: P, N: columns, K: count },
    ...{ transposeA: true, transposeB: false },
  });
  sums.responsibilities.fill(0);
  for (let a = 0; a < count; a++) {
    const from = a * P;
    for (let gamma = 0; gamma < P; gamma++) {
      r[from + gamma] *= factors[from + gamma];
      sums.responsibilities[gamma] += r[from + gamma];
    }
  }
  sums.classSums.set(classProduct);
  sumNullUnit(work, count, weights);
  arithmetic.multiply(sums.forces, r, work.data.subarray(0, count * N), {
    ...{ M: P, N, K: count },
    ...{ transposeA: true, transposeB: false },
  });
}

function sumNullUnit(work: PottsWork, count: number, { P, C, classWeights }: PottsWeights): void {
  const { classes, nullBoltzmann, sums } = work;
  const columns = C + 1;
  const last = P * columns;
  sums.classSums.fill(0, last);
  for (let a = 0; a < count; a++) {
    for (let y = 0; y < columns; y++) {
      const term = classes[a * columns + y] * nullBoltzmann[a];
      sums.classSums[last + y] += term;
      sums.responsibilities[P] += term * classWeights[last + y];
    }
  }
}
