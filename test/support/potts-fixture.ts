import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PottsMachine, pottsMachine } from "../../src/models/potts-machine.ts";
import { type LabelledVectors, normalised } from "../../src/patterns/unit-vectors.ts";
import { repositoryRoot } from "./paths.ts";

/** Loss and gradients of the small net. */
interface NetGradient {
  readonly L: number;
  readonly gw: readonly (readonly number[])[];
  readonly gg: readonly (readonly number[])[];
  readonly gbeta: number;
}

/** Reference numbers for the Potts machine, as the file has them. */
export interface PottsFixture {
  readonly source: string;
  readonly special: readonly {
    readonly N: number;
    readonly beta: number;
    readonly logRatioApprox: number;
    readonly logRatioExact: number;
    readonly dApprox: number;
    readonly Aexact: number;
  }[];
  readonly net: {
    readonly x0: readonly number[];
    readonly x59: readonly number[];
    readonly prior: readonly number[];
    readonly w: readonly (readonly number[])[];
    readonly g: readonly (readonly number[])[];
    readonly G: readonly number[];
    readonly beta: number;
    readonly varsigma: number;
    readonly sup: NetGradient & { readonly respMean: readonly number[] };
    readonly unsup: NetGradient & { readonly soft: number };
    readonly S0: readonly (readonly number[])[];
    readonly S1: readonly (readonly number[])[];
    readonly S0eig: readonly number[];
    readonly S1eig: readonly number[];
  };
}

export const pottsFixture: PottsFixture = JSON.parse(
  readFileSync(join(repositoryRoot, "test/fixtures/potts-machine.json"), "utf8"),
);

/** The data of the small net: 60 vectors of 6 numbers, made by a formula. */
export function fixtureData(): LabelledVectors {
  const [M, N] = [60, 6];
  const values = Float64Array.from({ length: M * N }, (_, k) => {
    const [a, i] = [Math.floor(k / N), k % N];
    const group = a % 4;
    return (
      Math.cos(1.3 * group + 0.9 * i * (1 + 0.37 * group)) +
      0.6 * Math.sin(12.9898 * a + 78.233 * i + 0.5 * a * i)
    );
  });
  const labels = Int32Array.from({ length: M }, (_, a) => [0, 1, 2, 2][a % 4]);
  return { ...normalised(values, M, N, { centre: false }), labels, C: 3 };
}

/** The small net: two memories, three classes. */
export function fixtureMachine(): PottsMachine {
  const { w, g, beta, varsigma } = pottsFixture.net;
  return pottsMachine({
    N: 6,
    C: 3,
    memories: Float64Array.from(w.flat()),
    classWeights: Float64Array.from(g.flat()),
    beta,
    regularization: varsigma,
  });
}

/** q_ay = (1 − s) δ_{y, label} + s / (C + 1), M × (C + 1). */
export function softTargets({ M, labels, C }: LabelledVectors, softening: number): Float64Array {
  return Float64Array.from({ length: M * (C + 1) }, (_, k) => {
    const isOwn = labels[Math.floor(k / (C + 1))] === k % (C + 1);
    return (isOwn ? 1 - softening : 0) + softening / (C + 1);
  });
}
