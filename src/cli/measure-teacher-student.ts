import { canonicalJson } from "../experiment/canonical-json.ts";
import { produceOrLoad } from "../experiment/produce-or-load.ts";
import { sha256Hex } from "../experiment/record.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import type { MeasureOptions } from "../studies/measure-options.ts";
import { measureRows } from "./measure-rows.ts";
import type { RowsOutput } from "./output-options.ts";
import { picked, rowsText } from "./rows-text.ts";
import { sharedAboveTable } from "./shared-above.ts";
import type { MachinePart, TeacherStudentMachine } from "./teacher-student-machine.ts";
import { drawTeacherStudent } from "./teacher-student-recipe.ts";
import { usageOf } from "./usage-of.ts";

/** Version of the stored rows, raised when they change their meaning. */
const version = 1;

/** Flags of the names that all machines have in messages. */
const commonFlags = {
  ...Object.fromEntries(
    "seed simulate sets sweeps dropped memories clusters load start"
      .split(" ")
      .map((name) => [name, `--${name}`]),
  ),
  loads: "--load",
  starts: "--start",
  N: "--spins",
};

/** Measures the rows of a grid and prints them, also when Ctrl-C ends it early. */
export async function measureTeacherStudent<
  Grid extends { readonly seed: number },
  Part extends MachinePart,
  Row extends object,
>(machine: TeacherStudentMachine<Grid, Part, Row>, grid: Grid, output: RowsOutput): Promise<void> {
  const found: { parts: readonly Part[] } = { parts: [] };
  usageOf(
    () => {
      found.parts = machine.parts("teacherStudent", grid);
    },
    { ...commonFlags, ...machine.flags },
  );
  const { columns, results } = machine;
  const rows = await measureRows({
    name: "teacher-student",
    parts: found.parts,
    workers: output.workers,
    measure: async (pool, part: Part, options) => [
      await keptRow(machine, pool, part, grid.seed, output.out, options),
    ],
    text: (some: readonly Row[]) =>
      rowsText<Pick<Row, keyof Row & string>>(
        some.map((row) => picked(row, columns)),
        columns,
        output,
        (printed) => sharedAboveTable(printed, columns, results),
      ),
  });
  if (rows === null || output.figure === undefined) return;
  await drawTeacherStudent(machine, grid, rows, output.figure);
}

/** The row of a part, from the folder where it is there. */
async function keptRow<Part extends MachinePart, Row extends object>(
  machine: TeacherStudentMachine<never, Part, Row>,
  pool: WorkerPool,
  part: Part,
  seed: number,
  folder: string | undefined,
  options: MeasureOptions,
): Promise<Row> {
  const run = () => machine.row(pool, part, options);
  if (folder === undefined) return run();
  const parameters = { machine: machine.name, ...part, seed };
  const digest = sha256Hex(canonicalJson(parameters)).slice(0, 12);
  const { start } = part.setting;
  const words = [machine.name, part.source, ...machine.words(part.setting), start];
  if (part.source === "simulation") words.push(`N=${part.N}`, `sets=${part.sets}`);
  const name = `teacher-student/${[...words, `seed=${part.setting.seed}`, digest].join(",")}`;
  return produceOrLoad(name, parameters, run, { folder, version });
}
