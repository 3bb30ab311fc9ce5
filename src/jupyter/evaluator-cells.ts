import { AsyncLocalStorage } from "node:async_hooks";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { formatValue, pendingDisplays } from "./display.ts";
import { GATE, GATE_ITERABLE, META } from "./evaluator-script.ts";
import type { Tracer } from "./evaluator-trace.ts";
import type { SessionOutput } from "./session.ts";
import type { Order, SessionEvent } from "./session-messages.ts";

interface Cell {
  readonly id: number;
  readonly label: string;
  cancelled: boolean;
  failed: boolean;
  ended: boolean;
}

interface CellRunnerOptions {
  tracer: Tracer;
  /** Absolute path of the notebook, for `import.meta`. */
  notebook: string;
  send: (event: SessionEvent) => void;
  finished: (id: number) => void;
}

const never = new Promise<never>(() => {});
const nextMacrotask = globalThis.setImmediate;

/** Runs compiled cells on this thread and sends what they put out. */
export class CellRunner {
  private readonly options: CellRunnerOptions;
  /** The cell that an asynchronous continuation belongs to, however late it comes. */
  private readonly context = new AsyncLocalStorage<Cell | undefined>();
  private latest: Cell | undefined;

  constructor(options: CellRunnerOptions) {
    this.options = options;
  }

  /** Takes over the streams, the errors that nobody catches and the names that cells call. */
  install(): void {
    for (const name of ["stdout", "stderr"] as const) {
      process[name].write = (chunk: unknown, encoding?: unknown, callback?: unknown) => {
        const text =
          typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString();
        this.output({ output_type: "stream", name, text });
        const done = typeof encoding === "function" ? encoding : callback;
        if (typeof done === "function") process.nextTick(done);
        return true;
      };
    }
    process.on("unhandledRejection", (reason) => this.uncaught(reason));
    process.on("uncaughtException", (error) => this.uncaught(error));
    const { notebook } = this.options;
    const url = pathToFileURL(notebook).href;
    const meta = {
      url,
      filename: notebook,
      dirname: dirname(notebook),
      resolve: (specifier: string) => new URL(specifier, url).href,
    };
    const names = { [GATE]: this.gate, [GATE_ITERABLE]: this.gateIterable, [META]: meta };
    for (const [name, value] of Object.entries(names)) {
      Object.defineProperty(globalThis, name, { value });
    }
  }

  async run({ id, label, code, file, js, map }: Order & { type: "run" }): Promise<void> {
    const cell = this.begin(id, label);
    this.options.tracer.addCell(file, label, code, map);
    await this.context.run(cell, async () => {
      try {
        const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
        const script = new Script(js, { filename: file, importModuleDynamically });
        const value = await script.runInThisContext()();
        if (value !== undefined && !cell.cancelled) {
          const data = await formatValue(value);
          if (Object.keys(data).length > 0) {
            this.output({ output_type: "execute_result", data, metadata: {} });
          }
        }
        await pendingDisplays();
      } catch (error) {
        this.fail(cell, error);
      }
    });
    // A rejection that nobody handles is reported after the microtasks: it is still this cell's.
    await new Promise((resolve) => nextMacrotask(resolve));
    this.end(cell, cell.failed ? "error" : "ok");
  }

  refuse({ id, label, output }: Order & { type: "fail" }): void {
    const cell = this.begin(id, label);
    this.options.send({ type: "output", id, output });
    this.end(cell, "error");
  }

  /** Ends the running cell; nothing that belongs to it goes on or is heard of again. */
  interrupt(): void {
    if (!this.latest || this.latest.ended) return;
    this.end(this.latest, "interrupted");
    this.latest.cancelled = true;
  }

  /** A terminated cell leaves its context behind on the thread. */
  leaveContext(): void {
    this.context.enterWith(undefined);
  }

  readonly output = (output: SessionOutput): void => {
    const cell = this.context.getStore() ?? this.latest;
    if (!cell || cell.cancelled) return;
    this.options.send({ type: "output", id: cell.id, output });
  };

  private begin(id: number, label: string): Cell {
    this.latest = { id, label, cancelled: false, failed: false, ended: false };
    return this.latest;
  }

  private end(cell: Cell, status: "ok" | "error" | "interrupted"): void {
    if (cell.ended) return;
    cell.ended = true;
    this.options.send({ type: "result", id: cell.id, status });
    this.options.finished(cell.id);
  }

  private uncaught(error: unknown): void {
    const cell = this.context.getStore() ?? this.latest;
    if (cell) this.fail(cell, error);
  }

  private fail(cell: Cell, error: unknown): void {
    if (cell.cancelled) return;
    const output = this.options.tracer.output(error);
    cell.failed = true;
    const { id, label } = cell;
    if (cell.ended) this.options.send({ type: "late-error", label, output });
    else this.options.send({ type: "output", id, output });
  }

  /** What cells await: in an interrupted cell nothing comes back from it. */
  private readonly gate = (value: unknown): unknown => {
    const cell = this.context.getStore();
    if (!cell) return value;
    if (cell.cancelled) return never;
    const isThenable =
      value !== null && typeof (value as PromiseLike<unknown>)?.then === "function";
    return isThenable ? passUnlessCancelled(cell, value as PromiseLike<unknown>) : value;
  };

  private readonly gateIterable = (
    values: Partial<AsyncIterable<unknown> & Iterable<unknown>>,
  ): AsyncIterable<unknown> => {
    const { gate } = this;
    return {
      [Symbol.asyncIterator]() {
        const iterator = values[Symbol.asyncIterator]?.();
        if (iterator) {
          return {
            next: async () => (await gate(iterator.next())) as IteratorResult<unknown>,
            return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
          };
        }
        const plain = (values as Iterable<unknown>)[Symbol.iterator]();
        return {
          async next() {
            const { done, value } = plain.next();
            return { done: done ?? false, value: await gate(value) };
          },
          return: async () => plain.return?.() ?? { done: true, value: undefined },
        };
      },
    };
  };
}

// An async function, so that the stack of an error still shows who awaited.
async function passUnlessCancelled(cell: Cell, promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    const value = await promise;
    return cell.cancelled ? never : value;
  } catch (error) {
    if (cell.cancelled) return never;
    throw error;
  }
}
