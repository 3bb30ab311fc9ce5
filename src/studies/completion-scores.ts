import { clusteredMean } from "../numerics/clustered-mean.ts";
import type { HeldOutCell } from "./completion-hold-out.ts";

/** How well a column is completed; errors are standard errors over rows. */
export interface ColumnScore {
  readonly column: string;
  readonly kind: string;
  /** Held-out cells. */
  readonly cells: number;
  /** Share of cells with the true category, or the level of the true number. */
  readonly accuracy: number;
  readonly accuracy_se: number;
  /** The same when the column mode is put everywhere. */
  readonly mode_accuracy: number;
  readonly mode_accuracy_se: number;
  /** accuracy − mode_accuracy, paired by cell. */
  readonly gain: number;
  readonly gain_se: number;
  /** Mean |error| of numbers in the unit of the column; null for categories. */
  readonly error: number | null;
  readonly error_se: number | null;
  /** The same for the representative of the fullest level, and for the median. */
  readonly mode_error: number | null;
  readonly mode_error_se: number | null;
  readonly median_error: number | null;
  readonly median_error_se: number | null;
  /** Smaller of mode_error and median_error minus error, paired by cell. */
  readonly saved: number | null;
  readonly saved_se: number | null;
}

/**
 * Accuracy and error by column against the column mode and median.
 *
 * @param cells  at least one
 * @throws {RangeError} no cells
 */
export function completionScores(cells: readonly HeldOutCell[]): ColumnScore[] {
  if (cells.length === 0) throw new RangeError("completionScores: expected cells, got 0");
  const columns = [...new Set(cells.map(({ column }) => column))];
  return columns.map((column) => {
    const own = cells.filter((cell) => cell.column === column);
    const rows = own.map(({ row }) => row);
    const over = (of: (cell: HeldOutCell) => number) => clusteredMean(own.map(of), rows);
    const isNumber = own[0].error !== null;
    const numbers = (of: (cell: HeldOutCell) => number) =>
      isNumber ? over(of) : { mean: null, standardError: null };
    const accuracy = over(({ right }) => right);
    const mode = over(({ mode_right }) => mode_right);
    const gain = over(({ right, mode_right }) => right - mode_right);
    const error = numbers((cell) => cell.error!);
    const modeError = numbers((cell) => cell.mode_error!);
    const medianError = numbers((cell) => cell.median_error!);
    const isMedianBetter = isNumber && medianError.mean! < modeError.mean!;
    const saved = numbers(
      (cell) => (isMedianBetter ? cell.median_error! : cell.mode_error!) - cell.error!,
    );
    return {
      column,
      kind: own[0].kind,
      cells: own.length,
      accuracy: accuracy.mean,
      accuracy_se: accuracy.standardError,
      mode_accuracy: mode.mean,
      mode_accuracy_se: mode.standardError,
      gain: gain.mean,
      gain_se: gain.standardError,
      error: error.mean,
      error_se: error.standardError,
      mode_error: modeError.mean,
      mode_error_se: modeError.standardError,
      median_error: medianError.mean,
      median_error_se: medianError.standardError,
      saved: saved.mean,
      saved_se: saved.standardError,
    };
  });
}

/** How often fillings of one range of confidence are right. */
export interface ConfidenceBin {
  /** Range of the confidence, lo ≤ c < hi, in the last one c ≤ hi. */
  readonly lo: number;
  readonly hi: number;
  readonly cells: number;
  /** Mean confidence of the cells. */
  readonly confidence: number;
  /** Share of right fillings, with its standard error over rows. */
  readonly accuracy: number;
  readonly accuracy_se: number;
}

/**
 * Calibration of the confidence: accuracy in equally wide bins; bins without cells are left out.
 *
 * @param bins  number of bins of 0 … 1, integer ≥ 1
 * @throws {RangeError} bins is no such integer
 */
export function confidenceBins(cells: readonly HeldOutCell[], bins: number): ConfidenceBin[] {
  if (!(Number.isInteger(bins) && bins >= 1)) {
    throw new RangeError(`confidenceBins: expected an integer bins >= 1, got ${bins}`);
  }
  const binOf = (confidence: number): number => Math.min(bins - 1, Math.floor(confidence * bins));
  return Array.from({ length: bins }, (_, bin) => bin).flatMap((bin) => {
    const own = cells.filter(({ confidence }) => binOf(confidence) === bin);
    if (own.length === 0) return [];
    const rows = own.map(({ row }) => row);
    const accuracy = clusteredMean(
      own.map(({ right }) => right),
      rows,
    );
    return [
      {
        lo: bin / bins,
        hi: (bin + 1) / bins,
        cells: own.length,
        confidence: own.reduce((sum, cell) => sum + cell.confidence, 0) / own.length,
        accuracy: accuracy.mean,
        accuracy_se: accuracy.standardError,
      },
    ];
  });
}
