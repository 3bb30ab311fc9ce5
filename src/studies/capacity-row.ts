import type { CapacitySetting } from "./capacity-setting.ts";

/** Row of a capacity table; null where the method gives no such number. */
export interface CapacityRow {
  readonly source: "simulation" | "theory";
  /** `poly`, `rect`, `exp`; `exp:0.5` where β is not 1. */
  readonly energy: string;
  readonly order: number | null;
  readonly N: number;
  readonly separation: string;
  readonly correlation: string;
  readonly criterion: string;
  readonly trials: number | null;
  /**
   * P at which half of the data sets pass, from nested curves; or the mean over binary searches of the
   * middle P + ½ of the bracket, close to that unless `rule` denies it; in theory rows the prediction.
   */
  readonly k50: number;
  /** 95 % interval of `k50`; null where the trials give none, and for theory. */
  readonly k50_lo: number | null;
  readonly k50_hi: number | null;
  /** Last P before the first failure of a nested curve: mean over data sets, standard error. */
  readonly k_first_mean: number | null;
  readonly k_first_se: number | null;
  /** Largest P that passes: mean over data sets, standard error. */
  readonly k_last_mean: number | null;
  readonly k_last_se: number | null;
  /** K50 that theory predicts; null where there is no theory. */
  readonly theory_k50: number | null;
  /** How `k50` was made. */
  readonly rule: string;
  readonly seed: number | null;
}

/** The row of a setting before anything is measured. */
export function blankRow(setting: CapacitySetting): CapacityRow {
  const { energy, order, beta = 1, N, separation, correlation, criterion } = setting;
  return {
    source: "simulation",
    energy: energy === "exp" && beta !== 1 ? `exp:${beta}` : energy,
    order: energy === "exp" ? null : order,
    N,
    separation,
    correlation,
    criterion,
    trials: null,
    k50: Number.NaN,
    k50_lo: null,
    k50_hi: null,
    k_first_mean: null,
    k_first_se: null,
    k_last_mean: null,
    k_last_se: null,
    theory_k50: null,
    rule: "",
    seed: null,
  };
}
