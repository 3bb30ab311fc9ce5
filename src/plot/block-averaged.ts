import { numberWords } from "./estimate-words.ts";
import { categoryWords } from "./labels.ts";
import {
  categoryIn,
  distinct,
  numberIn,
  type Row,
  requireCategories,
  requireNumbers,
  rowsOf,
  type Table,
} from "./table.ts";
import type { ReducedRows } from "./thinned.ts";

/** Choices of `blockAveraged`. */
export interface BlockAveragedOptions {
  /** Columns of the two axes of the cells. */
  readonly x: string;
  readonly y: string;
  /** Column that is averaged. */
  readonly value: string;
  /** How neighbouring numbers of an axis become one: their mean, or on "log" their geometric mean. */
  readonly xScale?: "linear" | "log";
  readonly yScale?: "linear" | "log";
  /** Most blocks; default 2000. */
  readonly most?: number;
}

const caller = "blockAveraged";

/**
 * The cells of a heat map, joined to blocks of equal numbers of cells whose values are averaged.
 *
 * A block stands at the mean of its numbers along each axis; of names it is called "first … last". Cells
 * without a row count as nothing. The rule names the smallest and the largest cell, which means do not show.
 *
 * @param table  one row a cell; not modified
 * @throws {RangeError} missing columns, values that are not finite
 */
export function blockAveraged(table: Table, options: BlockAveragedOptions): ReducedRows {
  const { x, y, value, most = 2000 } = options;
  const rows = rowsOf(caller, table);
  for (const column of [x, y]) requireCategories(caller, rows, column);
  requireNumbers(caller, rows, value);
  if (rows.length <= most) return { rows, rule: undefined };
  const [xs, ys] = [distinct(rows, x), distinct(rows, y)];
  const [wide, high] = blockSize(xs.length, ys.length, most);
  const across = blocksOf(xs, wide, options.xScale);
  const up = blocksOf(ys, high, options.yScale);
  const sums = new Map<number, { sum: number; count: number }>();
  for (const row of rows) {
    const key = across.at(row[x]) * up.names.length + up.at(row[y]);
    const block = sums.get(key) ?? { sum: 0, count: 0 };
    block.sum += numberIn(row[value]);
    block.count++;
    sums.set(key, block);
  }
  const blocks = [...sums].map(([key, { sum, count }]) => ({
    [x]: across.names[Math.floor(key / up.names.length)]!,
    [y]: up.names[key % up.names.length]!,
    [value]: sum / count,
  }));
  const least = rows.reduce((a, b) => (numberIn(b[value]) < numberIn(a[value]) ? b : a));
  const greatest = rows.reduce((a, b) => (numberIn(b[value]) > numberIn(a[value]) ? b : a));
  const where = (row: Row) =>
    `${numberWords(numberIn(row[value]))} at ${[x, y].map((name) => categoryWords(categoryIn(row[name]))).join(", ")}`;
  const size = `means of ${wide} × ${high} cells, ${blocks.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
  return {
    rows: blocks,
    rule: `${size}; smallest cell ${where(least)}; largest ${where(greatest)}`,
  };
}

/** Cells of a block along both axes, nearly equal, so that there are at most `most` blocks. */
function blockSize(columns: number, rows: number, most: number): [number, number] {
  const side = Math.sqrt((columns * rows) / most);
  const count = (wide: number, high: number) => Math.ceil(columns / wide) * Math.ceil(rows / high);
  let [wide, high] = [
    Math.max(1, Math.min(columns, Math.floor(side))),
    Math.max(1, Math.min(rows, Math.floor(side))),
  ];
  while (count(wide, high) > most) {
    if (Math.ceil(columns / wide) > Math.ceil(rows / high)) wide++;
    else high++;
  }
  return [wide, high];
}

/** Names of the blocks of an axis, and the block of a value. */
function blocksOf(
  values: readonly (string | number)[],
  size: number,
  scale: "linear" | "log" = "linear",
) {
  const places = new Map(values.map((value, i) => [value, Math.floor(i / size)]));
  const names = Array.from({ length: Math.ceil(values.length / size) }, (_, block) =>
    nameOf(values.slice(block * size, (block + 1) * size), scale),
  );
  return { names, at: (value: unknown) => places.get(categoryIn(value))! };
}

function nameOf(own: readonly (string | number)[], scale: "linear" | "log"): string | number {
  if (own.length === 1) return own[0]!;
  if (!own.every((value) => typeof value === "number")) return `${own[0]} … ${own.at(-1)}`;
  const [to, from] = scale === "log" ? [Math.log, Math.exp] : [Number, Number];
  return from(own.reduce((sum, value) => sum + to(value), 0) / own.length);
}
