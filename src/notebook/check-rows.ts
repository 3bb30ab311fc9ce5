import type { Cell, Notebook } from "../jupyter/nbformat.ts";
import { type AssignmentCell, assignmentCells, isTest } from "./assignment.ts";
import { CHECK_MIME, type CheckResult } from "./check.ts";

/** A result of a check with the question it belongs to. */
export interface CheckRow extends CheckResult {
  /** Question of the assignment, null in an ordinary notebook. */
  readonly question: string | null;
}

/**
 * The results of all checks in a notebook that was run, in order.
 *
 * In an assignment only test cells count. What their checks leave of the cell's points – they did
 * not run, or an error came first – is one more row, lost, with the error as its message. So are
 * the points of cells that never ran because one before them ended the session.
 *
 * @param notebook  with the outputs of the run
 * @param file  named in errors
 * @throws {Error} metadata that breaks the contract of assignments, or checks of a cell that are
 *   together worth more than the cell
 */
export function checkRows(notebook: Notebook, file: string): CheckRow[] {
  const tests = assignmentCells(notebook, file).filter(isTest);
  const rows =
    tests.length === 0
      ? notebook.cells.flatMap((cell) => resultsOf(cell).map((r) => ({ ...r, question: null })))
      : tests.flatMap((test) => rowsOfTest(test, notebook, file));
  return withDistinctIds(rows);
}

function rowsOfTest(test: AssignmentCell, notebook: Notebook, file: string): CheckRow[] {
  const { id, points, question, position } = test;
  const cell = notebook.cells[position - 1];
  const results = resultsOf(cell).map((result) => ({ ...result, question }));
  const rest = points - results.reduce((sum, result) => sum + result.points, 0);
  if (rest < -1e-9) {
    throw new Error(
      `checkRows: expected checks worth ${points} points together, ` +
        `got ${points - rest} in cell ${position} of ${file}`,
    );
  }
  if (rest <= 1e-9) return results;
  const title = results.length === 0 ? "checks of this cell" : "further checks of this cell";
  const message = errorOf(cell) ?? whyNotRun(notebook, position);
  return [...results, { id, title, points: rest, earned: 0, passed: false, message, question }];
}

function resultsOf(cell: Cell): CheckResult[] {
  if (cell.cell_type !== "code") return [];
  return cell.outputs.flatMap((output) => {
    if (output.output_type !== "display_data") return [];
    const stored = output.data[CHECK_MIME] as CheckResult | undefined;
    if (stored === undefined) return [];
    const { id, title, points, earned, passed, message } = stored;
    return [{ id, title, points, earned, passed, message }];
  });
}

function errorOf(cell: Cell): string | null {
  if (cell.cell_type !== "code") return null;
  const error = cell.outputs.find((output) => output.output_type === "error");
  return error === undefined ? null : `${error.ename}: ${error.evalue}`;
}

function whyNotRun({ cells }: Notebook, position: number): string {
  const hasRun = (cell: Cell) => cell.cell_type === "code" && cell.execution_count !== null;
  if (hasRun(cells[position - 1])) return "they did not run";
  const last = cells.findLastIndex(hasRun);
  const end = last >= 0 && last < position - 1 ? errorOf(cells[last]) : null;
  return end === null
    ? "the cell did not run"
    : `the cell did not run, the run ended in cell ${last + 1}: ${end}`;
}

/** A repeated id gets a number: results of a loop, or of a copied cell, stay apart. */
function withDistinctIds(rows: readonly CheckRow[]): CheckRow[] {
  const taken = new Set<string>();
  return rows.map((row) => {
    let id = row.id;
    for (let copy = 2; taken.has(id); copy++) id = `${row.id}-${copy}`;
    taken.add(id);
    return { ...row, id };
  });
}
