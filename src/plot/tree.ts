import { requireWord } from "../numerics/require-word.ts";
import { type Axis, axisChannel, axisOf, extent, requireDrawable } from "./axis.ts";
import { colourScale } from "./colour-scale.ts";
import { describeFigure } from "./describe.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { shortLabels } from "./labels.ts";
import { type FigureSpec, field } from "./spec.ts";
import {
  categoryIn,
  distinct,
  freeName,
  numberIn,
  type Row,
  requireCategories,
  requireColumn,
  requireFewMarks,
  requireNumbers,
  requireRows,
  rowsOf,
  type Table,
} from "./table.ts";
import { palette } from "./theme.ts";
import { treeLinks } from "./tree-links.ts";

/** A column with the title of its legend. */
interface TitledColumn {
  readonly column: string;
  /** Default: the column name. */
  readonly title?: string;
}

/** Choices of `tree`. */
export interface TreeOptions extends FigureOptions {
  /** Column of the names of the nodes. */
  readonly id: string;
  /** Column of the name of each node's parent; null, undefined or empty for a root. */
  readonly parent: string;
  /** Horizontal axis: time, or the round of growth. */
  readonly x: string | Axis;
  /** Vertical axis: an order parameter, or a principal component. */
  readonly y: string | Axis;
  /** Column of numbers ≥ 0 drawn as the area of the nodes; default: one size. */
  readonly size?: string | TitledColumn;
  /** Column of classes (at most 7), or of numbers where `colours` is given; default: one colour. */
  readonly colour?: string | (TitledColumn & { readonly colours?: "sequential" | "diverging" });
  /** "step" (default): along y at the time of the parent, then along x; or "straight". */
  readonly edges?: "step" | "straight";
}

const caller = "tree";
const roles = ["root", "branching", "leaf"] as const;

/**
 * A tree of learning dynamics over time: nodes at their order parameter, joined to their parents, as a
 * Vega-Lite specification.
 *
 * Roots are squares, nodes with children circles, leaves diamonds. Several roots make several trees.
 *
 * @param table  one row a node; at most 5000 nodes and edges
 * @throws {RangeError} missing columns, no rows, two rows with one id, an unknown parent, a cycle, rows that
 *   cannot be drawn, too many marks or classes
 * @throws {TypeError} something that is no table, unknown words
 */
export function tree(table: Table, options: TreeOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const { edges = "step" } = options;
  requireWord(caller, "edges", edges, ["step", "straight"]);
  const [x, y] = [axisOf(options.x), axisOf(options.y)];
  for (const axis of [x, y]) requireDrawable(caller, rows, axis);
  for (const column of [options.id, options.parent]) requireColumn(caller, rows, column);
  const size = titled(options.size);
  if (size) requireSizes(rows, size.column);
  const colour = titled(options.colour);
  const coding = colour ? colourCoding(rows, colour) : { value: palette[0] };
  const nodes = treeLinks(caller, rows, options.id, options.parent);

  const used = [options.id, x.column, y.column, size?.column, colour?.column];
  const [role, order] = [freeName("node", used), freeName("end", used)];
  const place = (row: Row) => ({
    [options.id]: String(row[options.id]),
    [x.column]: numberIn(row[x.column]),
    [y.column]: numberIn(row[y.column]),
  });
  const values = nodes.map((node) => ({
    ...place(node.row),
    ...(size ? { [size.column]: numberIn(node.row[size.column]) } : {}),
    ...(colour ? { [colour.column]: categoryIn(node.row[colour.column]) } : {}),
    [role]: node.role,
  }));
  const links = nodes.flatMap(({ row, parent }) =>
    parent === undefined
      ? []
      : [
          { ...place(rows[parent]!), [options.id]: String(row[options.id]), [order]: 0 },
          { ...place(row), [order]: 1 },
        ],
  );
  requireFewMarks(caller, values.length + links.length / 2);
  const present = roles.filter((name) => nodes.some((node) => node.role === name));
  const nodeMark = { type: "point", filled: true, opacity: 1, tooltip: true };
  const rim = colour?.colours === undefined ? "#ffffff" : "#444444";
  return assembled(
    {
      encoding: {
        x: axisChannel(
          x,
          values.map((row) => row[x.column] as number),
        ),
        y: axisChannel(
          y,
          values.map((row) => row[y.column] as number),
        ),
      },
      layer: [
        ...(links.length === 0
          ? []
          : [
              {
                data: { values: links },
                mark: {
                  type: "line",
                  color: "#8a8a8a",
                  strokeWidth: 1.3,
                  interpolate: edges === "step" ? "step-before" : "linear",
                  tooltip: null,
                },
                encoding: {
                  detail: { field: field(options.id), type: "nominal" },
                  order: { field: field(order), type: "quantitative" },
                },
              },
            ]),
        {
          data: { values },
          mark: { ...nodeMark, stroke: rim, strokeWidth: 0.6, ...(size ? {} : { size: 70 }) },
          encoding: {
            detail: { field: field(options.id), type: "nominal" },
            shape: {
              field: field(role),
              type: "nominal",
              title: "node",
              scale: { domain: present, range: present.map((name) => shapeOf[name]) },
            },
            color: coding,
            ...(size ? { size: sizeChannel(size) } : {}),
          },
        },
      ],
    },
    options,
    describeFigure,
  );
}

const shapeOf = { root: "square", branching: "circle", leaf: "diamond" } as const;

function titled<Column extends TitledColumn>(column: string | Column | undefined) {
  return typeof column === "string" ? ({ column } as Column) : column;
}

function requireSizes(rows: readonly Row[], column: string): void {
  requireNumbers(caller, rows, column);
  requireRows(
    `${caller}: expected sizes ≥ 0 in column "${column}"`,
    rows,
    column,
    (row) => numberIn(row[column]) >= 0,
    "size the nodes by another column",
  );
}

function sizeChannel({ column, title }: TitledColumn): FigureSpec {
  return {
    field: field(column),
    type: "quantitative",
    title: title ?? column,
    scale: { type: "linear", zero: true, range: [12, 260] },
    legend: { symbolFillColor: "#555555", symbolStrokeColor: "#ffffff", tickCount: 3 },
  };
}

function colourCoding(
  rows: readonly Row[],
  { column, title = column, colours }: TitledColumn & { colours?: "sequential" | "diverging" },
): FigureSpec {
  if (colours !== undefined) {
    requireWord(caller, "colours", colours, ["sequential", "diverging"]);
    requireNumbers(caller, rows, column);
    const numbers = rows.map((row) => numberIn(row[column]));
    const scale = colourScale(colours, ...extent(numbers), 120);
    return { field: field(column), type: "quantitative", title, ...scale };
  }
  requireCategories(caller, rows, column);
  const classes = distinct(rows, column);
  if (classes.length > palette.length) {
    throw new RangeError(
      `${caller}: expected at most ${palette.length} classes in column "${column}", ` +
        `got ${classes.length}; join classes, or give colours for a column of numbers`,
    );
  }
  return {
    field: field(column),
    type: "nominal",
    title,
    scale: { domain: classes, range: palette.slice(0, classes.length) },
    legend: shortLabels(classes),
  };
}
