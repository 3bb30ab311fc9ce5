/** A pattern drawn as a small image. */
export interface PatternImage {
  /** Caption above the image. */
  readonly label: string;
  /** Values row by row from the top left; ±1, or any finite numbers. Not modified. */
  readonly values: ArrayLike<number>;
  /** Pixels in one row of the image; divides the number of values. */
  readonly width: number;
  /** Images of one group stand in one row, named on the left. Give it to all images or to none. */
  readonly group?: string;
}
