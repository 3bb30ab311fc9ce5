import { readFileSync } from "node:fs";
import { join } from "node:path";
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
