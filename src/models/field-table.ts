import { energyDifference, type FieldRule } from "./field-rule.ts";
import type { ExactInteraction, Interaction, RelativeInteraction } from "./interaction.ts";

/**
 * Everything the dynamics needs of an interaction at N spins, by Hamming distance d = 0 … N,
 * that is by overlap h = N − 2d.
 *
 * A pattern whose overlap with the state is x acts on a spin by φ(x) = F(x + 1) − F(x − 1), or by
 * F′(x) in the form of the derivative. x leaves the site of the spin out and is h − 1 where the
 * pattern agrees with the state there, h + 1 where it disagrees; with self coupling it is h. The
 * margin σ_i h_i of spin i is
 *
 *     scale · ( Σ_{μ agrees at i} a[d_μ] − Σ_{μ disagrees at i} b[d_μ] )
 *     = scale · ( Σ_μ a[d_μ] − Σ_{μ disagrees at i} w[d_μ] ),
 *
 * in the form of differences without self coupling the energy E(flip i) − E(σ) that a flip costs.
 */
export interface FieldTable {
  readonly N: number;
  readonly rule: FieldRule;
  /** F(h) / scale. */
  readonly f: Float64Array;
  /** φ(h − 1) / scale, [F(h) − F(h − 2)] / scale; 0 at d = N, where no spin agrees. */
  readonly a: Float64Array;
  /** φ(h + 1) / scale, [F(h + 2) − F(h)] / scale; 0 at d = 0, where no spin disagrees. */
  readonly b: Float64Array;
  /** a + b. */
  readonly w: Float64Array;
  /**
   * Magnitude that the rounding of a is relative to: |a|, or |F(h)| + |F(h − 2)| over scale where
   * a is the difference of these. 0 only where a is truly 0, not where it underflows.
   */
  readonly aSize: Float64Array;
  /** The same for all that a pattern at distance d can add to a sum of a and w. */
  readonly termSize: Float64Array;
  /** What the tables are divided by; Infinity where F(N) overflows float64. */
  readonly scale: number;
  /** True if every entry is the exact value: an integer below 2⁵³. */
  readonly exact: boolean;
  /** The numbers a / (common factor) as exact integers; null where F is not rational. */
  readonly integers: readonly bigint[] | null;
  /**
   * The entry of a at overlap h relative to F(reference), where those relative to F(N) underflow;
   * null where they do not.
   */
  readonly relative: ((h: number, reference: number) => number) | null;
}

const cache = new WeakMap<Interaction, Map<string, FieldTable>>();

/**
 * The field table of an interaction at N spins.
 *
 * Rational polynomials are computed in integers; where an entry passes 2⁵³ all are divided by
 * the first one, a[0], each rounded once. Exponentials are relative to F(N). Tables are kept, so
 * asking again costs nothing.
 *
 * @param N  number of spins, integer ≥ 1
 * @param rule  default: differences of energies, no self coupling
 * @throws {RangeError} N < 1; F is not finite on −N … N (−N − 1 … N + 1 with self coupling), or F′
 *   where it is needed; or a[0] ≤ 0, so that a stored pattern would not even be a fixed point alone
 * @throws {TypeError} no interaction
 */
export function fieldTable(
  interaction: Interaction,
  N: number,
  rule: FieldRule = energyDifference,
): FieldTable {
  // Asked in plain JavaScript, where it is easily forgotten.
  if (typeof (interaction as Partial<Interaction> | undefined)?.F !== "function") {
    const got = interaction === undefined ? "none" : typeof interaction;
    throw new TypeError(`fieldTable: expected an interaction such as power(3), got ${got}`);
  }
  if (!Number.isInteger(N) || N < 1) {
    throw new RangeError(`fieldTable: expected an integer N >= 1, got ${N}`);
  }
  const known = cache.get(interaction) ?? new Map<string, FieldTable>();
  cache.set(interaction, known);
  const key = `${N} ${rule.form} ${rule.selfCoupling}`;
  let table = known.get(key);
  if (!table) {
    table = compile(interaction, N, rule);
    known.set(key, table);
  }
  return table;
}

/** Overlap of a pattern with the rest of the state, at which it acts where it agrees at overlap h. */
const actsAt = ({ selfCoupling }: FieldRule, h: number): number => (selfCoupling ? h : h - 1);

/** Number of overlaps h = N, N − 2, … at which a pattern can act. */
const entries = ({ selfCoupling }: FieldRule, N: number): number => (selfCoupling ? N + 1 : N);

function compile(interaction: Interaction, N: number, rule: FieldRule): FieldTable {
  const { name, exact, relative } = interaction;
  if (exact) return fromIntegers(exact, N, rule, name);
  const finite = (what: "F" | "F'", x: number, value: number): number => {
    if (Number.isFinite(value)) return value;
    const most = rule.selfCoupling ? "N + 1" : "N";
    throw new RangeError(
      `fieldTable: expected ${what} finite on -${most.replace("+", "-")} … ${most}, got ${what}(${x}) = ${value} for ${name}, ` +
        `N = ${N}; give F relative to F(N), or use exponential(beta)`,
    );
  };
  const F = (x: number) => finite("F", x, interaction.F(x));
  const f = Float64Array.from({ length: N + 1 }, (_, d) => {
    const h = N - 2 * d;
    return relative ? finite("F", h, relative.F(h, N)) : F(h);
  });
  const a = new Float64Array(N + 1);
  const aSize = new Float64Array(N + 1);
  const force = relative && relativeForce(relative, rule);
  for (let d = 0; d < entries(rule, N); d++) {
    const h = N - 2 * d;
    const x = actsAt(rule, h);
    if (force) a[d] = finite("F", h, force(h, N));
    else if (rule.form === "derivative") a[d] = finite("F'", x, interaction.dF(x));
    else a[d] = F(x + 1) - F(x - 1);
    const isDifference = !force && rule.form === "difference";
    aSize[d] = isDifference ? Math.abs(F(x + 1)) + Math.abs(F(x - 1)) : sizeOf(a[d]);
  }
  requireStable(a[0] > 0, rule, name, N);
  const scale = relative ? interaction.F(N) : 1;
  return finish({ N, rule, f, a, aSize, scale, exact: false, integers: null, relative: force });
}

function relativeForce(
  relative: RelativeInteraction,
  rule: FieldRule,
): NonNullable<FieldTable["relative"]> {
  if (rule.form === "derivative") return (h, reference) => relative.dF(actsAt(rule, h), reference);
  return (h, reference) => relative.step(actsAt(rule, h) + 1, reference);
}

function fromIntegers(
  exact: ExactInteraction,
  N: number,
  rule: FieldRule,
  name: string,
): FieldTable {
  const values = Array.from({ length: N + 1 }, (_, d) => exact.F(BigInt(N - 2 * d)));
  const steps = values.map((_, d) => {
    if (d >= entries(rule, N)) return 0n;
    const x = BigInt(actsAt(rule, N - 2 * d));
    return rule.form === "derivative" ? exact.dF(x) : exact.F(x + 1n) - exact.F(x - 1n);
  });
  requireStable(steps[0] > 0n, rule, name, N);
  const isSmall = [...values, ...steps].every((v) => v <= 2n ** 52n && v >= -(2n ** 52n));
  const divisor = isSmall ? 1n : steps[0];
  const f = Float64Array.from(values, (v) => ratio(v, divisor));
  const a = Float64Array.from(steps, (v) => ratio(v, divisor));
  const aSize = Float64Array.from(steps, (v, d) => (v === 0n ? 0 : sizeOf(a[d])));
  const scale = ratio(divisor, exact.unit);
  return finish({ N, rule, f, a, aSize, scale, exact: isSmall, integers: steps, relative: null });
}

function finish(table: Omit<FieldTable, "b" | "w" | "termSize">): FieldTable {
  const { a, aSize, rule } = table;
  const disagreeing = (entry: Float64Array) =>
    rule.selfCoupling ? entry : Float64Array.from(entry, (_, d) => (d > 0 ? entry[d - 1] : 0));
  const b = disagreeing(a);
  const bSize = disagreeing(aSize);
  const w = Float64Array.from(a, (value, d) => value + b[d]);
  const termSize = Float64Array.from(aSize, (size, d) => 2 * size + bSize[d]);
  return Object.freeze({ ...table, b, w, termSize });
}

/** |value|, and the smallest number where a value other than 0 has underflowed. */
const sizeOf = (value: number): number => Math.max(Math.abs(value), Number.MIN_VALUE);

function requireStable(isStable: boolean, rule: FieldRule, name: string, N: number): void {
  if (isStable) return;
  const x = actsAt(rule, N);
  const field = rule.form === "derivative" ? `F'(${x}) > 0` : `F(${x + 1}) > F(${x - 1})`;
  const condition = rule === energyDifference ? "F(N) > F(N - 2)" : field;
  throw new RangeError(
    `fieldTable: expected ${condition}, so that a lone pattern is stable, got ${name} at N = ${N}`,
  );
}

/** numerator / denominator rounded once, free of overflow in between; denominator > 0. */
function ratio(numerator: bigint, denominator: bigint): number {
  if (denominator === 1n) return Number(numerator);
  const size = numerator < 0n ? -numerator : numerator;
  const shift = Math.max(0, 4 * (denominator.toString(16).length - size.toString(16).length) + 72);
  // In two factors, as 2^−shift alone may underflow where the ratio does not.
  const half = shift >>> 1;
  const quotient = Number((size << BigInt(shift)) / denominator) * 2 ** -half * 2 ** (half - shift);
  return numerator < 0n ? -quotient : quotient;
}
