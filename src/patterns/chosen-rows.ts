import { stream } from "../random/stream.ts";

/** All rows, or `limit` of them chosen at random, ascending. */
export function chosenRows(total: number, limit: number, seed: number): Int32Array {
  const order = stream(seed, "rows").permutation(total);
  return Int32Array.from(order.subarray(0, Math.min(limit, total))).sort();
}

/** A sentence about the choice, none when all are taken. */
export function choiceNote(what: string, used: number, total: number, seed: number): string[] {
  return used === total
    ? []
    : [`${used} of ${total} ${what} chosen at random (seed ${seed}); more with a larger limit`];
}
