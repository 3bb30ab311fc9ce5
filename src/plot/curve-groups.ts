import type { Row } from "./table.ts";

/** Number of the group of each row, and the rows of each group. */
export interface Groups {
  readonly of: Int32Array;
  readonly counts: readonly number[];
}

/** Groups of rows that agree in the given columns, numbered by first appearance. */
export function groupsOf(rows: readonly Row[], columns: readonly string[]): Groups {
  const of = new Int32Array(rows.length);
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  rows.forEach((row, i) => {
    let key = "";
    for (const column of columns) key += `${typeof row[column]} ${String(row[column])}\n`;
    let group = numbers.get(key);
    if (group === undefined) {
      group = counts.length;
      numbers.set(key, group);
      counts.push(0);
    }
    counts[group]!++;
    of[i] = group;
  });
  return { of, counts };
}

/**
 * How many of `most` each group may keep: all of it where it is small, the rest in equal shares.
 */
export function shares(counts: readonly number[], most: number): number[] {
  const order = counts.map((_, group) => group).sort((a, b) => counts[a]! - counts[b]!);
  const kept = counts.map(() => 0);
  let left = most;
  order.forEach((group, k) => {
    kept[group] = Math.min(counts[group]!, Math.floor(left / (order.length - k)));
    left -= kept[group]!;
  });
  return kept;
}
