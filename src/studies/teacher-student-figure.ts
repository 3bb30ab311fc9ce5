import { curves } from "../plot/curves.ts";
import { facet } from "../plot/facet.ts";
import type { FigureOptions } from "../plot/figure-options.ts";
import type { FigureSpec } from "../plot/spec.ts";
import type { Row } from "../plot/table.ts";
import { pottsThreshold } from "../theory/potts-transitions.ts";
import type { TeacherStudentRow } from "./teacher-student-rows.ts";

/** Columns that make panels, and what their values are called. */
const panelColumns = [
  ["patterns", (row: TeacherStudentRow) => `P = ${row.patterns}`],
  ["load", (row: TeacherStudentRow) => `load ${row.load}`],
  ["signal", (row: TeacherStudentRow) => `signal ${row.signal}`],
  [
    "label_noise",
    ({ label_noise }: TeacherStudentRow) =>
      label_noise === null ? "no labels" : `label noise ${label_noise}`,
  ],
  ["N", (row: TeacherStudentRow) => `N = ${row.N}`],
  ["start", (row: TeacherStudentRow) => `${row.start} start`],
] as const;

/**
 * Overlaps q_diag and q_off of a student with its Potts teacher over the signal b, or over the load where there
 * is one signal: theory as lines, simulation as points with one standard error, the threshold of equal memories
 * without labels as an upright line. A panel for each P, load, label noise and N, and for each start where a
 * point has several.
 *
 * @param rows  of `teacherStudentStudy`
 * @throws {RangeError} no rows
 */
export function teacherStudentFigure(
  rows: readonly TeacherStudentRow[],
  options: FigureOptions = {},
): FigureSpec {
  const count = (column: keyof TeacherStudentRow, of = rows) =>
    new Set(of.map((row) => row[column])).size;
  const isOverLoad = count("signal") === 1 && count("load") > 1;
  const x = isOverLoad ? "load" : "signal";
  const sizes = [...new Set(rows.map(({ N }) => N))].filter((N) => N !== null);
  const placed = rows.flatMap((row) =>
    row.N === null && sizes.length > 0 ? sizes.map((N) => ({ ...row, N })) : [row],
  );
  const columns = panelColumns.filter(
    ([column]) => column !== x && (column !== "start" || hasSeveralStarts(placed)),
  );
  const panels = columns.filter(([column]) => count(column, placed) > 1);
  const common = columns.filter(
    ([column]) => count(column, placed) === 1 && !(column === "N" && placed[0]?.N === null),
  );
  const panelOf = (row: TeacherStudentRow) => panels.map(([, words]) => words(row)).join(", ");
  const drawn = placed.flatMap((row): Row[] => {
    const { source } = row;
    const own = { source, x: row[x], panel: panelOf(row) };
    return [
      { ...own, quantity: "its own memory", q: row.q_diag, q_se: row.q_diag_se },
      ...(row.patterns > 1
        ? [{ ...own, quantity: "another memory", q: row.q_off, q_se: row.q_off_se }]
        : []),
    ];
  });
  const thresholds = thresholdsOf(placed, x).flatMap(({ at, row }) =>
    [0, 1].map((q) => ({
      source: "theory",
      x: at,
      panel: panelOf(row),
      quantity: "threshold",
      q,
      q_se: null,
    })),
  );
  const title = ["Student and teacher", ...common.map(([, words]) => words(placed[0]))].join(", ");
  const draw = (own: readonly Row[], heading: FigureOptions = {}) =>
    curves(own, {
      x: { column: "x", title: isOverLoad ? "load α = M/N" : "signal b = β/√N" },
      y: { column: "q", title: "overlap", zero: true },
      series: { column: "quantity", title: "student's overlap with" },
      error: "q_se",
      ...heading,
    });
  const all = [...drawn, ...thresholds];
  return panels.length === 0
    ? draw(all, { title, ...options })
    : facet(all, "panel", draw, { title, columns: 2, ...options });
}

/** Whether theory or simulation of one point stands there from several starts. */
function hasSeveralStarts(rows: readonly TeacherStudentRow[]): boolean {
  const points = new Set(
    rows.map(({ source, patterns, load, signal, label_noise, N }) =>
      JSON.stringify([source, patterns, load, signal, label_noise, N]),
    ),
  );
  return points.size < rows.length;
}

/** Where the student begins to tell memories apart, once for each curve that reaches it. */
function thresholdsOf(
  rows: readonly TeacherStudentRow[],
  x: "signal" | "load",
): { readonly at: number; readonly row: TeacherStudentRow }[] {
  const [least, most] = [Math.min, Math.max].map((of) => of(...rows.map((row) => row[x])));
  const curves = new Map<string, { at: number; row: TeacherStudentRow }>();
  for (const row of rows) {
    const { patterns, load, signal, label_noise, N, start } = row;
    if (patterns === 1 || label_noise !== null) continue;
    const at = x === "signal" ? pottsThreshold({ load, patterns }) : (patterns / signal ** 2) ** 2;
    if (!(at >= least && at <= most)) continue;
    const key = JSON.stringify([patterns, x === "signal" ? load : signal, N, start]);
    curves.set(key, { at, row });
  }
  return [...curves.values()];
}
