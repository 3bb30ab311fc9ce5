import type { ErrorClass } from "./carried-error.ts";

/** A function that workers can run: one export `task` of a module of its own. */
export interface TaskModule<Argument, Result> {
  /** The compiled module, for the workers. */
  readonly url: URL;
  /** Classes of errors that the task throws, to arrive as such from workers; default none. */
  readonly errors?: readonly ErrorClass[];
  /** The same module, for this thread. */
  load(): Promise<TaskExport<Argument, Result>>;
}

/** What the module exports. */
export interface TaskExport<Argument, Result> {
  /** Argument and result are plain values that `structuredClone` takes. */
  task(argument: Argument): Result | Promise<Result>;
}
