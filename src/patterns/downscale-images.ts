/**
 * Shrinks images by averaging: each new pixel is the mean of the old ones over the area it covers,
 * border pixels counted by the part that is covered, so ratios need not be whole and the mean of an
 * image stays the same.
 *
 * @param values  grey values, row-major P × height × width; not modified
 * @param shape  [P, height, width]
 * @param size  [height, width] of the result, each at most the old one
 * @returns grey values, row-major P × size
 * @throws {RangeError} shape is not three lengths that fit the values, or a size that is not 1 … old
 */
export function downscaleImages(
  values: ArrayLike<number>,
  shape: readonly number[],
  size: readonly [number, number],
): Float64Array {
  const [P, height, width] = imageShape("downscaleImages", values, shape);
  const fits = (length: number, old: number): boolean =>
    Number.isInteger(length) && length >= 1 && length <= old;
  if (!fits(size[0], height) || !fits(size[1], width)) {
    throw new RangeError(
      `downscaleImages: expected a size of at most ${height} × ${width}, got ${size.join(" × ")}`,
    );
  }
  const rowParts = coverage(height, size[0]);
  const columnParts = coverage(width, size[1]);
  const result = new Float64Array(P * size[0] * size[1]);
  for (let mu = 0, k = 0; mu < P; mu++) {
    for (const parts of rowParts) {
      for (const others of columnParts) {
        let sum = 0;
        for (const [y, down] of parts) {
          const start = (mu * height + y) * width;
          for (const [x, across] of others) sum += down * across * values[start + x];
        }
        result[k++] = sum / (height * width);
      }
    }
  }
  return result;
}

/**
 * The three axes of a stack of images.
 *
 * @throws {RangeError} shape is not three lengths that fit the values
 */
export function imageShape(
  caller: string,
  values: ArrayLike<number>,
  shape: readonly number[],
): readonly [number, number, number] {
  const [P, height, width] = shape;
  const isWhole = shape.every((length) => Number.isInteger(length) && length >= 0);
  if (shape.length !== 3 || !isWhole || height * width < 1) {
    throw new RangeError(
      `${caller}: expected a shape [images, height, width], got [${shape.join(", ")}]`,
    );
  }
  if (values.length !== P * height * width) {
    throw new RangeError(
      `${caller}: expected ${P} × ${height} × ${width} = ${P * height * width} values, got ${values.length}`,
    );
  }
  return [P, height, width];
}

/**
 * For each of `count` equal parts of 0 … length: the old pixels in it and how much of them, in units
 * of 1 / count of a pixel. These are integers, so flat areas of whole greys stay exactly flat.
 */
function coverage(length: number, count: number): [index: number, covered: number][][] {
  return Array.from({ length: count }, (_, k) => {
    const parts: [number, number][] = [];
    for (let i = Math.floor((k * length) / count); i * count < (k + 1) * length; i++) {
      const covered = Math.min((i + 1) * count, (k + 1) * length) - Math.max(i * count, k * length);
      parts.push([i, covered]);
    }
    return parts;
  });
}
