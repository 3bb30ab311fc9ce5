/** A form of the field, as `retrievalTrajectories` names it. */
export type Form = "difference" | "derivative" | "distinct";

/**
 * Margins σ_i h_i of F(x) = xⁿ in big integers, as the form is written: site by site, pattern by
 * pattern, with the overlap of the other spins (or of all, with self coupling) summed up anew.
 *
 * The distinct form is 2n Σ_μ ξ_i Σ over (n − 1)-tuples of distinct other sites, the tuples counted
 * by multiplying out Π_j (1 + z ξ_j σ_j).
 */
export function literalFields(
  rows: readonly ArrayLike<number>[],
  sigma: ArrayLike<number>,
  n: number,
  form: Form,
  selfCoupling = false,
): bigint[] {
  const N = sigma.length;
  return Array.from({ length: N }, (_, i) => {
    let sum = 0n;
    for (const xi of rows) {
      let x = 0;
      for (let j = 0; j < N; j++) if (selfCoupling || j !== i) x += xi[j] * sigma[j];
      sum += BigInt(xi[i]) * action(BigInt(x), xi, sigma, i, n, form);
    }
    return BigInt(sigma[i]) * sum;
  });
}

function action(
  x: bigint,
  xi: ArrayLike<number>,
  sigma: ArrayLike<number>,
  i: number,
  n: number,
  form: Form,
): bigint {
  const order = BigInt(n);
  if (form === "difference") return (x + 1n) ** order - (x - 1n) ** order;
  if (form === "derivative") return order * x ** (order - 1n);
  const tuples = [1n, ...new Array<bigint>(n - 1).fill(0n)];
  for (let j = 0; j < sigma.length; j++) {
    if (j === i) continue;
    for (let k = n - 1; k > 0; k--) tuples[k] += BigInt(xi[j] * sigma[j]) * tuples[k - 1];
  }
  let factorial = 1n;
  for (let k = 2n; k < order; k++) factorial *= k;
  return 2n * order * factorial * tuples[n - 1];
}
