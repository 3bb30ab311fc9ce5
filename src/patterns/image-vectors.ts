import { imageShape } from "./downscale-images.ts";
import type { NumericArray } from "./load-idx.ts";
import { normaliseInPlace, type UnitVectors } from "./unit-vectors.ts";

/** Images on the unit sphere. */
export interface ImageVectors extends UnitVectors {
  /** N = height · width. */
  readonly height: number;
  readonly width: number;
}

/**
 * Puts grey images on the unit sphere: from each its own mean is subtracted, then it is divided by its norm.
 *
 * @param images  shape [M, height, width], grey values in any unit; not modified
 * @throws {RangeError} another shape, or an image that is blank (of one grey) or not finite, by its number
 */
export function imagesToUnitVectors(images: NumericArray): ImageVectors {
  const caller = "imagesToUnitVectors";
  const [M, height, width] = imageShape(caller, images?.values ?? [], images?.shape ?? []);
  const N = height * width;
  const values = Float64Array.from(images.values);
  for (let a = 0; a < M; a++) {
    if (normaliseInPlace(values.subarray(a * N, (a + 1) * N), true) > 0) continue;
    throw new RangeError(
      `${caller}: expected finite images of more than one grey, got image ${a}; leave it out`,
    );
  }
  return { M, N, height, width, values };
}

/** Which parts of images to take. */
export interface PatchOptions {
  /** Pixels of a side; 6. */
  readonly size?: number;
  /** Pixels from one patch to the next, across and down; 2. */
  readonly stride?: number;
}

/** Square parts of images on the unit sphere. */
export interface ImagePatches extends ImageVectors {
  /** Image that each patch is from. */
  readonly images: Int32Array;
  /** Where in its image each patch stands, counted row by row among the places of an image. */
  readonly places: Int32Array;
  /** Patches of one grey, which have no direction and are left out. */
  readonly blank: number;
}

/**
 * Cuts square patches out of grey images and puts them on the unit sphere, mean subtracted; patches of one grey are
 * left out and counted.
 *
 * Patches stand at 0, stride, 2 stride, … as far as they fit: 12 × 12 of size 6 and stride 2 in 28 × 28 pixels.
 *
 * @param images  shape [M, height, width]; not modified
 * @throws {RangeError} another shape, a size that does not fit, a stride < 1, or an image that is not finite
 */
export function imagePatches(images: NumericArray, options: PatchOptions = {}): ImagePatches {
  const caller = "imagePatches";
  const [M, height, width] = imageShape(caller, images?.values ?? [], images?.shape ?? []);
  const { size = 6, stride = 2 } = options;
  const fits = Number.isInteger(size) && size >= 2 && size <= Math.min(height, width);
  if (!fits || !(Number.isInteger(stride) && stride >= 1)) {
    throw new RangeError(
      `${caller}: expected an integer size 2 … ${Math.min(height, width)} and stride >= 1, got ${size} and ${stride}`,
    );
  }
  const across = Math.floor((width - size) / stride) + 1;
  const perImage = (Math.floor((height - size) / stride) + 1) * across;
  const N = size * size;
  const values = new Float64Array(M * perImage * N);
  const [from, places] = [new Int32Array(M * perImage), new Int32Array(M * perImage)];
  let count = 0;
  for (let k = 0; k < M * perImage; k++) {
    const [image, place] = [Math.floor(k / perImage), k % perImage];
    const [top, left] = [stride * Math.floor(place / across), stride * (place % across)];
    const patch = values.subarray(count * N, (count + 1) * N);
    for (let i = 0; i < N; i++) {
      const row = image * height + top + Math.floor(i / size);
      patch[i] = images.values[row * width + left + (i % size)];
    }
    if (!patch.every(Number.isFinite)) {
      throw new RangeError(`${caller}: expected finite grey values, got others in image ${image}`);
    }
    if (normaliseInPlace(patch, true) === 0) continue;
    from[count] = image;
    places[count++] = place;
  }
  return {
    M: count,
    N,
    height: size,
    width: size,
    values: values.slice(0, count * N),
    images: from.slice(0, count),
    places: places.slice(0, count),
    blank: M * perImage - count,
  };
}
