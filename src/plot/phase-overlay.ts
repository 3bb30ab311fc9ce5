import {
  distinct,
  numberIn,
  type Row,
  requireCategories,
  requireNumbers,
  requirePositive,
  rowsOf,
  type Table,
} from "./table.ts";

/** Lines or points over a diagram. */
export interface PhaseOverlay {
  readonly table: Table;
  /** Columns of the place; default: those of the diagram. */
  readonly x?: string;
  readonly y?: string;
  /** Column that names the lines or the sorts of points. */
  readonly kind?: string;
  /** Title of their legend; default: the column that names them. */
  readonly title?: string;
}

/** Rows of an overlay in the columns of the diagram. */
export interface OverlayRows {
  readonly values: readonly Row[];
  readonly kinds: readonly string[];
  /** Column and title of the kinds; undefined where there is one unnamed. */
  readonly kind: string | undefined;
  readonly title: string;
}

/** Reads an overlay; refuses places that the axes cannot show, and more than `most` kinds. */
export function overlayOf(
  caller: string,
  overlay: PhaseOverlay,
  axes: Readonly<Record<"x" | "y", { readonly column: string; readonly scale: string }>>,
  kindColumn: string,
  most: number,
): OverlayRows {
  const rows = rowsOf(caller, overlay.table);
  const from = { x: overlay.x ?? axes.x.column, y: overlay.y ?? axes.y.column };
  for (const direction of ["x", "y"] as const) {
    requireNumbers(caller, rows, from[direction]);
    if (axes[direction].scale === "log") requirePositive(caller, rows, from[direction]);
  }
  const { kind } = overlay;
  if (kind !== undefined) requireCategories(caller, rows, kind);
  const kinds = kind === undefined ? [] : distinct(rows, kind).map(String);
  if (kinds.length > most) {
    throw new RangeError(
      `${caller}: expected at most ${most} values of column "${kind}", got ${kinds.length}; ` +
        "filter the table or draw several figures",
    );
  }
  return {
    values: rows.map((row) => ({
      [axes.x.column]: numberIn(row[from.x]),
      [axes.y.column]: numberIn(row[from.y]),
      ...(kind === undefined ? {} : { [kindColumn]: String(row[kind]) }),
    })),
    kinds,
    kind: kind === undefined ? undefined : kindColumn,
    title: overlay.title ?? kind ?? "",
  };
}
