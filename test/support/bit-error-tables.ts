import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";

/** Half a unit of the last printed digit: what its rounding may hide. */
export function halfDigit(printed: string): number {
  const [mantissa, exponent = "0"] = printed.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return 0.5000001 * 10 ** (Number(exponent) - decimals);
}

const model = (energy: PowerModel["energy"], n: number, N: number): PowerModel => ({
  energy,
  n,
  N,
});

/** One-bit error, as printed. */
export interface BitErrorRow {
  readonly model: PowerModel;
  readonly P: number;
  readonly unstable: string;
  readonly tied: string;
  /** By the saddlepoint formula for continuous laws, also at n = 2. */
  readonly saddlepoint: string;
  /** By the closed form of Krotov and Hopfield. */
  readonly closedForm: string;
}

/**
 * Printed by an independent program (NumPy): Fourier transform of the lattice law of a summand to the
 * power P − 1, absolute error about 1e-14; saddlepoint of Lugannani and Rice by bisection.
 */
export const bitErrorRows: readonly BitErrorRow[] = (
  [
    ["poly", 2, 20, 6, "1.980411884e-02", "1.230228448e-02", "2.5545e-02", "4.1271e-02"],
    ["poly", 2, 40, 10, "1.630497559e-02", "4.883738259e-03", "1.8656e-02", "2.6995e-02"],
    ["poly", 2, 100, 20, "1.055095314e-02", "1.359301253e-03", "1.1219e-02", "1.4645e-02"],
    ["poly", 3, 20, 15, "2.999233463e-03", "0.000000000e+00", "3.0325e-03", "1.5714e-03"],
    ["poly", 3, 40, 60, "2.035875810e-03", "3.025254468e-05", "2.0552e-03", "1.5714e-03"],
    ["poly", 4, 20, 40, "9.814240838e-04", "4.840115503e-06", "1.0064e-03", "1.3904e-04"],
    ["poly", 4, 32, 150, "2.498352413e-04", "3.697952667e-07", "2.5055e-04", "7.1918e-05"],
    ["poly", 4, 40, 300, "1.894367563e-04", "1.556245561e-07", "1.8939e-04", "8.6320e-05"],
    ["poly", 5, 20, 100, "6.537915918e-04", "2.581397846e-07", "6.8654e-04", "5.0180e-05"],
    ["rect", 2, 20, 6, "4.287559310e-03", "1.765983220e-03", "5.1676e-03", "5.5120e-03"],
    ["rect", 2, 40, 10, "2.406129933e-03", "5.184524349e-04", "2.6751e-03", "2.5834e-03"],
    ["rect", 2, 100, 20, "8.967148267e-04", "9.176788147e-05", "9.4552e-04", "8.5004e-04"],
    ["rect", 3, 20, 15, "4.050485859e-04", "1.204225447e-05", "4.1726e-04", "1.3049e-05"],
    ["rect", 3, 40, 60, "9.140824057e-05", "9.842403255e-07", "9.2364e-05", "1.3049e-05"],
    ["rect", 3, 64, 120, "6.989015232e-06", "3.985503608e-08", "7.0265e-06", "9.5733e-07"],
    ["rect", 4, 20, 40, "1.369380589e-04", "4.982764906e-07", "1.3988e-04", "1.2512e-07"],
    ["rect", 4, 40, 300, "2.666934141e-06", "1.517280528e-09", "2.6793e-06", "4.9806e-08"],
    ["rect", 5, 16, 40, "4.023202625e-04", "8.182013726e-07", "3.2329e-04", "1.1943e-08"],
    ["rect", 5, 20, 100, "1.167174904e-04", "3.551271242e-08", "1.1515e-04", "1.7422e-08"],
  ] as const
).map(([energy, n, N, P, unstable, tied, saddlepoint, closedForm]) => ({
  model: model(energy, n, N),
  P,
  unstable,
  tied,
  saddlepoint,
  closedForm,
}));

/** Capacities from the one-bit error, as printed. */
export interface HalfRow {
  readonly model: PowerModel;
  /** K N P_err = ln 2 by the saddlepoint formula for continuous laws, also at n = 2. */
  readonly saddlepoint: string;
  /** Closed forms, for a given pattern and for all. */
  readonly onePattern: string;
  readonly allPatterns: string;
}

/** Printed by the same program. */
export const halfRows: readonly HalfRow[] = (
  [
    ["poly", 2, 20, "4.3", "3.3", "1.7"],
    ["poly", 2, 32, "5.4", "4.6", "2.3"],
    ["poly", 2, 40, "6.1", "5.4", "2.7"],
    ["poly", 2, 64, "8.0", "7.7", "3.8"],
    ["poly", 2, 100, "10.6", "10.9", "5.4"],
    ["poly", 3, 20, "14.1", "22.3", "7.4"],
    ["poly", 3, 32, "29.1", "49.2", "16.4"],
    ["poly", 3, 40, "42.0", "72.3", "24.1"],
    ["poly", 3, 64, "92.7", "164.1", "54.7"],
    ["poly", 3, 100, "199.7", "361.9", "120.6"],
    ["poly", 4, 20, "38.6", "89.0", "22.3"],
    ["poly", 4, 32, "136.6", "315.2", "78.8"],
    ["poly", 4, 40, "252.1", "578.3", "144.6"],
    ["poly", 4, 64, "911.8", "2101.1", "525.3"],
    ["poly", 5, 20, "83.4", "254.3", "50.9"],
    ["poly", 5, 32, "515.0", "1440.7", "288.1"],
    ["poly", 5, 40, "1219.6", "3304.7", "660.9"],
    ["rect", 2, 20, "6.2", "6.7", "3.3"],
    ["rect", 2, 32, "8.0", "9.2", "4.6"],
    ["rect", 2, 40, "9.2", "10.8", "5.4"],
    ["rect", 2, 64, "12.4", "15.4", "7.7"],
    ["rect", 2, 100, "16.9", "21.7", "10.9"],
    ["rect", 3, 20, "22.5", "44.5", "14.8"],
    ["rect", 3, 32, "49.3", "98.5", "32.8"],
    ["rect", 3, 40, "72.5", "144.6", "48.2"],
    ["rect", 3, 64, "165.9", "328.3", "109.4"],
    ["rect", 3, 100, "365.8", "723.8", "241.3"],
    ["rect", 4, 20, "63.6", "178.0", "44.5"],
    ["rect", 4, 32, "240.8", "630.3", "157.6"],
    ["rect", 4, 40, "454.6", "1156.6", "289.2"],
    ["rect", 5, 20, "136.8", "508.7", "101.7"],
    ["rect", 5, 32, "917.9", "2881.5", "576.3"],
  ] as const
).map(([energy, n, N, saddlepoint, onePattern, allPatterns]) => ({
  model: model(energy, n, N),
  saddlepoint,
  onePattern,
  allPatterns,
}));

/** P at which a bit is unstable with probability 0.005, by the same saddlepoint formula. */
export const bitCapacityRows: readonly { readonly model: PowerModel; readonly P: string }[] = (
  [
    ["poly", 2, 100, "15.9"],
    ["poly", 3, 40, "76.0"],
    ["poly", 3, 64, "199"],
    ["poly", 3, 100, "493"],
    ["poly", 4, 40, "612"],
    ["poly", 4, 64, "2568"],
    ["poly", 5, 32, "1454"],
    ["rect", 2, 100, "29.9"],
    ["rect", 3, 40, "150"],
    ["rect", 3, 64, "397"],
    ["rect", 3, 100, "984"],
  ] as const
).map(([energy, n, N, P]) => ({ model: model(energy, n, N), P }));

/** K50 of simulated nested data sets: isotonic fit, with its 95 % bootstrap interval, as printed. */
export const simulatedHalfRows: readonly {
  readonly model: PowerModel;
  readonly K50: number;
  readonly lo: number;
  readonly hi: number;
}[] = (
  [
    ["poly", 2, 20, 4.8, 4.7, 4.9],
    ["poly", 2, 40, 6.8, 6.7, 6.9],
    ["poly", 2, 100, 11.2, 10.9, 11.3],
    ["poly", 3, 20, 16.0, 15.6, 16.4],
    ["poly", 3, 32, 31.2, 30.7, 31.9],
    ["poly", 3, 64, 94.1, 92.6, 96.1],
    ["poly", 4, 20, 42.7, 41.0, 43.8],
    ["poly", 5, 20, 95.7, 91.8, 100.4],
    ["rect", 2, 40, 11.0, 10.7, 11.2],
    ["rect", 3, 20, 25.5, 24.7, 26.2],
    ["rect", 3, 32, 52.6, 50.5, 53.8],
    ["rect", 3, 64, 164.0, 159.6, 173.7],
    ["rect", 4, 20, 70.0, 66.9, 73.4],
    ["rect", 4, 32, 252.0, 236.7, 261.6],
    ["rect", 5, 20, 143.0, 130.5, 157.0],
  ] as const
).map(([energy, n, N, K50, lo, hi]) => ({ model: model(energy, n, N), K50, lo, hi }));
