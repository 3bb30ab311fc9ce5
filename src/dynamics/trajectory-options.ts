import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import type { DenseAssociativeMemory } from "../models/dense-associative-memory.ts";
import type { FieldRule } from "../models/field-rule.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { Rng } from "../random/stream.ts";

/** How `retrievalTrajectories` moves the states, and what it records. */
export interface TrajectoryOptions {
  /** Time steps, an integer ≥ 1; an asynchronous step is one sweep over all spins. */
  readonly steps: number;
  /** All spins at once (default), or one after the other with the fields of the moment. */
  readonly update?: "synchronous" | "asynchronous";
  /**
   * Field of a pattern with overlap x with the other spins: F(x + 1) − F(x − 1) (`difference`,
   * default), F′(x), or the difference of p-body couplings without repeated indices (`distinct`,
   * for `power(n)`).
   */
  readonly form?: "difference" | "derivative" | "distinct";
  /** Whether x includes the spin itself; default false. */
  readonly selfCoupling?: boolean;
  /** Temperature T ≥ 0; default 0. */
  readonly temperature?: number;
  /**
   * What T is compared with: h divided by the field of a lone pattern in its own state (`flip`,
   * default), or by its leading term for `power(n)` and `rectifiedPower(n)`, 2nN^(n−1) for
   * differences and nN^(n−1) for derivatives (`power`).
   */
  readonly fieldUnit?: "flip" | "power";
  /**
   * Needed at T > 0. State b uses `rng.split("state", b, "heat")`, N numbers a step in the order of
   * the spins, and `rng.split("state", b, "order")`, a permutation a sweep.
   */
  readonly rng?: Rng;
  /** Of asynchronous sweeps: spins 0 … N − 1, or at random, the default where there is an `rng`. */
  readonly order?: "fixed" | "random";
  /** Number of the pattern whose overlap is recorded, one a state; default: pattern 0 for all. */
  readonly targets?: ArrayLike<number>;
  /** Record C(t, s); default false. */
  readonly correlations?: boolean;
  /** Record E(t); default false. */
  readonly energies?: boolean;
}

/** Options with their defaults. */
export interface TrajectorySetting {
  readonly steps: number;
  readonly isSynchronous: boolean;
  readonly isDistinct: boolean;
  readonly rule: FieldRule;
  readonly temperature: number;
  readonly fieldUnit: "flip" | "power";
  readonly rng: Rng | undefined;
  readonly isRandomOrder: boolean;
  readonly targets: ArrayLike<number>;
  readonly hasCorrelations: boolean;
  readonly hasEnergies: boolean;
}

/**
 * The options with defaults for B states.
 *
 * @throws {TypeError} no options, no memory, unknown words, temperature or steps in another kind
 * @throws {RangeError} a number outside its range; options that do not go together
 */
export function trajectorySetting(
  caller: string,
  memory: DenseAssociativeMemory,
  B: number,
  options: TrajectoryOptions,
): TrajectorySetting {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${caller}: expected options such as { steps: 20 }, got ${shown(options)}`);
  }
  const { steps, update = "synchronous", form = "difference", temperature = 0, rng } = options;
  const { selfCoupling = false, fieldUnit = "flip", targets = new Uint32Array(B) } = options;
  const { order = rng ? "random" : "fixed", correlations = false, energies = false } = options;
  requireWord(caller, "update", update, ["synchronous", "asynchronous"]);
  requireWord(caller, "form", form, ["difference", "derivative", "distinct"]);
  requireWord(caller, "fieldUnit", fieldUnit, ["flip", "power"]);
  requireWord(caller, "order", order, ["fixed", "random"]);
  requireNumber(caller, "steps", steps);
  requireNumber(caller, "temperature", temperature);
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`${caller}: expected an integer steps >= 1, got ${steps}`);
  }
  if (!(temperature >= 0 && temperature < Infinity)) {
    throw new RangeError(`${caller}: expected a finite temperature >= 0, got ${temperature}`);
  }
  if (temperature > 0 && !rng) {
    throw new RangeError(
      `${caller}: expected an rng at temperature ${temperature} > 0, got none; give rng: stream(seed)`,
    );
  }
  if (order === "random" && !rng) {
    throw new RangeError(
      `${caller}: expected an rng for order "random", got none; give rng: stream(seed)`,
    );
  }
  const { name, recipe } = memory.interaction;
  if (form === "distinct" && recipe.interaction !== "power") {
    throw new RangeError(
      `${caller}: expected power(n) with form "distinct", got ${name}; use form "difference"`,
    );
  }
  if (form === "distinct" && selfCoupling) {
    throw new RangeError(
      `${caller}: expected no selfCoupling with form "distinct", which has no repeated index, got true; leave selfCoupling out`,
    );
  }
  const { interaction } = recipe;
  if (fieldUnit === "power" && interaction !== "power" && interaction !== "rectifiedPower") {
    throw new RangeError(
      `${caller}: expected power(n) or rectifiedPower(n) with fieldUnit "power", got ${name}; use fieldUnit "flip"`,
    );
  }
  requireTargets(caller, targets, B, memory.patterns.P);
  return {
    steps,
    isSynchronous: update === "synchronous",
    isDistinct: form === "distinct",
    rule: { form: form === "derivative" ? "derivative" : "difference", selfCoupling },
    temperature,
    fieldUnit,
    rng,
    isRandomOrder: order === "random",
    targets,
    hasCorrelations: correlations,
    hasEnergies: energies,
  };
}

function requireTargets(caller: string, targets: ArrayLike<number>, B: number, P: number): void {
  if (targets?.length !== B) {
    throw new RangeError(
      `${caller}: expected one target for each of ${B} states, got ${targets?.length ?? shown(targets)}`,
    );
  }
  for (let b = 0; b < B; b++) {
    const mu = targets[b];
    if (Number.isInteger(mu) && mu >= 0 && mu < P) continue;
    throw new RangeError(
      `${caller}: expected targets 0 … ${P - 1}, numbers of patterns, got ${shown(mu)} for state ${b}`,
    );
  }
}
