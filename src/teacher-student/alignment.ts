import munkres from "munkres";

/**
 * Which student memory stands for which memory of the teacher: the permutation π that maximises
 * Σ_k overlaps[π(k), k] (an assignment problem; of equal ones, the one that comes out first).
 *
 * @param overlaps  P × P, student × teacher, row-major
 * @returns π, length P: π[k] is the student memory of teacher memory k
 */
export function alignment(overlaps: Float64Array, P: number): Int32Array {
  if (P === 1) return new Int32Array(1);
  const costs = Array.from({ length: P }, (_, gamma) =>
    overlaps.subarray(gamma * P, (gamma + 1) * P).map((overlap) => -overlap),
  );
  const permutation = new Int32Array(P);
  for (const [gamma, k] of munkres(costs)) permutation[k] = gamma;
  return permutation;
}
