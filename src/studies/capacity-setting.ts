import { criterionWords } from "../capacity/criterion.ts";

/** Energies by their printed names. */
export type EnergyName = "poly" | "rect" | "exp";

/** How a capacity is measured. */
export type CapacityMethod = "curves" | "bisection" | "sprt";

/** How the capacity of a setting is measured, in the words of the command line. */
export interface CapacityProcedure {
  /** `all`, `pattern:0.05`, `bit:0.005` or `basin:0.1`, see `parseCriterion`. */
  readonly criterion: string;
  /** Independent data sets or searches; at least 2 where an interval is asked. */
  readonly trials: number;
  readonly seed: number;
  /**
   * `curves`: whole nested curves (`trialCurve`, `curveEstimate`), for criteria by counts;
   * `bisection`: repeated binary searches (`estimateCapacity`); `sprt`: repeated binary searches
   * with a sequential test at each P (`sequentialSearch`). Default `curves`, or `bisection` where
   * `search`, `vote` or the criterion `basin` asks for it.
   */
  readonly method?: CapacityMethod;
  /** Of `curves`: bootstrap resamples of the interval, default 1000; 0 asks for none. */
  readonly resamples?: number;
  /** Of `bisection`: default `fresh`. */
  readonly search?: "fresh" | "nested";
  /** Of `bisection`: `single` (default), `majority:K` or `all:K`. */
  readonly vote?: string;
  /** `keep` (default): a bit with field 0 is stable; `fail`: it is not. */
  readonly ties?: "keep" | "fail";
  /** Largest P tried; default 16384. */
  readonly maximumP?: number;
}

/** One point of a capacity study, in the words of the command line. */
export interface CapacitySetting extends CapacityProcedure {
  /** `poly`: xⁿ, `rect`: xⁿ for x > 0, `exp`: e^{βx}. */
  readonly energy: EnergyName;
  /** Order n; null for `exp`. */
  readonly order: number | null;
  /** β of `exp`; default 1. */
  readonly beta?: number;
  readonly N: number;
  /** `none`, `mean:0.4`, `min:12`, …, see `parseSeparation`. */
  readonly separation: string;
  /** `none`, `ar1:0.4`, `block8:0.3`, …, see `parseCorrelation`. */
  readonly correlation: string;
}

/**
 * The method of a procedure, with its default.
 *
 * @throws {RangeError} as `parseCriterion`
 */
export function methodOf({ method, search, vote, criterion }: CapacityProcedure): CapacityMethod {
  const isSearch = search !== undefined || vote !== undefined;
  return (
    method ?? (isSearch || criterionWords(criterion).kind === "basin" ? "bisection" : "curves")
  );
}
