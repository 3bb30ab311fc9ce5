import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { requireSize, type Spins } from "./patterns.ts";

/** Couplings J_ij of N spins by spin: those of spin i at `start[i] … start[i + 1]`. */
export interface Bonds {
  readonly N: number;
  /** Length N + 1. */
  readonly start: Int32Array;
  /** The other spin of each bond; every bond is listed at both ends. */
  readonly neighbour: Int32Array;
  /** J_ij, positive for ferromagnetic bonds. */
  readonly coupling: Float64Array;
}

/** Which spins of an Ising model are coupled, as a value: H(σ) = −Σ_{i<j} J_ij σ_i σ_j. */
export interface IsingCouplings {
  /** Printed name, e.g. `ring`. */
  readonly name: string;
  /** Plain JSON that identifies the couplings in records. */
  readonly recipe: Readonly<Record<string, unknown>>;
  /** The bonds of N spins. */
  bonds(N: number): Bonds;
}

/** Bonds from a list of pairs; pairs that come twice add up, a spin with itself is no bond. */
function bondsOf(N: number, pairs: readonly (readonly [number, number, number])[]): Bonds {
  const at: Map<number, number>[] = Array.from({ length: N }, () => new Map());
  for (const [i, j, J] of pairs) {
    if (i === j) continue;
    at[i].set(j, (at[i].get(j) ?? 0) + J);
    at[j].set(i, (at[j].get(i) ?? 0) + J);
  }
  const start = new Int32Array(N + 1);
  for (let i = 0; i < N; i++) start[i + 1] = start[i] + at[i].size;
  return {
    N,
    start,
    neighbour: Int32Array.from(at.flatMap((bonds) => [...bonds.keys()])),
    coupling: Float64Array.from(at.flatMap((bonds) => [...bonds.values()])),
  };
}

/** Spin i is coupled to i + 1 with J = 1, and the last one to the first; at N = 2 both bonds add up. */
export function isingRing(): IsingCouplings {
  return Object.freeze({
    name: "ring",
    recipe: { kind: "ring" },
    bonds: (N: number) =>
      bondsOf(
        N,
        Array.from({ length: N }, (_, i) => [i, (i + 1) % N, 1] as const),
      ),
  });
}

/**
 * A square lattice of L × L = N spins, row by row, each coupled to its four neighbours with J = 1;
 * the edges are joined to a torus. At L = 2 the two bonds of a pair add up.
 *
 * Its large lattices order below the temperature 1/β_c, β_c = ln(1 + √2)/2 = 0.4407.
 */
export function isingLattice(): IsingCouplings {
  return Object.freeze({
    name: "lattice",
    recipe: { kind: "lattice" },
    bonds(N: number) {
      const L = Math.round(Math.sqrt(N));
      if (L * L !== N) {
        throw new RangeError(
          `isingLattice: expected N = L × L spins, got ${N}; ${L * L} is a square`,
        );
      }
      const pairs = Array.from({ length: N }, (_, i) => {
        const [y, x] = [Math.floor(i / L), i % L];
        return [
          [i, y * L + ((x + 1) % L), 1],
          [i, ((y + 1) % L) * L + x, 1],
        ] as const;
      });
      return bondsOf(N, pairs.flat());
    },
  });
}

/**
 * Given couplings of any sign.
 *
 * @param J  N × N row-major, symmetric, zeros on the diagonal
 * @throws {RangeError} J is not such a matrix
 */
export function givenCouplings(J: ArrayLike<number>): IsingCouplings {
  const size = Math.round(Math.sqrt(J.length));
  if (size < 1 || size * size !== J.length) {
    throw new RangeError(`givenCouplings: expected N × N entries, got ${J.length}`);
  }
  const kept = Float64Array.from(J);
  const pairs: [number, number, number][] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const [below, above] = [kept[i * size + j], kept[j * size + i]];
      if (!Number.isFinite(below) || below !== above || (i === j && below !== 0)) {
        throw new RangeError(
          `givenCouplings: expected a symmetric matrix of finite numbers with zeros on the diagonal, got ${below} at row ${i}, column ${j}, and ${above} across the diagonal`,
        );
      }
      if (below !== 0) pairs.push([i, j, below]);
    }
  }
  return Object.freeze({
    name: `given:${size}x${size}`,
    recipe: { kind: "given", N: size, sha256: bytesToHex(sha256(new Uint8Array(kept.buffer))) },
    bonds(N: number) {
      if (N !== size) {
        throw new RangeError(
          `givenCouplings: expected N = ${size}, the size of the given matrix, got ${N}`,
        );
      }
      return bondsOf(N, pairs);
    },
  });
}

/**
 * Energy H(σ) = −Σ_{i<j} J_ij σ_i σ_j of a state.
 *
 * @param sigma  ±1, length N ≥ 1
 * @throws {RangeError} an N that the couplings do not have
 */
export function isingEnergy(couplings: IsingCouplings, sigma: Spins): number {
  requireSize("isingEnergy", 1, sigma.length);
  const { N, start, neighbour, coupling } = couplings.bonds(sigma.length);
  let twice = 0;
  for (let i = 0; i < N; i++) {
    for (let b = start[i]; b < start[i + 1]; b++)
      twice += coupling[b] * sigma[i] * sigma[neighbour[b]];
  }
  return twice === 0 ? 0 : -twice / 2;
}
