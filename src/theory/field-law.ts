import { shown } from "../core/shown.ts";

/**
 * An interaction by its field law f(x) = F′(x)/F′(1), which scales: f(λx) = λ^(n−1) f(x) for λ > 0,
 * as P ∝ N^(n−1) patterns have no limit otherwise. f(−1) is free.
 */
export interface FieldLaw {
  /** As messages and tables print it. */
  readonly name: string;
  readonly f: (x: number) => number;
}

/**
 * @throws {RangeError} f(1) ≠ 1, or f does not scale with power n − 1
 * @throws {TypeError} no name or no function
 */
export function requireFieldLaw(caller: string, law: FieldLaw, n: number): void {
  if (typeof law.name !== "string" || typeof law.f !== "function") {
    throw new TypeError(
      `${caller}: expected interaction "poly", "rect" or a law such as { name: "cubic", f: (x) => x ** 2 }, got ${shown(law)}`,
    );
  }
  for (const x of [1, 0.5, 3, -0.5, -3]) {
    const [got, expected] = [law.f(x), Math.abs(x) ** (n - 1) * (x > 0 ? 1 : law.f(-1))];
    if (!(Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected)))) {
      throw new RangeError(
        `${caller}: expected f(1) = 1 and f(x) = |x|^${n - 1} f(±1) of ${law.name} at order ${n}, got f(${x}) = ${got} and f(-1) = ${law.f(-1)}; divide F' by F'(1)`,
      );
    }
  }
}
