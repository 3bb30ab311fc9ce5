/** Capacities over many data sets, by a program other than ours. */
export interface ReferenceRow {
  readonly energy: "poly" | "rect";
  readonly order: number;
  readonly N: number;
  readonly separation: string;
  readonly correlation: string;
  /** Mean and standard error of K_first, K_last, and K50, as printed. */
  readonly first: readonly [number, number];
  readonly last: readonly [number, number];
  readonly half: readonly [number, number];
}

type Printed = [
  ReferenceRow["energy"],
  number,
  number,
  string,
  string,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Printed by capacity_reference.py (60 to 400 data sets a row), to three digits. */
const printed: readonly Printed[] = [
  ["poly", 2, 20, "none", "none", 4.375, 0.056, 4.567, 0.06, 4.759, 0.047],
  ["poly", 2, 32, "none", "none", 5.478, 0.061, 5.657, 0.065, 6.104, 0.084],
  ["poly", 2, 64, "none", "none", 8.085, 0.078, 8.33, 0.079, 8.645, 0.071],
  ["poly", 2, 100, "none", "none", 10.525, 0.086, 10.935, 0.091, 11.247, 0.102],
  ["poly", 3, 16, "none", "none", 11.435, 0.163, 12.162, 0.176, 12.312, 0.215],
  ["poly", 3, 20, "none", "none", 15.357, 0.212, 16.593, 0.221, 16.325, 0.224],
  ["poly", 3, 32, "none", "none", 28.715, 0.326, 31.113, 0.331, 30.296, 0.427],
  ["poly", 3, 40, "none", "none", 41.28, 0.432, 45.517, 0.444, 44.286, 0.939],
  ["poly", 3, 64, "none", "none", 87.85, 1.277, 99.42, 1.476, 93.2, 1.809],
  ["poly", 4, 12, "none", "none", 11.732, 0.245, 12.205, 0.264, 12.417, 0.316],
  ["poly", 4, 16, "none", "none", 22.58, 0.537, 24.79, 0.577, 23.538, 0.636],
  ["poly", 4, 20, "none", "none", 38.8, 1.19, 42.8, 1.223, 42.0, 1.477],
  ["poly", 5, 12, "none", "none", 19.005, 0.602, 19.48, 0.621, 19.25, 0.782],
  ["rect", 2, 20, "none", "none", 6.938, 0.099, 7.16, 0.1, 7.414, 0.133],
  ["rect", 2, 32, "none", "none", 8.928, 0.117, 9.213, 0.12, 9.567, 0.149],
  ["rect", 3, 16, "none", "none", 16.788, 0.275, 18.05, 0.293, 18.107, 0.353],
  ["rect", 3, 20, "none", "none", 23.927, 0.343, 25.613, 0.374, 24.87, 0.451],
  ["rect", 3, 32, "none", "none", 50.01, 0.841, 53.915, 0.847, 51.727, 0.751],
  ["rect", 4, 12, "none", "none", 18.12, 0.529, 18.78, 0.551, 18.0, 0.696],
  ["poly", 2, 32, "mean:0.2", "none", 2.038, 0.01, 2.038, 0.01, 2.519, 0.005],
  ["poly", 2, 32, "mean:0.4", "none", 3.86, 0.048, 3.93, 0.052, 4.33, 0.04],
  ["poly", 3, 32, "mean:0.2", "none", 2.595, 0.031, 2.595, 0.031, 3.05, 0.048],
  ["poly", 3, 32, "mean:0.25", "none", 3.208, 0.042, 3.212, 0.042, 3.647, 0.04],
  ["poly", 3, 32, "mean:0.3", "none", 4.265, 0.059, 4.282, 0.06, 4.632, 0.047],
  ["poly", 3, 32, "mean:0.35", "none", 5.742, 0.083, 5.817, 0.087, 6.06, 0.112],
  ["poly", 3, 32, "mean:0.4", "none", 9.068, 0.134, 9.303, 0.136, 9.455, 0.181],
  ["poly", 3, 32, "mean:0.45", "none", 16.325, 0.225, 16.855, 0.224, 17.179, 0.379],
  ["poly", 4, 32, "mean:0.2", "none", 3.362, 0.047, 3.368, 0.047, 3.761, 0.039],
  ["poly", 4, 32, "mean:0.3", "none", 6.482, 0.101, 6.565, 0.102, 6.864, 0.092],
  ["poly", 4, 32, "mean:0.4", "none", 19.235, 0.41, 19.875, 0.419, 19.87, 0.319],
  ["poly", 2, 32, "none", "ar1:0.4", 4.88, 0.059, 5.03, 0.061, 5.358, 0.077],
  ["poly", 3, 32, "none", "ar1:0.4", 18.832, 0.247, 20.345, 0.25, 20.227, 0.372],
  ["poly", 4, 20, "none", "ar1:0.4", 19.793, 0.539, 21.007, 0.588, 19.667, 0.628],
  ["poly", 3, 20, "none", "ar1:0.2", 13.752, 0.179, 14.68, 0.198, 14.5, 0.179],
  ["poly", 3, 20, "none", "ar1:0.4", 10.527, 0.15, 11.035, 0.161, 11.078, 0.182],
  ["poly", 3, 20, "none", "ar1:0.6", 6.975, 0.114, 7.16, 0.118, 7.373, 0.166],
  ["rect", 3, 20, "none", "ar1:0.4", 16.165, 0.261, 17.102, 0.277, 16.864, 0.423],
  ["poly", 2, 20, "none", "ar1:0.4", 3.917, 0.052, 4.022, 0.056, 4.402, 0.046],
  ["poly", 2, 200, "none", "none", 16.48, 0.18, 17.45, 0.19, 17.522, 0.292],
  ["poly", 4, 32, "none", "none", 132.767, 2.788, 146.267, 2.996, 141.0, 2.873],
  ["poly", 5, 16, "none", "none", 43.033, 1.991, 44.967, 2.023, 45.0, 2.734],
  ["poly", 6, 10, "none", "none", 8.96, 0.353, 9.17, 0.352, 8.455, 0.318],
  ["rect", 4, 16, "none", "none", 36.72, 1.331, 40.11, 1.446, 39.2, 1.332],
  ["rect", 5, 10, "none", "none", 12.525, 0.417, 12.77, 0.416, 12.714, 0.477],
  ["poly", 4, 32, "mean:0.25", "none", 4.572, 0.067, 4.6, 0.068, 4.972, 0.081],
  ["poly", 4, 32, "mean:0.35", "none", 10.575, 0.17, 10.775, 0.173, 10.9, 0.176],
  ["poly", 4, 32, "mean:0.45", "none", 46.94, 1.246, 48.19, 1.25, 47.0, 1.215],
  ["poly", 2, 64, "mean:0.3", "none", 2.685, 0.026, 2.685, 0.026, 3.254, 0.03],
  ["poly", 3, 64, "mean:0.4", "none", 11.75, 0.212, 11.955, 0.214, 12.0, 0.244],
  ["rect", 3, 32, "mean:0.4", "none", 9.332, 0.142, 9.5, 0.147, 9.717, 0.175],
  ["poly", 3, 64, "none", "ar1:0.4", 48.78, 0.964, 53.15, 0.962, 51.0, 1.311],
  ["poly", 2, 32, "none", "ar1:0.6", 4.215, 0.054, 4.332, 0.056, 4.629, 0.048],
  ["poly", 3, 32, "none", "block8:0.2", 19.593, 0.263, 21.188, 0.286, 20.429, 0.478],
  ["poly", 3, 32, "none", "block8:0.4", 10.955, 0.155, 11.422, 0.165, 11.641, 0.26],
  ["poly", 2, 32, "none", "block8:0.4", 4.117, 0.05, 4.205, 0.053, 4.565, 0.044],
  ["poly", 3, 32, "none", "equi:0.1", 18.335, 0.301, 19.302, 0.319, 19.0, 0.306],
  ["poly", 3, 32, "none", "equi:0.3", 5.995, 0.135, 6.112, 0.137, 6.125, 0.192],
  ["rect", 3, 32, "none", "equi:0.1", 26.49, 0.603, 27.66, 0.626, 27.1, 0.716],
];

export const referenceRows: readonly ReferenceRow[] = printed.map(
  ([energy, order, N, separation, correlation, ...numbers]) => ({
    energy,
    order,
    N,
    separation,
    correlation,
    first: [numbers[0], numbers[1]],
    last: [numbers[2], numbers[3]],
    half: [numbers[4], numbers[5]],
  }),
);

/** Error of a printed mean: its printed error at most half a last digit larger, and its own rounding. */
export function printedError(error: number, digits: number): number {
  const unit = 10 ** -digits;
  return Math.hypot(error + unit / 2, unit / Math.sqrt(12));
}
