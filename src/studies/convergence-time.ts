/** Overlap above which a run has retrieved, and the distance from the end within which it has converged. */
export interface ConvergenceRule {
  /** Least final overlap m(T) of a retrieval, not reached itself; default 0.8. */
  readonly success?: number;
  /** Default 0.01. */
  readonly eps?: number;
}

/**
 * First t with |m(t′) − m(T)| ≤ eps for all t′ ≥ t; null where m(T) ≤ success.
 *
 * @param m  m(0) … m(T)
 */
export function convergenceTime(
  m: ArrayLike<number>,
  { success = 0.8, eps = 0.01 }: ConvergenceRule = {},
): number | null {
  const T = m.length - 1;
  if (!(m[T] > success)) return null;
  let t = T;
  while (t > 0 && Math.abs(m[t - 1] - m[T]) <= eps) t -= 1;
  return t;
}
