import { curves } from "../plot/curves.ts";
import { facet } from "../plot/facet.ts";
import type { FigureOptions } from "../plot/figure-options.ts";
import type { FigureSpec } from "../plot/spec.ts";
import type { Row } from "../plot/table.ts";
import type { BinaryTeacherStudentRow } from "./binary-teacher-student-rows.ts";

type Column = "order" | "load" | "beta" | "beta_teacher" | "N" | "start";

/** What values of columns are called in titles. */
const words: Readonly<Record<Column, (row: BinaryTeacherStudentRow) => string>> = {
  order: (row) => `order ${row.order}`,
  load: (row) => `load ${row.load}`,
  beta: (row) => `β = ${row.beta}`,
  beta_teacher: (row) => `teacher's β = ${row.beta_teacher}`,
  N: (row) => `N = ${row.N}`,
  start: (row) => `${row.start} start`,
};

const titles = {
  load: "load α = n! M / Nⁿ⁻¹",
  beta: "β of the student",
  beta_teacher: "β of the teacher",
} as const;

/**
 * Overlaps of a student with its binary teacher, with another student and with an example, over the first of
 * load, β and the teacher's β that has several values: theory as lines, simulation as points with one standard
 * error. A panel for each order, N and value of the others, and for each start where a point has several.
 *
 * @param rows  of `binaryTeacherStudentStudy`
 * @throws {RangeError} no rows
 */
export function binaryTeacherStudentFigure(
  rows: readonly BinaryTeacherStudentRow[],
  options: FigureOptions = {},
): FigureSpec {
  const isVarying = (column: Column, of = rows) => new Set(of.map((row) => row[column])).size > 1;
  const x = (["load", "beta", "beta_teacher"] as const).find((one) => isVarying(one)) ?? "load";
  const isSame = rows.every((row) => row.beta === row.beta_teacher);
  const sizes = [...new Set(rows.map(({ N }) => N))].filter((N) => N !== null);
  const placed = rows.flatMap((row) =>
    row.N === null && sizes.length > 0 ? sizes.map((N) => ({ ...row, N })) : [row],
  );
  const columns = (["order", "load", "beta", "beta_teacher", "N", "start"] as const).filter(
    (column) =>
      column !== x &&
      !(column === "beta_teacher" && isSame) &&
      !(column === "N" && sizes.length === 0) &&
      !(column === "start" && !hasSeveralStarts(placed)),
  );
  const panels = columns.filter((column) => isVarying(column, placed));
  const common = columns.filter((column) => !isVarying(column, placed) && placed.length > 0);
  const drawn = placed.flatMap((row): Row[] => {
    const panel = panels.map((column) => words[column](row)).join(", ");
    const own = { source: row.source, x: row[x], panel };
    return [
      { ...own, other: "the teacher", q: row.q_teacher, q_se: row.q_teacher_se },
      { ...own, other: "another student", q: row.q, q_se: row.q_se },
      { ...own, other: "an example", q: row.m, q_se: row.m_se },
    ];
  });
  const same = isSame ? ["teacher of the same β"] : [];
  const title = [
    "Student of binary examples",
    ...common.map((column) => words[column](placed[0])),
    ...same,
  ].join(", ");
  const draw = (own: readonly Row[], heading: FigureOptions = {}) =>
    curves(own, {
      x: { column: "x", title: titles[x] },
      y: { column: "q", title: "overlap", zero: true },
      series: { column: "other", title: "student's overlap with" },
      error: "q_se",
      ...heading,
    });
  return panels.length === 0
    ? draw(drawn, { title, ...options })
    : facet(drawn, "panel", draw, { title, columns: 2, ...options });
}

/** Whether theory or simulation of one point stands there from several starts. */
function hasSeveralStarts(rows: readonly BinaryTeacherStudentRow[]): boolean {
  const points = new Set(
    rows.map(({ source, order, load, beta, beta_teacher, N }) =>
      JSON.stringify([source, order, load, beta, beta_teacher, N]),
    ),
  );
  return points.size < rows.length;
}
