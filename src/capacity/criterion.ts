import type { StabilityCounts } from "./stability.ts";

/** When a set of P patterns of N spins counts as stored, by the counts of `stability`. */
export interface CountCriterion {
  /** Printed name, e.g. `pattern:0.05`. */
  readonly name: string;
  /** Unstable patterns and bits that may be left over; Infinity where not limited. */
  allowance(P: number, N: number): StabilityCounts;
}

/** Every stored pattern is a fixed point: no bit of any pattern is unstable. */
export function allPatterns(): CountCriterion {
  return criterion("all", () => ({ badPatterns: 0, badBits: 0 }));
}

/**
 * At most a fraction epsilon of the stored patterns have an unstable bit.
 *
 * @param epsilon  0 ≤ ε < 1
 * @throws {RangeError} ε outside that range
 */
export function patternError(epsilon: number): CountCriterion {
  requireFraction("patternError", epsilon);
  return criterion(`pattern:${epsilon}`, (P) => ({
    badPatterns: atMost(epsilon, P),
    badBits: Infinity,
  }));
}

/**
 * At most a fraction epsilon of the P·N stored bits are unstable in one step.
 *
 * @param epsilon  0 ≤ ε < 1
 * @throws {RangeError} ε outside that range
 */
export function bitError(epsilon: number): CountCriterion {
  requireFraction("bitError", epsilon);
  return criterion(`bit:${epsilon}`, (P, N) => ({
    badPatterns: Infinity,
    badBits: atMost(epsilon, P * N),
  }));
}

/**
 * The criterion of a printed name: `all`, `pattern:0.05`, `bit:0.005`.
 *
 * @throws {RangeError} another name
 */
export function parseCriterion(text: string): CountCriterion {
  const { kind, epsilon } = criterionWords(text);
  if (kind === "all") return allPatterns();
  return kind === "pattern" ? patternError(epsilon) : bitError(epsilon);
}

/** Kind and fraction (0 for `all`) of a printed name; throws as `parseCriterion`. */
export function criterionWords(text: string): {
  kind: "all" | "pattern" | "bit";
  epsilon: number;
} {
  const [kind, value, ...rest] = text.trim().split(":");
  if (kind === "all" && value === undefined) return { kind, epsilon: 0 };
  const epsilon = value?.trim() ? Number(value) : Number.NaN;
  const isFraction = rest.length === 0 && !Number.isNaN(epsilon);
  if (isFraction && (kind === "pattern" || kind === "bit")) return { kind, epsilon };
  throw new RangeError(
    `parseCriterion: expected all, pattern:FRACTION or bit:FRACTION, got ${JSON.stringify(text)}`,
  );
}

/** Whether counts at P patterns of N spins meet the criterion. */
export function meets(
  counts: StabilityCounts,
  rule: CountCriterion,
  P: number,
  N: number,
): boolean {
  const allowed = rule.allowance(P, N);
  return counts.badPatterns <= allowed.badPatterns && counts.badBits <= allowed.badBits;
}

function criterion(name: string, allowance: CountCriterion["allowance"]): CountCriterion {
  return Object.freeze({ name, allowance });
}

/** ⌊fraction · total⌋, not one less where the product falls short of an integer by rounding. */
function atMost(fraction: number, total: number): number {
  return Math.floor(fraction * total * (1 + 2 ** -51));
}

function requireFraction(caller: string, epsilon: number): void {
  if (!(epsilon >= 0 && epsilon < 1)) {
    throw new RangeError(`${caller}: expected a fraction 0 <= epsilon < 1, got ${epsilon}`);
  }
}
