import { shown } from "../core/shown.ts";

/**
 * Refuses labels that do not fit their data, by the name of the public function.
 *
 * @param largest  labels are 0 … largest
 * @throws {RangeError} another number than M, or one that is no integer 0 … largest
 */
export function requireLabels(
  caller: string,
  labels: ArrayLike<number>,
  M: number,
  largest: number,
): void {
  if (labels?.length !== M) {
    throw new RangeError(
      `${caller}: expected a label for each of M = ${M} vectors, got ${shown(labels?.length)}; ` +
        "labels and vectors belong to each other in their order",
    );
  }
  for (let a = 0; a < M; a++) {
    if (Number.isInteger(labels[a]) && labels[a] >= 0 && labels[a] <= largest) continue;
    throw new RangeError(
      `${caller}: expected labels 0 … ${largest}, got ${shown(labels[a])} for vector ${a}; ` +
        "they count from 0",
    );
  }
}
