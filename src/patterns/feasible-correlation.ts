import { CholeskyDecomposition, EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { binaryCorrelation, latentCorrelation } from "./dichotomised-gaussian.ts";
import type { FeatureCorrelation } from "./feature-correlation.ts";

/** What a correlation structure becomes at a given N and marginal. */
export interface FeasibleCorrelation {
  /** Correlations of the spins that will be drawn, N × N row-major. */
  readonly used: Float64Array;
  /** max |used − wished|; 0 where the wish is feasible. */
  readonly largestChange: number;
  /** Lower triangular L, N × N row-major, with L Lᵀ the latent correlation matrix G. */
  readonly factor: Float64Array;
}

/** The same function of every entry, computed once for each distinct value. */
function mapEntries(entries: Float64Array, f: (x: number) => number): Float64Array {
  const known = new Map<number, number>();
  return entries.map((x) => {
    let y = known.get(x);
    if (y === undefined) {
      y = f(x);
      known.set(x, y);
    }
    return y;
  });
}

const flat = (matrix: Matrix): Float64Array => Float64Array.from(matrix.to1DArray());

/** G with negative eigenvalues set to 0 and rows scaled back to a unit diagonal, as B with G ≈ B Bᵀ. */
function clippedRoot(G: Matrix, N: number): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(G, {
    assumeSymmetric: true,
  });
  const root = Matrix.zeros(N, N);
  for (let i = 0; i < N; i++) {
    let norm = 0;
    for (let k = 0; k < N; k++) {
      const entry = eigenvectorMatrix.get(i, k) * Math.sqrt(Math.max(0, realEigenvalues[k]));
      root.set(i, k, entry);
      norm += entry * entry;
    }
    for (let k = 0; k < N; k++) root.set(i, k, root.get(i, k) / Math.sqrt(norm));
  }
  return root;
}

/** L = Rᵀ of the QR decomposition of Bᵀ: triangular also where B has no full rank. */
function triangular(root: Matrix, N: number): Matrix {
  const L = new QrDecomposition(root.transpose()).upperTriangularMatrix.transpose();
  for (let j = 0; j < N; j++) {
    if (L.get(j, j) < 0) for (let i = j; i < N; i++) L.set(i, j, -L.get(i, j));
  }
  return L;
}

/**
 * L, lower triangular with unit row norms, for which L Lᵀ is the latent matrix G with its negative
 * eigenvalues set to 0 and its diagonal scaled back to 1. Cost O(N³).
 *
 * @param G  symmetric with a unit diagonal, N × N row-major
 */
export function clippedFactor(G: Float64Array, N: number): Float64Array {
  return flat(triangular(clippedRoot(Matrix.from1DArray(N, N, G), N), N));
}

/**
 * Latent Gaussian matrix behind a correlation structure, and the correlations it really gives.
 *
 * Spins are signs of Gaussians of correlation G, so G_ij = sin(πR_ij/2) when both signs are equally
 * likely (`latentCorrelation` otherwise). G need not be positive semidefinite even where R is; then
 * its negative eigenvalues are set to 0 and its rows rescaled. Cost O(N³), and about 0.1 ms for each
 * distinct R_ij when probability is not ½.
 *
 * @param correlation  the wished structure
 * @param N  number of spins, ≥ 1
 * @param probability  of a spin −1, 0 < probability < 1; default ½
 * @throws {RangeError} the structure is not feasible and `correlation.exact` is true
 *
 * Source: Emrich, Piedmonte 1991, "A method for generating high-dimensional multivariate binary
 * variates".
 */
export function feasibleCorrelation(
  correlation: FeatureCorrelation,
  N: number,
  probability = 0.5,
): FeasibleCorrelation {
  if (!Number.isInteger(N) || N < 1) {
    throw new RangeError(`feasibleCorrelation: expected N >= 1, got ${N}`);
  }
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`feasibleCorrelation: expected 0 < probability < 1, got ${probability}`);
  }
  const wished = correlation.matrix(N);
  const latent = mapEntries(wished, (r) => latentCorrelation(r, probability));
  const least = binaryCorrelation(-1, probability);
  const G = Matrix.from1DArray(N, N, latent);
  const cholesky = new CholeskyDecomposition(G);
  const L = cholesky.lowerTriangularMatrix;
  // pivots below 1e-10 have lost their digits: the route by eigenvalues is exact there
  const isDefinite = cholesky.isPositiveDefinite() && L.diagonal().every((pivot) => pivot > 1e-5);
  if (isDefinite && wished.every((r) => r >= least)) {
    return { used: wished, largestChange: 0, factor: flat(L) };
  }
  const root = clippedRoot(G, N);
  const latentUsed = flat(root.mmul(root.transpose())).map((g) => Math.max(-1, Math.min(1, g)));
  let largestChange = 0;
  const used = latentUsed.map((g, k) => {
    // rounding of a latent entry close to ±1 would be magnified by the arcsine law
    const isKept = Math.abs(g - latent[k]) < 1e-9 && wished[k] >= least;
    const r = isKept ? wished[k] : binaryCorrelation(g, probability);
    largestChange = Math.max(largestChange, Math.abs(r - wished[k]));
    return r;
  });
  if (correlation.exact && largestChange > 0) {
    throw new RangeError(
      `feasibleCorrelation: expected a correlation structure with a positive semidefinite latent matrix, got ${correlation.name} at N = ${N}, probability ${probability} (the nearest feasible one differs by ${largestChange.toPrecision(3)}); weaken rho, or pass givenCorrelation(R), which takes the nearest`,
    );
  }
  return { used, largestChange, factor: flat(triangular(root, N)) };
}
