import { requireNumber } from "../core/require-number.ts";
import { turnOfEventLoop } from "../core/turn-of-event-loop.ts";
import { carried, received } from "./carried-error.ts";
import { copied } from "./copied.ts";
import type { TaskModule } from "./task-module.ts";
import { startThreads, type WorkerThreads } from "./worker-threads.ts";

/** How many workers a pool has. */
export interface PoolOptions {
  /** Integer ≥ 1; default `availableParallelism()` of the machine, 1 in a browser. */
  readonly workers?: number;
  /** Heap of a worker in MB, > 0; default that of Node. */
  readonly heapMegabytes?: number;
  /** Also a single worker is a thread of its own, so that an abort ends it within a second; default false. */
  readonly ownThread?: boolean;
}

/** How to watch and end a run. */
export interface RunOptions {
  /** Called after every task, in the order in which they end. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends running workers within a second; in this thread it ends the run between two tasks. */
  readonly signal?: AbortSignal;
}

/** Threads that run tasks. */
export interface WorkerPool {
  /** Workers that tasks run in at once; 1 where there are no worker threads. */
  readonly workers: number;
  /**
   * Runs one task per argument and gives the results in the order of the arguments, whatever the
   * number of workers and the order in which tasks end.
   *
   * Arguments and results are copied as `structuredClone` does, also in this thread. Tasks start
   * in order; the first failure ends the run. A worker that breaks (`process.exit`, out of memory,
   * an error outside the task) is replaced and its task tried once more.
   *
   * @throws what a task threw, with its name, message, stack, cause and fields. From a worker it is
   *   of its class where that is in `errors` of the module, else of the built-in class that its class
   *   is or extends; what is no error arrives as an `Error` of its text
   * @throws {TypeError} arguments or results that cannot be cloned
   * @throws {Error} two workers broke under one task, or the pool is closed
   * @throws the reason of `signal` once it is aborted
   */
  run<Argument, Result>(
    module: TaskModule<Argument, Result>,
    tasks: readonly Argument[],
    options?: RunOptions,
  ): Promise<Result[]>;
  /** Ends the workers, also in the middle of a task. Idle workers never keep the process alive. */
  close(): Promise<void>;
}

/**
 * A pool of worker threads. With one worker that need not be a thread, and where there are no worker
 * threads (in a browser), tasks run in this thread, with turns of the event loop between them.
 *
 * @throws {RangeError} workers is not an integer ≥ 1, or heapMegabytes not above 0
 * @throws {TypeError} one of them is no number
 */
export function workerPool({
  workers: asked = defaultWorkers(),
  heapMegabytes,
  ownThread = false,
}: PoolOptions = {}): WorkerPool {
  requireWorkers("workerPool", asked);
  if (heapMegabytes !== undefined) {
    requireNumber("workerPool", "heapMegabytes", heapMegabytes);
    if (!(heapMegabytes > 0)) {
      throw new RangeError(`workerPool: expected heapMegabytes > 0, got ${heapMegabytes}`);
    }
  }
  const workers = hasThreads() ? asked : 1;
  const isThisThread = workers === 1 && !(ownThread && hasThreads());
  let threads: Promise<WorkerThreads> | null = null;
  const closing = new AbortController();
  return {
    workers,
    async run(module, tasks, options = {}) {
      if (closing.signal.aborted) {
        throw new Error("workerPool: expected an open pool, got a closed one; make another");
      }
      options.signal?.throwIfAborted();
      if (isThisThread) return inThisThread(module, tasks, options, closing.signal);
      threads ??= startThreads(workers, heapMegabytes);
      return inThreads(await threads, workers, module, tasks, options, closing.signal);
    },
    async close() {
      closing.abort(new Error("workerPool: the pool was closed during a run"));
      await (await threads)?.close();
    },
  };
}

/**
 * Checks a number of workers.
 *
 * @throws {RangeError} it is not an integer ≥ 1
 * @throws {TypeError} it is no number
 */
export function requireWorkers(caller: string, workers: number): void {
  requireNumber(caller, "workers", workers);
  if (Number.isInteger(workers) && workers >= 1) return;
  throw new RangeError(
    `${caller}: expected an integer workers >= 1, got ${workers}; 1 means no worker threads`,
  );
}

/** Threads that this machine can run at once; 1 where that is unknown. */
export const defaultWorkers = (): number =>
  globalThis.process?.getBuiltinModule?.("node:os").availableParallelism() ?? 1;

const hasThreads = (): boolean =>
  globalThis.process?.getBuiltinModule?.("node:worker_threads") !== undefined;

async function inThisThread<A, R>(
  module: TaskModule<A, R>,
  tasks: readonly A[],
  { onProgress, signal }: RunOptions,
  closing: AbortSignal,
): Promise<R[]> {
  const { task } = await module.load();
  const results: R[] = [];
  for (const argument of tasks) {
    results.push(copied(await ended(task, copied(argument, "argument")), "result"));
    onProgress?.(results.length, tasks.length);
    await turnOfEventLoop();
    signal?.throwIfAborted();
    closing.throwIfAborted();
  }
  return results;
}

/** The result of a task; what it throws is an error, as from a worker. */
async function ended<A, R>(task: (argument: A) => R | Promise<R>, argument: A): Promise<R> {
  try {
    return await task(argument);
  } catch (error) {
    throw error instanceof Error ? error : received(carried(error));
  }
}

/** As many lanes as workers; each takes the next task when its last one has ended. */
async function inThreads<A, R>(
  threads: WorkerThreads,
  workers: number,
  module: TaskModule<A, R>,
  tasks: readonly A[],
  { onProgress, signal }: RunOptions,
  closing: AbortSignal,
): Promise<R[]> {
  const failure = new AbortController();
  const signals = [failure.signal, closing, ...(signal ? [signal] : [])];
  const end = AbortSignal.any(signals);
  const results = new Array<R>(tasks.length);
  const file = module.url.pathname.split("/").at(-1);
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < tasks.length) {
      end.throwIfAborted();
      const k = next++;
      const place = `task ${k} of ${tasks.length} (${file})`;
      results[k] = await threads.run(module, tasks[k], place, end);
      done += 1;
      onProgress?.(done, tasks.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, lane));
  } catch (error) {
    failure.abort(error);
    throw error;
  }
  return results;
}
