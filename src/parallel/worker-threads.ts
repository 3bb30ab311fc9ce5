import type { Piscina } from "piscina";
import { received } from "./carried-error.ts";
import { copied } from "./copied.ts";
import type { TaskModule } from "./task-module.ts";
import type { TaskOrder, TaskOutcome } from "./worker-entry.ts";

/** Workers of one pool; they start when there is something to do. */
export interface WorkerThreads {
  /**
   * Runs one task in a free worker.
   *
   * @throws what the task threw, the reason of the signal, or an error that says that two workers broke
   */
  run<A, R>(module: TaskModule<A, R>, argument: A, place: string, signal: AbortSignal): Promise<R>;
  close(): Promise<void>;
}

/** Seconds after which an idle worker ends; it never keeps the process alive. */
const idleSeconds = 30;

/** Starts a pool of at most `workers` threads of this process. */
export async function startThreads(
  workers: number,
  heapMegabytes: number | undefined,
): Promise<WorkerThreads> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina<TaskOrder, TaskOutcome>({
    filename: new URL("./worker-entry.js", import.meta.url).href,
    name: "runOrder",
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: idleSeconds * 1000,
    execArgv: [],
    recordTiming: false,
    ...(heapMegabytes === undefined
      ? {}
      : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
  });
  pool.on("error", ignored);
  return {
    async run(module, argument, place, signal) {
      const order = { url: module.url.href, argument: copied(argument, "argument") };
      const outcome = await twice(pool, order, place, signal);
      if ("error" in outcome) throw received(outcome.error, module.errors);
      return outcome.result as never;
    },
    close: () => pool.destroy(),
  };
}

/** An idle worker that breaks has been replaced already. */
function ignored(): void {}

/** The outcome of an order; one more try with a new worker where the first one breaks. */
async function twice(
  pool: Piscina<TaskOrder, TaskOutcome>,
  order: TaskOrder,
  place: string,
  signal: AbortSignal,
): Promise<TaskOutcome> {
  for (let isRetry = false; ; isRetry = true) {
    try {
      return await pool.run(order, { signal });
    } catch (error) {
      signal.throwIfAborted();
      if (isRetry) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(
          `workerPool: expected ${place} to end, got two broken workers: ${message}; ` +
            `its argument was ${shown(order.argument)}`,
          { cause: error },
        );
      }
    }
  }
}

/** The argument as JSON, as far as it fits a message. */
function shown(argument: unknown): string {
  const text = JSON.stringify(argument, (_, value) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
  return text === undefined || text.length <= 300
    ? String(text)
    : `${text.slice(0, 300)}… (${text.length} characters)`;
}
