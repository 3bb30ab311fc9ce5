import { extent } from "./axis.ts";
import type { FigureOptions } from "./figure-options.ts";
import { type FigureSpec, field } from "./spec.ts";

/** A linear axis of a plane of states. */
export interface PlaneAxis {
  /** Column of the table, and of every table drawn over it. */
  readonly column: string;
  /** Title with unit and convention; default: the column name. */
  readonly title?: string;
}

/** The axis that a column name or a record stands for. */
export function planeAxis(axis: string | PlaneAxis): PlaneAxis {
  return typeof axis === "string" ? { column: axis } : axis;
}

/** Size of the plotting area: a square of 320 pixels, or nearly one in the column of a journal. */
export function planeSize(options: FigureOptions) {
  const height = options.journal === "one-column" ? 255 : 320;
  return { width: options.width ?? 320, height: options.height ?? height };
}

/** Range of coordinates, widened by half the smallest distance between two of them. */
export function widened(values: readonly number[]): readonly [number, number] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]!);
  const half = (gaps.length === 0 ? 1 : extent(gaps)[0]) / 2;
  return [sorted[0]! - half, sorted.at(-1)! + half];
}

/** Encoding of an axis with a fixed range, without grid lines. */
export function planeChannel(
  { column, title }: PlaneAxis,
  domain: readonly [number, number],
): FigureSpec {
  return {
    field: field(column),
    type: "quantitative",
    title: title ?? column,
    scale: { type: "linear", domain: [...domain], nice: false, zero: false },
    axis: { grid: false, labelFlush: false },
  };
}
