import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";

/** Mean number of patterns stored before the first failure, over data sets, and its standard error. */
export interface StructuredRow {
  readonly model: PowerModel;
  /** Mean separation δ, smallest distance in bits, or printed name of a correlation. */
  readonly setting: string;
  readonly first: number;
  readonly error: number;
}

/** Rows of a table of several settings, mean and standard error as printed; "-" where nothing was measured. */
function table(
  N: number,
  settings: readonly string[],
  printed: readonly (readonly [PowerModel["energy"], number, string])[],
): StructuredRow[] {
  return printed.flatMap(([energy, n, values]) =>
    values.split(", ").flatMap((value, k) => {
      if (value === "-") return [];
      const [first, error] = value.split(" ± ").map(Number);
      // half a last digit of the error, and the rounding of the mean
      const whole = Math.hypot(error + 0.05, 0.1 / Math.sqrt(12));
      return [{ model: { energy, n, N }, setting: settings[k], first, error: whole }];
    }),
  );
}

/**
 * Printed by an independent program (NumPy): spins flipped from one centroid, mean distance
 * δN; 60 sets for n = 2, 3, then 24 or 30, and 12 for n = 5.
 */
export const meanSeparationRows: readonly StructuredRow[] = table(
  64,
  ["0.1", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.48", "0.5"],
  [
    [
      "poly",
      3,
      "2.0 ± 0.0, 2.7 ± 0.1, 3.4 ± 0.1, 4.5 ± 0.1, 6.5 ± 0.2, 11.4 ± 0.4, 25.7 ± 0.9, 54.7 ± 1.2, 91.0 ± 1.6",
    ],
    [
      "poly",
      4,
      "2.2 ± 0.1, 3.5 ± 0.2, 5.1 ± 0.2, 7.2 ± 0.3, 12.8 ± 0.6, 28.3 ± 1.2, 100.2 ± 3.4, 331.1 ± 10.8, 852.2 ± 18.5",
    ],
    [
      "poly",
      5,
      "2.8 ± 0.2, 5.1 ± 0.4, 7.6 ± 0.6, 10.9 ± 0.8, 25.5 ± 2.6, 69.0 ± 3.2, 304.7 ± 12.4, 1240.7 ± 37.8, -",
    ],
    [
      "rect",
      2,
      "2.0 ± 0.0, 2.0 ± 0.0, 2.2 ± 0.1, 2.6 ± 0.1, 3.1 ± 0.1, 3.9 ± 0.1, 6.0 ± 0.2, 9.3 ± 0.3, 13.6 ± 0.4",
    ],
    [
      "rect",
      3,
      "2.0 ± 0.0, 2.7 ± 0.1, 3.4 ± 0.1, 4.5 ± 0.1, 6.5 ± 0.2, 11.4 ± 0.4, 26.0 ± 0.9, 62.4 ± 1.6, 158.0 ± 3.2",
    ],
    [
      "rect",
      4,
      "2.2 ± 0.1, 3.5 ± 0.2, 5.1 ± 0.2, 7.2 ± 0.3, 12.8 ± 0.6, 28.3 ± 1.2, 100.1 ± 3.4, 324.5 ± 9.8, 1552.6 ± 34.4",
    ],
  ],
);

/**
 * Printed by an independent program (NumPy): candidates closer than the minimum to an
 * earlier pattern refused.
 */
export const minimumSeparationRows: readonly StructuredRow[] = table(
  32,
  ["0", "4", "6", "7", "8", "9", "10"],
  [
    [
      "poly",
      3,
      "29.6 ± 0.9, 30.2 ± 0.8, 30.3 ± 0.8, 30.5 ± 0.9, 30.9 ± 0.9, 32.4 ± 0.9, 34.6 ± 1.0",
    ],
    [
      "poly",
      4,
      "130.2 ± 3.9, 130.3 ± 3.3, 133.6 ± 3.0, 138.0 ± 2.9, 146.1 ± 3.0, 158.7 ± 4.0, 210.0 ± 4.8",
    ],
    [
      "poly",
      5,
      "507.6 ± 16.4, 491.1 ± 16.1, 520.0 ± 15.2, 559.7 ± 13.7, 614.0 ± 23.2, 779.6 ± 21.3, -",
    ],
    ["rect", 2, "8.8 ± 0.3, 9.0 ± 0.3, 9.0 ± 0.3, 9.0 ± 0.3, 9.0 ± 0.3, 9.4 ± 0.3, 9.9 ± 0.3"],
    [
      "rect",
      3,
      "49.0 ± 1.3, 49.5 ± 1.5, 50.8 ± 1.5, 51.6 ± 1.5, 54.2 ± 1.4, 61.4 ± 1.4, 71.1 ± 1.4",
    ],
    ["rect", 4, "225.3 ± 6.9, 232.3 ± 5.6, 241.9 ± 5.6, 249.9 ± 5.7, 311.6 ± 6.7, -, -"],
  ],
);

/**
 * Printed by an independent program (NumPy): zero-mean dichotomised Gaussian patterns.
 */
export const correlationRows: readonly StructuredRow[] = table(
  64,
  [
    "ar1:0",
    "ar1:0.2",
    "ar1:0.4",
    "ar1:0.6",
    "ar1:0.8",
    "block8:0.1",
    "block8:0.2",
    "block8:0.4",
    "equi:0.02",
    "equi:0.05",
    "equi:0.1",
    "equi:0.2",
  ],
  [
    [
      "poly",
      3,
      "91.0 ± 1.6, 77.2 ± 1.8, 50.8 ± 1.0, 25.8 ± 0.7, 10.4 ± 0.4, 77.2 ± 1.8, 54.3 ± 1.2, 24.0 ± 0.7, 80.4 ± 1.9, 54.6 ± 2.0, 27.0 ± 1.2, 10.8 ± 0.5",
    ],
    [
      "poly",
      4,
      "852.2 ± 18.5, 521.5 ± 9.8, 226.9 ± 5.7, 76.6 ± 3.7, 22.4 ± 1.0, 483.9 ± 12.3, 222.6 ± 6.0, 67.6 ± 3.0, 497.8 ± 15.6, 147.5 ± 7.4, 43.4 ± 2.7, 15.6 ± 1.2",
    ],
    [
      "poly",
      5,
      "-, 4354.3 ± 168.0, 1473.7 ± 52.0, 309.8 ± 20.8, 37.9 ± 3.3, 4126.5 ± 134.7, 1331.9 ± 92.3, 265.2 ± 18.9, 3810.8 ± 143.2, 825.9 ± 85.7, 143.6 ± 14.9, 27.4 ± 4.2",
    ],
    [
      "rect",
      2,
      "13.6 ± 0.4, 12.5 ± 0.4, 11.2 ± 0.4, 9.3 ± 0.3, 6.3 ± 0.2, 12.8 ± 0.4, 12.3 ± 0.4, 8.5 ± 0.3, 13.4 ± 0.4, 12.1 ± 0.3, 10.2 ± 0.4, 7.0 ± 0.3",
    ],
    [
      "rect",
      3,
      "158.0 ± 3.2, 136.0 ± 2.8, 85.0 ± 2.3, 42.2 ± 1.4, 17.5 ± 0.7, 135.8 ± 2.9, 82.1 ± 1.8, 38.2 ± 1.1, 134.6 ± 3.0, 76.4 ± 2.8, 35.7 ± 1.5, 15.7 ± 0.8",
    ],
    [
      "rect",
      4,
      "1552.6 ± 34.4, 1019.4 ± 17.8, 421.0 ± 11.5, 137.1 ± 4.6, 35.8 ± 2.0, 945.7 ± 19.2, 412.6 ± 11.0, 120.7 ± 4.9, 833.7 ± 27.4, 241.0 ± 11.7, 75.6 ± 4.9, 23.5 ± 1.5",
    ],
  ],
);
