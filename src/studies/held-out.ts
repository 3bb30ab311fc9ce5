import type { LabelledData } from "../patterns/labelled-data.ts";
import { stream } from "../random/stream.ts";

/**
 * Parts data at random: the last share is held out for a test, the rest is to train on. Both are in random order,
 * so that the last rows of either are a fair sample.
 *
 * @param share  in [0, 1), of the rows, rounded down
 * @returns the test is null for no rows
 * @throws {RangeError} a share outside [0, 1), or no row left to train on
 */
export function heldOut(
  data: LabelledData,
  share: number,
  seed: number,
): { readonly train: LabelledData; readonly test: LabelledData | null } {
  const { M } = data.vectors;
  const held = Math.floor(share * M);
  if (!(share >= 0 && share < 1) || held >= M) {
    throw new RangeError(
      `heldOut: expected 0 <= share < 1 that leaves rows, got ${share} of M = ${M}; hold fewer out`,
    );
  }
  const order = stream(seed, "held-out").permutation(M);
  const train = rowsOf(data, order.subarray(0, M - held));
  return { train, test: held === 0 ? null : rowsOf(data, order.subarray(M - held)) };
}

/** Some rows in a given order. */
function rowsOf(data: LabelledData, order: Uint32Array): LabelledData {
  const { vectors, labels, rows } = data;
  const { N } = vectors;
  const values = new Float64Array(order.length * N);
  order.forEach((row, a) => {
    values.set(vectors.values.subarray(row * N, (row + 1) * N), a * N);
  });
  const pick = (numbers: Int32Array) => Int32Array.from(order, (row) => numbers[row]);
  return {
    ...data,
    vectors: { M: order.length, N, values },
    labels: labels && pick(labels),
    rows: pick(rows),
  };
}
