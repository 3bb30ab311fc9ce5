import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import { requireWord } from "../numerics/require-word.ts";
import { type FieldLaw, requireFieldLaw } from "./field-law.ts";
import { type LoadConvention, requireGrowingLoad, requireLoadConvention } from "./load.ts";

/** (2n − 3)!! and the moments that are a little larger stay below 2^1024. */
const highestOrder = 150;

/** A dense associative memory in the limit of many spins, with independent unbiased patterns. */
export interface DynamicsModel {
  /** F(x) = xⁿ (`poly`, default), xⁿ for x > 0 and 0 below (`rect`), or any law that scales so. */
  readonly interaction?: "poly" | "rect" | FieldLaw;
  /** Order n of the interaction, integer 2 … 150; from 3 where not `poly`. */
  readonly n: number;
  /** Load > 0 in the convention below. */
  readonly load: number;
  /**
   * Default `variance`: load = (2n − 3)!! P/N^(n−1), the crosstalk variance of `poly`; that of `rect`
   * is half of it, as a load does not know the interaction.
   */
  readonly convention?: LoadConvention;
  /**
   * Field of spin i. `difference` (default) and `derivative` have the same limit; `distinct` leaves
   * out all terms with repeated indices (p-body couplings), for `poly` only.
   */
  readonly form?: "difference" | "derivative" | "distinct";
  /** Whether a spin couples to itself; default false. For `poly` at n = 2 and odd n. */
  readonly selfCoupling?: boolean;
  /** Temperature ≥ 0 of the field whose signal is m^(n−1); default 0. */
  readonly temperature?: number;
  /** Whether spins feel their own past through the others; default true. False is an ablation. */
  readonly retarded?: boolean;
}

/** The field law f(x) = F′(x)/F′(1) of a model, which is also its signal f(m). */
export function fieldLaw({ interaction = "poly", n }: DynamicsModel): (x: number) => number {
  if (interaction === "poly") return (x) => x ** (n - 1);
  if (interaction === "rect") return (x) => Math.max(0, x) ** (n - 1);
  return interaction.f;
}

/**
 * Refuses models without a theory; `caller` names the public function.
 *
 * @throws {RangeError} a number outside its range; the self term where it diverges with N (even
 *   n ≥ 4, any but `poly`) or does not exist (`distinct`); any but `poly` below order 3, whose
 *   overlaps do not stay Gaussian, or with `distinct`; a law that does not scale
 * @throws {TypeError} unknown words, missing numbers or numbers in quotes, neither true nor false
 */
export function requireDynamicsModel(caller: string, model: DynamicsModel): void {
  if (typeof model !== "object" || model === null) {
    throw new TypeError(
      `${caller}: expected a model such as { n: 3, load: 0.2 }, got ${shown(model)}`,
    );
  }
  const { interaction = "poly", n, load, form = "difference", convention = "variance" } = model;
  const { selfCoupling = false, retarded = true, temperature = 0 } = model;
  const isLaw = typeof interaction === "object" && interaction !== null;
  if (!isLaw) requireWord(caller, "interaction", interaction, ["poly", "rect"]);
  requireWord(caller, "form", form, ["difference", "derivative", "distinct"]);
  requireLoadConvention(caller, convention);
  for (const [what, value] of Object.entries({ n, load, temperature })) {
    requireNumber(caller, what, value);
  }
  for (const [what, value] of Object.entries({ selfCoupling, retarded })) {
    if (typeof value !== "boolean") {
      throw new TypeError(`${caller}: expected ${what} true or false, got ${shown(value)}`);
    }
  }
  if (!Number.isInteger(n) || n < 2) {
    throw new RangeError(`${caller}: expected an integer order n >= 2, got ${n}`);
  }
  if (n > highestOrder) {
    throw new RangeError(
      `${caller}: expected an order n <= ${highestOrder}, beyond which (2n - 3)!! is no number, got ${n}`,
    );
  }
  if (isLaw) requireFieldLaw(caller, interaction, n);
  const name = isLaw ? interaction.name : interaction;
  if (!(load > 0 && load < Infinity)) {
    throw new RangeError(`${caller}: expected a finite load > 0, got ${load}`);
  }
  requireGrowingLoad(caller, n, convention);
  if (!(temperature >= 0 && temperature < Infinity)) {
    throw new RangeError(`${caller}: expected a finite temperature >= 0, got ${temperature}`);
  }
  if (interaction !== "poly" && n === 2) {
    throw new RangeError(
      `${caller}: expected an order n >= 3 for ${name}, got 2, where overlaps feel their own pattern's force and are not Gaussian; use poly, or simulate`,
    );
  }
  if (interaction !== "poly" && form === "distinct") {
    throw new RangeError(`${caller}: expected form distinct with poly, got it with ${name}`);
  }
  if (!selfCoupling) return;
  const remedy = "leave selfCoupling out, or simulate";
  if (form === "distinct") {
    throw new RangeError(
      `${caller}: expected no selfCoupling in the form distinct, which has no repeated index, got true; ${remedy}`,
    );
  }
  if (interaction !== "poly" || (n > 2 && n % 2 === 0)) {
    throw new RangeError(
      `${caller}: expected no selfCoupling for ${name} at order ${n}, whose self term grows as N^${n / 2 - 1} and freezes every state, got true; ${remedy}`,
    );
  }
}
