import type { RowsInMotion } from "./move-rows.ts";

/** `moveRows` in TypeScript, the same bits as the kernel; forces and `moved` in either precision. */
export function moveRowsTwin(
  { w, v, N, learningRate, momentum, push }: RowsInMotion,
  forces: Float32Array | Float64Array,
  moved: Float32Array | Float64Array,
): number {
  let overlaps = 0;
  for (let from = 0; from < w.length; from += N) {
    const to = from + N;
    const overlap = overlapOf(w, forces, from, to);
    const pull = push * overlap;
    for (let i = from; i < to; i++) {
      const velocity = momentum * v[i] + push * forces[i] - pull * w[i];
      v[i] = velocity;
      w[i] += learningRate * velocity;
    }
    const scale = 1 / Math.sqrt(overlapOf(w, w, from, to));
    for (let i = from; i < to; i++) {
      w[i] *= scale;
      moved[i] = w[i];
    }
    overlaps += overlap;
  }
  return overlaps;
}

/** Σ a_i b_i of numbers `from` … `to − 1`, in four sums, which do not wait for each other. */
function overlapOf(
  a: Float64Array,
  b: Float32Array | Float64Array,
  from: number,
  to: number,
): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = from;
  for (; i + 4 <= to; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < to; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}
