import type { UnitVectors } from "./unit-vectors.ts";

/** A vector as a small image with a caption, as `patternGrid` draws them. */
export interface VectorImage {
  readonly label: string;
  /** Row by row from the top left. */
  readonly values: Float64Array;
  /** Pixels in a row. */
  readonly width: number;
}

/**
 * Rows of numbers as images, e.g. the memories of a machine: `vectorImages({ M: P, N, values: memories }, 28)`.
 *
 * @param width  pixels in a row of an image, divides N
 * @param label  caption of row a; default its number
 * @returns one image a row, views of the same numbers
 * @throws {RangeError} a width that does not divide N
 */
export function vectorImages(
  { M, N, values }: UnitVectors,
  width: number,
  label: (a: number) => string = String,
): VectorImage[] {
  if (!(Number.isInteger(width) && width >= 1 && N % width === 0)) {
    throw new RangeError(
      `vectorImages: expected a width that divides N = ${N}, got ${width}; give the pixels of a row`,
    );
  }
  return Array.from({ length: M }, (_, a) => ({
    label: label(a),
    values: values.subarray(a * N, (a + 1) * N),
    width,
  }));
}
