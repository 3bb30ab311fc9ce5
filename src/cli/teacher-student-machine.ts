import type { WorkerPool } from "../parallel/worker-pool.ts";
import type { FigureOptions } from "../plot/figure-options.ts";
import type { FigureSpec } from "../plot/spec.ts";
import type { MeasureOptions } from "../studies/measure-options.ts";
import type { ParameterTest } from "./recipe-parameters.ts";

/** What is measured at once, of any machine. */
export type MachinePart = {
  readonly setting: { readonly start: string; readonly seed: number };
} & (
  | { readonly source: "theory" }
  | { readonly source: "simulation"; readonly N: number; readonly sets: number }
);

/** What `damlab teacher-student` does alike for every machine. */
export interface TeacherStudentMachine<Grid, Part extends MachinePart, Row extends object> {
  /** Word of `--machine`. */
  readonly name: string;
  /** Columns of a row, in order, and those that are always in the table for people. */
  readonly columns: readonly (keyof Row & string)[];
  readonly results: readonly (keyof Row & string)[];
  /** Flag of each name in messages that other machines do not have. */
  readonly flags: Readonly<Record<string, string>>;
  /** What the parameters of a recipe must be. */
  readonly tests: Readonly<Record<string, ParameterTest>>;
  /** The parts of a grid, once it can be measured. */
  parts(caller: string, grid: Grid): readonly Part[];
  /** Words of a teacher for the names of files. */
  words(setting: Part["setting"]): readonly string[];
  row(pool: WorkerPool, part: Part, options: MeasureOptions): Promise<Row>;
  figure(rows: readonly Row[], options: FigureOptions): FigureSpec;
}
