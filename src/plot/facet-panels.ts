import { categoryWords } from "./labels.ts";
import { categoryIn, distinct, hintAt, type Row, requireCategories } from "./table.ts";

/** A column that tells panels apart. */
export interface FacetColumn {
  readonly column: string;
  /** Name of the column over the panels; default: the column name. */
  readonly title?: string;
  /** Values drawn, in this order; default: all. */
  readonly values?: readonly (string | number)[];
}

/** One column whose panels are wrapped, or two columns that make a grid. */
export type FacetBy =
  | string
  | FacetColumn
  | { readonly across: string | FacetColumn; readonly down: string | FacetColumn };

/** The rows of one panel. */
export interface Panel {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** The panels in reading order; for a grid also how many stand in a line. */
export function panelsOf(
  caller: string,
  rows: readonly Row[],
  by: FacetBy,
): { readonly list: readonly Panel[]; readonly across?: number } {
  const isGrid = typeof by !== "string" && "across" in by;
  const lists = (isGrid ? [by.down, by.across] : [by]).map((column) => split(caller, rows, column));
  if (!isGrid) return { list: lists[0]! };
  const list = lists[0]!.flatMap((line) => {
    const isInLine = new Set(line.rows);
    return lists[1]!.map((panel) => {
      const name = `${line.name}, ${panel.name}`;
      const own = panel.rows.filter((row) => isInLine.has(row));
      if (own.length === 0) {
        throw new RangeError(
          `${caller}: expected rows for every panel, got none with ${name}; ` +
            "add rows, state the values to draw, or facet by one column",
        );
      }
      return { name, rows: own };
    });
  });
  return { list, across: lists[1]!.length };
}

/** The rows of each value of a column. */
function split(caller: string, rows: readonly Row[], by: string | FacetColumn): Panel[] {
  const {
    column,
    title = column,
    values,
  } = typeof by === "string" ? ({ column: by } as FacetColumn) : by;
  requireCategories(caller, rows, column);
  const present = distinct(rows, column);
  for (const value of values ?? []) {
    if (present.includes(value)) continue;
    const names = present.map(String);
    throw new RangeError(
      `${caller}: expected rows for every panel, got none with ${column} = ${value} ` +
        `(values: ${names.join(", ")})${hintAt(String(value), names)}`,
    );
  }
  return (values ?? present).map((value) => ({
    name: typeof value === "number" ? `${title} = ${categoryWords(value)}` : value,
    rows: rows.filter((row) => categoryIn(row[column]) === value),
  }));
}
