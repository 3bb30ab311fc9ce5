import { facet } from "../plot/facet.ts";
import type { FigureOptions } from "../plot/figure-options.ts";
import { type FigureSpec, maximumMarks } from "../plot/spec.ts";
import type { Row } from "../plot/table.ts";
import { trajectories } from "../plot/trajectories.ts";
import type { DynamicsRow } from "./dynamics-rows.ts";

/** Columns that make panels, and what their values are called. */
const panelColumns = [
  ["order", (row: DynamicsRow) => `order ${row.order}`],
  ["load", (row: DynamicsRow) => `load ${row.load}`],
  ["N", (row: DynamicsRow) => `N = ${row.N}`],
] as const;

/**
 * Overlap m(t) over time, a colour for each start overlap: theory as lines, simulation as points with one standard
 * error; a panel for each order, load and N of the rows, where theory stands beside every N. Of curves with more
 * than 5000 marks one step in several is drawn, as the axis says.
 *
 * @param rows  of a dynamics study, at most 20 start overlaps
 * @throws {RangeError} no rows, or too many start overlaps
 */
export function dynamicsFigure(
  rows: readonly DynamicsRow[],
  options: FigureOptions = {},
): FigureSpec {
  const sizes = [...new Set(rows.map(({ N }) => N))].filter((N) => N !== null);
  const placed = rows.flatMap((row) =>
    row.N === null && sizes.length > 0 ? sizes.map((N) => ({ ...row, N })) : [row],
  );
  const isVarying = (column: keyof DynamicsRow) =>
    new Set(placed.map((row) => row[column])).size > 1;
  const panels = panelColumns.filter(([column]) => isVarying(column));
  const common = panelColumns.filter(
    ([column]) => !isVarying(column) && rows.length > 0 && placed[0][column] !== null,
  );
  // a point and its bar, or a vertex and its band
  const stride = Math.ceil((2 * placed.length) / maximumMarks);
  const drawn = everyNth(placed, stride).map((row) => ({
    source: row.source,
    overlap0: row.overlap0,
    t: row.t,
    m: row.m,
    m_se: row.m_se,
    panel: panels.map(([, words]) => words(row)).join(", "),
  }));
  const title = [
    "Retrieval over time",
    ...common.map(([, words]) => words(placed[0])),
    ...conditions(rows[0]),
  ].join(", ");
  const time = rows[0]?.update === "asynchronous" ? "sweeps t" : "time steps t";
  const draw = (own: readonly Row[], heading: FigureOptions = {}) =>
    trajectories(own, {
      x: { column: "t", title: stride > 1 ? `${time} (1 in ${stride} drawn)` : time },
      y: { column: "m", title: "overlap m", zero: true },
      series: { column: "overlap0", title: "start overlap", colours: "sequential" },
      error: "m_se",
      ...heading,
    });
  return panels.length === 0
    ? draw(drawn, { title, ...options })
    : facet(drawn, "panel", draw, { title, columns: 2, ...options });
}

/** Rows of the times 0, n, 2n, … */
const everyNth = (rows: readonly DynamicsRow[], n: number) => rows.filter(({ t }) => t % n === 0);

/** What all rows have in common beside the model, apart from what is plain. */
function conditions(row: DynamicsRow | undefined): string[] {
  if (row === undefined) return [];
  const { load_convention, temperature, interaction, form, self_coupling } = row;
  return [
    ...(load_convention === "variance" ? [] : [`load convention ${load_convention}`]),
    ...(temperature === 0 ? [] : [`temperature ${temperature}`]),
    ...(interaction === "poly" ? [] : [interaction]),
    ...(form === "difference" ? [] : [`form ${form}`]),
    ...(self_coupling ? ["with self term"] : []),
  ];
}
