import { choiceNote, chosenRows } from "./chosen-rows.ts";
import { classLabels } from "./class-labels.ts";
import type { NumericValues } from "./load-idx.ts";
import { normalised, type UnitVectors } from "./unit-vectors.ts";

/** Data on the sphere, with labels where there are some. */
export interface LabelledData {
  /** Where they are from, for people. */
  readonly source: string;
  /** Rows on the sphere, the mean of each removed first. */
  readonly vectors: UnitVectors;
  /** Class of each row, 0 … C − 1; null without labels. */
  readonly labels: Int32Array | null;
  /** Name of each class; empty without labels. */
  readonly classes: readonly string[];
  /** Height and width where the rows are images. */
  readonly image: { readonly height: number; readonly width: number } | null;
  /** Number of each row in its source, from 0. */
  readonly rows: Int32Array;
  /** Rows of the source. */
  readonly total: number;
  /** One sentence for each thing worth knowing. */
  readonly notes: readonly string[];
}

/** Which rows are taken, and how. */
export interface RowOptions {
  /** Rows at most; of more, so many are chosen at random by `seed`. Default all. */
  readonly rows?: number;
  /** Seed of that choice; 1. */
  readonly seed?: number;
  /** Rows that are constant, such as blank images, which have no place on the sphere: refused or left out. */
  readonly blank?: "refuse" | "skip";
  /** Names that labels may have; default: those that occur. */
  readonly classes?: readonly string[];
}

/** Numbers and labels before they are put on the sphere. */
export interface RawData {
  readonly source: string;
  readonly total: number;
  readonly N: number;
  /** total × N, row-major. */
  readonly values: NumericValues;
  /** Label of each row, and the source of the labels; null without. */
  readonly labels: { readonly values: readonly unknown[]; readonly from: string } | null;
  readonly image: { readonly height: number; readonly width: number } | null;
  readonly notes?: readonly string[];
}

/**
 * Puts rows on the sphere and numbers their classes.
 *
 * @throws {RangeError} no rows, N < 3, rows that are constant or not finite (named), labels as `classLabels`
 */
export function labelledData(caller: string, raw: RawData, options: RowOptions = {}): LabelledData {
  const { source, total, N, values, image } = raw;
  if (total === 0) throw new RangeError(`${caller}: expected rows, got none in ${source}`);
  const { rows: limit = total, seed = 1, blank = "refuse" } = options;
  if (!(Number.isSafeInteger(limit) && limit >= 1)) {
    throw new RangeError(
      `${caller}: expected an integer rows >= 1, got ${limit}; leave it out for all`,
    );
  }
  if (N < 3) {
    throw new RangeError(`${caller}: expected N >= 3 numbers a row, got ${N} in ${source}`);
  }
  const chosen = chosenRows(total, limit, seed);
  const isBlank = (row: number): boolean => {
    const first = values[row * N];
    if (!Number.isFinite(first)) return true;
    for (let i = 1; i < N; i++) if (values[row * N + i] !== first) return false;
    return true;
  };
  const blanks = chosen.filter(isBlank);
  if (blanks.length > 0 && blank === "refuse") {
    throw new RangeError(
      `${caller}: expected rows that are not blank or constant, got ${listed(blanks)} of ${source}; ` +
        "leave them out (blank: skip)",
    );
  }
  const rows = blanks.length === 0 ? chosen : chosen.filter((row) => !isBlank(row));
  if (rows.length === 0) throw new RangeError(`${caller}: expected rows, got none in ${source}`);
  const picked = new Float64Array(rows.length * N);
  rows.forEach((row, a) => {
    picked.set(values.subarray(row * N, (row + 1) * N), a * N);
  });
  const named = raw.labels && {
    all: classLabels(caller, raw.labels.values, raw.labels.from, options.classes),
  };
  return {
    source,
    vectors: normalised(picked, rows.length, N),
    labels: named && Int32Array.from(rows, (row) => named.all.labels[row]),
    classes: named?.all.classes ?? [],
    image,
    rows,
    total,
    notes: [
      ...(raw.notes ?? []),
      ...choiceNote("rows", chosen.length, total, seed),
      ...(blanks.length > 0 ? [`left out, as they are blank: ${listed(blanks)}`] : []),
    ],
  };
}

/** Rows by number, the first ten of them. */
function listed(rows: Int32Array): string {
  const more = rows.length > 10 ? ` and ${rows.length - 10} more` : "";
  return `${rows.length === 1 ? "row" : "rows"} ${rows.subarray(0, 10).join(", ")}${more}`;
}
