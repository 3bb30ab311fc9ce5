/** A function that workers can run: one export `task` of a module of its own. */
export interface TaskModule<Argument, Result> {
  /** The compiled module, for the workers. */
  readonly url: URL;
  /** The same module, for this thread. */
  load(): Promise<TaskExport<Argument, Result>>;
}

/** What the module exports. */
export interface TaskExport<Argument, Result> {
  /** Argument and result are plain values that `structuredClone` takes. */
  task(argument: Argument): Result | Promise<Result>;
}
