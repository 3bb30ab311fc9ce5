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
  const { P, C, classWeights } = weights;
  work.arithmetic.multiply(work.classes, work.boltzmann, classWeights, {
    ...{ M: count, N: C + 1, K: P, transposeA: false, transposeB: false },
  });
  addNullUnit(work, count, weights);
  weighClasses(work, count, C + 1, targets);
}

/** Writes e^(h − c) with c = max(0, max h), so that nothing overflows. */
function boltzmannFactors(work: PottsWork, count: number, weights: PottsWeights): void {
  const { arithmetic, boltzmann, nullBoltzmann, shifts } = work;
  const { P, N, memories, beta, regularization, tau } = weights;
  const kappa = regularization * beta;
  const shape = { M: count, N: P, K: N, transposeA: false, transposeB: true };
  arithmetic.multiply(boltzmann, work.data, memories, shape);
  const { values } = boltzmann;
  for (let a = 0; a < count; a++) {
    const from = a * P;
    const to = from + P;
    let most = P > 0 ? values[from] : 0;
    for (let k = from + 1; k < to; k++) if (values[k] > most) most = values[k];
    const shift = Math.max(0, kappa * most - tau);
    const constant = tau + shift;
    for (let k = from; k < to; k++) values[k] = kappa * values[k] - constant;
    shifts[a] = shift;
    nullBoltzmann[a] = exp(-shift);
  }
  arithmetic.exponentiate(boltzmann, count * P);
}

function addNullUnit(work: PottsWork, count: number, { P, C, classWeights }: PottsWeights): void {
  const { values: classes } = work.classes;
  const { values: g } = classWeights;
  const columns = C + 1;
  for (let a = 0; a < count; a++) {
    const factor = work.nullBoltzmann[a];
    for (let y = 0; y < columns; y++) classes[a * columns + y] += factor * g[P * columns + y];
  }
}

/** From Z e^(−c) to the likelihood, and to e e^c / Z in place. */
function weighClasses(
  work: PottsWork,
  count: number,
  columns: number,
  { kind, softening }: PottsTargets,
): void {
  const { shifts, labels, sums } = work;
  const { values: classes } = work.classes;
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
  const { arithmetic, boltzmann, classes, responsibilities, sums } = work;
  const { P, N, C, classWeights } = weights;
  arithmetic.multiply(responsibilities, classes, classWeights, {
    ...{ M: count, N: P, K: C + 1, transposeA: false, transposeB: true },
  });
  sumClasses(work, count, weights);
  arithmetic.weigh(responsibilities, boltzmann, count * P);
  arithmetic.multiply(sums.forces, responsibilities, work.data, {
    ...{ M: P, N, K: count, transposeA: true, transposeB: false },
  });
}

/** Sums of classes over the block, and from them those of responsibilities. */
function sumClasses(work: PottsWork, count: number, { P, C, classWeights }: PottsWeights): void {
  const { arithmetic, boltzmann, classes, classProduct, nullBoltzmann, sums } = work;
  const columns = C + 1;
  arithmetic.multiply(classProduct, boltzmann, classes, {
    ...{ M: P, N: columns, K: count, transposeA: true, transposeB: false },
  });
  const { classSums } = sums;
  classSums.set(classProduct.values);
  classSums.fill(0, P * columns);
  const { values } = classes;
  for (let a = 0; a < count; a++) {
    for (let y = 0; y < columns; y++) {
      classSums[P * columns + y] += values[a * columns + y] * nullBoltzmann[a];
    }
  }
  const { values: g } = classWeights;
  sums.responsibilities.fill(0);
  for (let k = 0; k < g.length; k++) {
    sums.responsibilities[Math.floor(k / columns)] += g[k] * classSums[k];
  }
}
