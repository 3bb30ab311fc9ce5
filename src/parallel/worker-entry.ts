import { type CarriedError, carried } from "./carried-error.ts";
import { copied } from "./copied.ts";
import type { TaskExport } from "./task-module.ts";

/** What a worker is asked to do. */
export interface TaskOrder {
  readonly url: string;
  readonly argument: unknown;
}

/** What came out: a result, or what the task threw. */
export type TaskOutcome = { readonly result: unknown } | { readonly error: CarriedError };

/** Runs one task in a worker. It never rejects, so that a rejection means that the worker broke. */
export async function runOrder({ url, argument }: TaskOrder): Promise<TaskOutcome> {
  try {
    const { task }: TaskExport<unknown, unknown> = await import(url);
    return { result: copied(await task(argument), "result") };
  } catch (error) {
    return { error: carried(error) };
  }
}
