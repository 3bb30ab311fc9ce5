import type { Groups } from "./curve-groups.ts";
import { numberIn, type Row } from "./table.ts";

/**
 * Positions of the rows with the smallest and the largest number of each column in each group, ascending;
 * the first of equals. Cells that are no numbers are passed over.
 */
export function extremePlaces(
  rows: readonly Row[],
  { of, counts }: Groups,
  columns: readonly string[],
): number[] {
  const best = counts.map(() => columns.map((): [number, number] => [-1, -1]));
  rows.forEach((row, i) => {
    columns.forEach((column, c) => {
      const value = numberIn(row[column]);
      if (Number.isNaN(value)) return;
      const ends = best[of[i]!]![c]!;
      if (ends[0] < 0 || value < numberIn(rows[ends[0]]![column])) ends[0] = i;
      if (ends[1] < 0 || value > numberIn(rows[ends[1]]![column])) ends[1] = i;
    });
  });
  const places = new Set(best.flat(2).filter((place) => place >= 0));
  return [...places].sort((a, b) => a - b);
}
