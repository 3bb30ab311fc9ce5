import { type NumericValues, readIDX } from "./load-idx.ts";
import type { Source } from "./read-source.ts";

/** Images of known classes, as they are. */
export interface LabelledImages {
  /** Number of images. */
  readonly M: number;
  readonly height: number;
  readonly width: number;
  /** M × height × width grey values, row-major. */
  readonly pixels: NumericValues;
  /** Class of each image, 0 … C − 1. */
  readonly labels: Int32Array;
  /** Number of classes. */
  readonly C: number;
}

/**
 * Reads images and their labels, an IDX file each.
 *
 * @param C  number of classes; default: the largest label + 1
 * @throws {Error} as `readIDX`; no images × height × width, labels that are no list, another number of labels
 *   than of images, a label outside 0 … C − 1 (image named)
 */
export async function readLabelledImages(
  images: Source,
  labels: Source,
  C?: number,
): Promise<LabelledImages> {
  const caller = "readLabelledImages";
  const { shape, values: pixels } = await readIDX(images);
  const classes = await readIDX(labels);
  const [M, height, width] = shape;
  if (shape.length !== 3) {
    throw new Error(
      `${caller}: expected images x height x width in ${named(images)}, got shape ${shape.join(" x ")}`,
    );
  }
  if (classes.shape.length !== 1) {
    throw new Error(
      `${caller}: expected a list of labels in ${named(labels)}, got shape ${classes.shape.join(" x ")}`,
    );
  }
  if (classes.shape[0] !== M) {
    throw new Error(
      `${caller}: expected a label for each of the ${M} images of ${named(images)}, got ` +
        `${classes.shape[0]} in ${named(labels)}`,
    );
  }
  const list = Int32Array.from(classes.values);
  const most = C ?? list.reduce((largest, label) => Math.max(largest, label), 0) + 1;
  const odd = classes.values.findIndex(
    (label) => !(Number.isInteger(label) && label >= 0 && label < most),
  );
  if (odd >= 0) {
    throw new Error(
      `${caller}: expected labels 0 ... ${most - 1}, got ${classes.values[odd]} for image ${odd} in ${named(labels)}`,
    );
  }
  return { M, height, width, pixels, labels: list, C: most };
}

const named = (source: Source): string =>
  typeof source === "string" || source instanceof URL ? String(source) : "the given bytes";
