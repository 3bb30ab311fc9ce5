import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { latexBundle } from "../jupyter/rich-text.ts";
import { cut } from "../jupyter/value-text.ts";
import { count, gridBundle } from "./grid.ts";

// The packages are recognised by what their values can do, whichever copy of them made these.

interface MathMatrix {
  readonly isMatrix: true;
  size(): number[];
  get(index: number[]): unknown;
  /** Share of the entries that are stored, of sparse matrices only. */
  density?(): number;
}

/** A parsed expression of mathjs, also of mathjs/number. */
interface Expression {
  readonly isNode: true;
  toTex(): string;
  toString(): string;
}

interface MLMatrix {
  readonly rows: number;
  readonly columns: number;
  get(row: number, column: number): unknown;
}

/** Marks of mathjs on values whose own text says all. */
const numberMarks = ["isComplex", "isBigNumber", "isFraction", "isUnit"];

/** True for dense and sparse matrices of mathjs. */
export function isMathMatrix(value: unknown): value is MathMatrix {
  return has(value, "size", "get", "toArray") && isMarked(value, "isMatrix");
}

/** True for expression nodes of mathjs. */
export function isExpression(value: unknown): value is Expression {
  return has(value, "toTex", "toString") && isMarked(value, "isNode");
}

/** True for complex numbers, fractions, big numbers and units of mathjs. */
export function isMathNumber(value: unknown): value is { toString(): string } {
  return numberMarks.some((mark) => isMarked(value, mark)) && has(value, "toString");
}

/** True for matrices of ml-matrix. */
export function isMLMatrix(value: unknown): value is MLMatrix {
  return has(value, "get", "to2DArray", "mmul") && typeof (value as MLMatrix).rows === "number";
}

/** A mathjs matrix as rows; of more than two dimensions as text. */
export function mathMatrixBundle(matrix: MathMatrix): MimeBundle {
  const size = matrix.size();
  const [rows = 1, columns = 1] = size;
  if (size.length > 2) {
    return { "text/plain": `matrix of size ${size.join(" × ")}\n${cut(String(matrix))}` };
  }
  const density = matrix.density?.();
  const stored = density === undefined ? undefined : Math.round(density * rows * columns);
  return gridBundle({
    summary:
      stored === undefined
        ? shape(rows, columns)
        : `sparse ${shape(rows, columns)}, ${stored} of ${rows * columns} entries stored`,
    columns: Array.from({ length: columns }, () => ""),
    rowCount: rows,
    cell: (row, column) => matrix.get(size.length === 1 ? [row] : [row, column]),
  });
}

/** An expression as a formula. */
export function expressionBundle(expression: Expression): MimeBundle {
  return { ...latexBundle(expression.toTex()), "text/plain": expression.toString() };
}

/** A matrix of ml-matrix as rows. */
export function mlMatrixBundle(matrix: MLMatrix): MimeBundle {
  return gridBundle({
    summary: shape(matrix.rows, matrix.columns),
    columns: Array.from({ length: matrix.columns }, () => ""),
    rowCount: matrix.rows,
    cell: (row, column) => matrix.get(row, column),
  });
}

function shape(rows: number, columns: number): string {
  return `matrix of ${count(rows, "row")} and ${count(columns, "column")}`;
}

/** True if `value` has all the named methods. */
function has(value: unknown, ...methods: string[]): boolean {
  const record = value as Record<string, unknown>;
  return methods.every((method) => typeof record[method] === "function");
}

function isMarked(value: unknown, mark: string): boolean {
  return (value as Record<string, unknown>)[mark] === true;
}
