import type { Rng } from "../random/stream.ts";
import type { Patterns } from "./patterns.ts";

/**
 * A recipe for data sets: what a capacity search, an experiment or the command line asks for
 * patterns.
 */
export interface PatternSource {
  /** Short printed name, e.g. `mean:0.4 ar1:0.3`. */
  readonly name: string;
  /** Plain JSON that identifies the source in records. */
  readonly recipe: Readonly<Record<string, unknown>>;
  /**
   * Patterns of N spins there are, where sets are taken from finitely many without repetition: words of a
   * code, states of a shell, rows of a Hadamard matrix. Left out elsewhere.
   */
  size?(N: number): number;
  /**
   * P patterns of N spins. The same stream (seed and path, from its beginning) gives the same set,
   * and its first P₁ rows are the set drawn for P₁ < P: growing a set keeps what it had.
   */
  draw(P: number, N: number, rng: Rng): Patterns;
}
