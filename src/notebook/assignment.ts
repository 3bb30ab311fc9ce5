import type { Cell, Notebook } from "../jupyter/nbformat.ts";

/**
 * Part that a cell plays in an assignment.
 *
 * - `given`: the teacher's text or code; students leave it as it is.
 * - `solution`: where the student works. In the teacher's copy it holds the answer, between lines
 *   `// BEGIN SOLUTION` and `// END SOLUTION` (in Markdown `<!-- BEGIN SOLUTION -->`) or as a whole.
 * - `test`: checks that the student sees and can run.
 * - `hidden-test`: checks that only the teacher's copy has.
 */
export type CellRole = "given" | "solution" | "test" | "hidden-test";

/**
 * The contract of a cell, its metadata under the key `damlab`:
 * `{ "role": "test", "id": "energy-test", "points": 2, "question": "energy" }`.
 */
export interface AssignmentCell {
  /** Position in the notebook, from 1. */
  readonly position: number;
  readonly role: CellRole;
  /** Unique in the notebook, lower case with hyphens; submissions are matched by it. */
  readonly id: string;
  /** Of tests: what all checks of the cell together are worth; 1. Other roles: 0. */
  readonly points: number;
  /** Of tests: the question that is graded, usually the id of its solution cell; default: `id`. */
  readonly question: string;
}

const ROLES: readonly string[] = ["given", "solution", "test", "hidden-test"];
const BEGIN = /^\s*(\/\/|<!--)\s*BEGIN SOLUTION\s*(-->)?\s*$/;
const END = /^\s*(\/\/|<!--)\s*END SOLUTION\s*(-->)?\s*$/;

/** True for the roles whose cells hold checks that count. */
export function isTest({ role }: AssignmentCell): boolean {
  return role === "test" || role === "hidden-test";
}

/**
 * The cells of a notebook that have a role, in order; none in an ordinary notebook.
 *
 * @param file  named in errors
 * @throws {Error} metadata that breaks the contract, or solution marks that do not pair
 */
export function assignmentCells(notebook: Notebook, file: string): AssignmentCell[] {
  const cells: AssignmentCell[] = [];
  notebook.cells.forEach((cell, index) => {
    const contract = contractOf(cell, index + 1, file);
    if (contract === null) return;
    const twin = cells.find(({ id }) => id === contract.id);
    if (twin !== undefined) {
      const both = `"${contract.id}" in cells ${twin.position} and ${contract.position}`;
      throw new Error(`assignmentCells: expected ids that differ, got ${both} of ${file}`);
    }
    if (contract.role === "solution") withoutSolution(cell, `cell ${index + 1} of ${file}`);
    cells.push(contract);
  });
  return cells;
}

/**
 * The students' version: solutions become `// your code`, hidden tests and all outputs are gone.
 *
 * @param notebook  teacher's copy; not modified
 * @throws {Error} as `assignmentCells`
 */
export function releaseVersion(notebook: Notebook, file: string): Notebook {
  const roles = new Map(
    assignmentCells(notebook, file).map(({ position, role }) => [position, role]),
  );
  const cells = notebook.cells.flatMap((cell, index): Cell[] => {
    const role = roles.get(index + 1);
    if (role === "hidden-test") return [];
    const where = `cell ${index + 1} of ${file}`;
    const source = role === "solution" ? withoutSolution(cell, where) : cell.source;
    if (cell.cell_type !== "code") return [{ ...cell, source }];
    return [{ ...cell, source, outputs: [], execution_count: null }];
  });
  return { ...notebook, cells };
}

function contractOf(cell: Cell, position: number, file: string): AssignmentCell | null {
  const given = cell.metadata.damlab as Record<string, unknown> | undefined;
  if (given?.role === undefined) return null;
  const { role, id, points, question } = given;
  const refuse = (field: string, wanted: string): never => {
    const got = JSON.stringify(given[field]) ?? "nothing";
    throw new Error(
      `assignmentCells: expected damlab.${field} to be ${wanted}, ` +
        `got ${got} in cell ${position} of ${file}`,
    );
  };
  if (typeof role !== "string" || !ROLES.includes(role)) {
    return refuse("role", `one of ${ROLES.join(", ")}`);
  }
  if (!isName(id)) return refuse("id", "a name like energy-1");
  const isTested = role === "test" || role === "hidden-test";
  if (isTested && cell.cell_type !== "code") return refuse("role", "given or solution in prose");
  if (!isTested && points !== undefined) return refuse("points", "on test cells only");
  if (!isTested && question !== undefined) return refuse("question", "on test cells only");
  if (points !== undefined && !(typeof points === "number" && points >= 0 && points < Infinity)) {
    return refuse("points", "a number >= 0");
  }
  if (question !== undefined && !isName(question)) return refuse("question", "a name like energy");
  return {
    position,
    role: role as CellRole,
    id,
    points: isTested ? (points ?? 1) : 0,
    question: question ?? id,
  };
}

function isName(value: unknown): value is string {
  return typeof value === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
}

/** The source with "your code" in place of each marked part, or of everything without marks. */
function withoutSolution({ source, cell_type }: Cell, where: string): string {
  const yours = cell_type === "code" ? "// your code" : "*Your answer.*";
  const lines = source.split("\n");
  if (!lines.some((line) => BEGIN.test(line) || END.test(line))) return yours;
  const kept: string[] = [];
  let isInside = false;
  for (const line of lines) {
    if (!BEGIN.test(line) && !END.test(line)) {
      if (!isInside) kept.push(line);
      continue;
    }
    if (BEGIN.test(line) === isInside) throw unpaired(where);
    isInside = !isInside;
    if (isInside) kept.push(`${/^\s*/.exec(line)?.[0]}${yours}`);
  }
  if (isInside) throw unpaired(where);
  return kept.join("\n");
}

function unpaired(where: string): Error {
  return new Error(
    `assignmentCells: expected pairs of BEGIN SOLUTION and END SOLUTION, got an odd one in ${where}`,
  );
}
