import { freeName, type Row } from "./table.ts";

/** Bands drawn between the ends of neighbouring rows. */
export interface Bands {
  /** Columns of the lower and upper edge, and of the piece that a row belongs to. */
  readonly lo: string;
  readonly hi: string;
  readonly piece: string;
  /** Edges and piece of each row, undefined where a row is in no band. */
  readonly ends: readonly (Row | undefined)[];
  readonly count: number;
}

/**
 * Rows whose uncertainty is drawn as a band. A piece is a stretch of rows of one line, in the order of x,
 * that all have one; a row that stands alone stays out, because a band of one vertex cannot be seen.
 */
export function bandsOf(
  rows: readonly Row[],
  bars: { readonly lo: string; readonly hi: string; readonly ends: readonly (Row | undefined)[] },
  x: string,
  lineOf: (row: Row) => string | undefined,
  used: readonly (string | undefined)[],
): Bands {
  const columns = {
    lo: freeName(`${bars.lo}_band`, used),
    hi: freeName(`${bars.hi}_band`, used),
    piece: freeName("band", used),
  };
  const lines = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const line = lineOf(row);
    if (line === undefined) return;
    const own = lines.get(line);
    if (own) own.push(i);
    else lines.set(line, [i]);
  });
  const ends: (Row | undefined)[] = rows.map(() => undefined);
  let piece = 0;
  let count = 0;
  for (const line of lines.values()) {
    line.sort((a, b) => Number(rows[a]![x]) - Number(rows[b]![x]));
    for (let from = 0; from < line.length; ) {
      let to = from;
      while (to < line.length && bars.ends[line[to]!]) to++;
      if (to - from > 1) {
        for (const i of line.slice(from, to)) {
          const bar = bars.ends[i]!;
          ends[i] = {
            [columns.lo]: bar[bars.lo],
            [columns.hi]: bar[bars.hi],
            [columns.piece]: piece,
          };
          count++;
        }
        piece++;
      }
      from = Math.max(to, from + 1);
    }
  }
  return { ...columns, ends, count };
}
