/** A value of a table that an encoding can hold. */
export type Category = string | number | boolean;

/** What every encoded column has. */
export interface EncodedColumn {
  /** Name of the column in the table. */
  readonly name: string;
  /** First spin of its code. */
  readonly offset: number;
  /** Number of spins of its code. */
  readonly bits: number;
}

/**
 * A column of categories: `one-hot` sets spin k to +1 for category k; `binary` writes the number of
 * the category in ⌈log₂ K⌉ spins, least significant first, +1 = 1.
 */
export interface CategoryColumn extends EncodedColumn {
  readonly kind: "one-hot" | "binary";
  /** Known categories in code order. */
  readonly categories: readonly Category[];
}

/**
 * A column of numbers in L levels: level l sets the first l of L − 1 spins to +1, so that the
 * Hamming distance of two codes is the distance of their levels.
 */
export interface ThermometerColumn extends EncodedColumn {
  readonly kind: "thermometer";
  /** L − 1 ascending inner edges; a value is in level l when l edges are ≤ it. */
  readonly edges: readonly number[];
  /** Smallest value seen; smaller ones are clamped to level 0. */
  readonly lo: number;
  /** Largest value seen; larger ones are clamped to level L − 1. */
  readonly hi: number;
  /** The value that stands for each level, length L. */
  readonly representatives: readonly number[];
}

/** A column that had one value only: no spins, decoding gives the value back. */
export interface ConstantColumn extends EncodedColumn {
  readonly kind: "constant";
  readonly value: Category;
}

export type ColumnEncoding = CategoryColumn | ThermometerColumn | ConstantColumn;

/**
 * The recorded scheme by which a table became patterns: plain JSON, all that `encode` and `decode`
 * need.
 *
 * With `missing: "code"` every code word has at least one +1 and the word of −1 only means "no
 * value": thermometer codes then have L spins (level l sets l + 1 of them), binary codes count from
 * 1. Constant columns have no spins and no such word.
 */
export interface Encoding {
  readonly version: 1;
  /** Spins of a pattern. */
  readonly N: number;
  /** What happens to rows with missing values. */
  readonly missing: "drop" | "code" | "error";
  /** Values that mean "no value" besides null, undefined, NaN and "". */
  readonly missingValues: readonly Category[];
  /** What happens to a category that the scheme does not know. */
  readonly unseen: "error" | "missing";
  readonly columns: readonly ColumnEncoding[];
}

/** Number of values a column can hold, the missing one not counted. */
export function levelsOf(column: ColumnEncoding): number {
  if (column.kind === "thermometer") return column.representatives.length;
  return column.kind === "constant" ? 1 : column.categories.length;
}

/**
 * The code words of a column in the order of its levels, each of `column.bits` spins ±1; with
 * `missing: "code"` the word of the missing value comes last. All are different.
 */
export function codeWords(column: ColumnEncoding, missing: Encoding["missing"]): Int8Array[] {
  const reserved = missing === "code" && column.kind !== "constant" ? 1 : 0;
  const isOn = (level: number, spin: number): boolean => {
    if (column.kind === "one-hot") return spin === level;
    if (column.kind === "thermometer") return spin < level + reserved;
    return Math.floor((level + reserved) / 2 ** spin) % 2 === 1;
  };
  const words = Array.from({ length: levelsOf(column) }, (_, level) =>
    Int8Array.from({ length: column.bits }, (_, spin) => (isOn(level, spin) ? 1 : -1)),
  );
  if (reserved) words.push(new Int8Array(column.bits).fill(-1));
  return words;
}

/** The value a level stands for: the category, the representative of the bin, or the constant. */
export function levelValue(column: ColumnEncoding, level: number): Category {
  if (column.kind === "thermometer") return column.representatives[level];
  return column.kind === "constant" ? column.value : column.categories[level];
}

/** Whether a value of a table is missing under an encoding. */
export function isMissing(value: unknown, missingValues: readonly Category[]): boolean {
  if (value === null || value === undefined || value === "") return true;
  return Number.isNaN(value) || missingValues.some((other) => other === value);
}

/** Refuses what is not an encoding, e.g. one read from a wrong file. */
export function requireEncoding(caller: string, encoding: Encoding): void {
  if (encoding?.version !== 1 || !Array.isArray(encoding.columns)) {
    throw new TypeError(
      `${caller}: expected an encoding of version 1 made by encodingOf, got ${inWords(encoding)}`,
    );
  }
  let offset = 0;
  for (const column of encoding.columns) {
    const K = levelsOf(column);
    if (column.bits !== bitsOf(column.kind, K, encoding.missing) || column.offset !== offset) {
      throw new TypeError(
        `${caller}: expected ${bitsOf(column.kind, K, encoding.missing)} spins from spin ${offset} for the ${K} values of column ${column.name}, got ${column.bits} from ${column.offset}`,
      );
    }
    offset += column.bits;
  }
  if (offset !== encoding.N) {
    throw new TypeError(`${caller}: expected N = ${offset} for the columns, got ${encoding.N}`);
  }
}

function inWords(other: unknown): string {
  if (typeof other !== "object" || other === null) return String(other);
  const { version } = other as Partial<Encoding>;
  return `an object of version ${version}${version === 1 ? " without columns" : ""}`;
}

/** Spins of a code for `levels` values. */
export function bitsOf(
  kind: ColumnEncoding["kind"],
  levels: number,
  missing: Encoding["missing"],
): number {
  const reserved = missing === "code" ? 1 : 0;
  if (kind === "constant") return 0;
  if (kind === "one-hot") return levels;
  if (kind === "thermometer") return levels - 1 + reserved;
  return Math.ceil(Math.log2(levels + reserved));
}
