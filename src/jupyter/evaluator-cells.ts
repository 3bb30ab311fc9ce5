import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { receiveComm } from "./comm.ts";
import { formatValue, hasFormatters } from "./display-registry.ts";
import { pendingDisplays } from "./display-state.ts";
import { type Cell, CellContext } from "./evaluator-context.ts";
import type { ModuleHooks } from "./evaluator-hooks.ts";
import { MADE_UP, META, NAME } from "./evaluator-made-up.ts";
import { hasOwnDamlab } from "./evaluator-own-package.ts";
import type { Reloader } from "./evaluator-reload.ts";
import type { Tracer } from "./evaluator-trace.ts";
import type { CellResult, SessionOutput } from "./session.ts";
import type { Order, SessionEvent } from "./session-messages.ts";
import { shortened } from "./stream-text.ts";
import { reasonOf } from "./value-text.ts";

interface CellRunnerOptions {
  tracer: Tracer;
  hooks: ModuleHooks;
  reloader: Reloader;
  /** What the next cell should say first, on its error stream. */
  notice: () => string;
  /** Absolute path of the notebook, for `import.meta`. */
  notebook: string;
  /** URL of a module that registers formatters; loaded for the first object or function to show. */
  formatters: string | undefined;
  send: (event: SessionEvent) => void;
  finished: (id: number, status: CellResult["status"]) => void;
}

const nextMacrotask = globalThis.setImmediate;
// Handles of timers say nothing, and say it with a number that changes from run to run.
const Timeout = makeAndDrop(
  setTimeout(() => {}),
  clearTimeout,
);
const Immediate = makeAndDrop(
  setImmediate(() => {}),
  clearImmediate,
);

/** Runs compiled cells on this thread and sends what they put out. */
export class CellRunner {
  private readonly options: CellRunnerOptions;
  private readonly context = new CellContext();
  private latest: Cell | undefined;
  private formatters: string | undefined;

  constructor(options: CellRunnerOptions) {
    this.options = options;
    this.formatters = options.formatters;
  }

  /** Takes over the streams, the timers, the errors that nobody catches and `import.meta`. */
  install(): void {
    this.context.install();
    for (const name of ["stdout", "stderr"] as const) {
      process[name].write = (chunk: unknown, encoding?: unknown, callback?: unknown) => {
        const text =
          typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString();
        this.output({ output_type: "stream", name, text: shortened(text) });
        const done = typeof encoding === "function" ? encoding : callback;
        if (typeof done === "function") process.nextTick(done as () => void);
        return true;
      };
    }
    process.on("unhandledRejection", (reason) => this.uncaught(reason));
    process.on("uncaughtException", (error) => this.uncaught(error));
    const { notebook } = this.options;
    const url = pathToFileURL(notebook).href;
    const resolve = (specifier: string) => new URL(specifier, url).href;
    const meta = { url, filename: notebook, dirname: dirname(notebook), resolve };
    Object.defineProperty(globalThis, META, { value: meta });
    Object.defineProperty(globalThis, NAME, { value: restoreName });
  }

  async run(order: Order & { type: "run" }): Promise<void> {
    const { id, label, code, file, js, map, names, importsLocal } = order;
    const cell = this.begin(id, label);
    this.options.tracer.addCell(file, label, code, map);
    await this.toItsEnd(cell, async () => {
      if (importsLocal) this.options.hooks.install();
      const { notice, fault } = await this.options.reloader.beforeCell(names);
      if (cell.cancelled) return;
      this.context.current = cell;
      this.warn(cell, notice);
      if (fault) throw fault.error;
      const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
      const script = new Script(js, { filename: file, importModuleDynamically });
      const value = await script.runInThisContext()();
      if (cell.cancelled) return;
      this.context.current = cell;
      if (value !== undefined) await this.show(cell, value);
    });
  }

  /** Loads packages for a cell that is about to run. What they print is the cell's. */
  prefetch({ id, label, packages }: Order & { type: "prefetch" }): void {
    this.begin(id, label);
    // The import of the cell itself says what is wrong.
    const isFound = (name: string) =>
      name !== "damlab" || hasOwnDamlab(dirname(this.options.notebook));
    for (const name of packages.filter(isFound)) this.options.reloader.load(name).catch(() => {});
  }

  /** What the compiler found out about a cell after it had started. */
  note({ id, text }: Order & { type: "note" }): void {
    this.options.send({
      type: "output",
      id,
      output: { output_type: "stream", name: "stderr", text },
    });
  }

  /** Hands a message of the page to the comms of the cells. */
  async deliver({ id, label, message }: Order & { type: "comm" }): Promise<void> {
    await this.toItsEnd(this.begin(id, label), () => receiveComm(message));
  }

  private async toItsEnd(cell: Cell, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      await pendingDisplays();
    } catch (error) {
      this.fail(cell, error);
    } finally {
      // A rejection that nobody handles is reported after the microtasks: it is still this cell's.
      await new Promise((resolve) => nextMacrotask(resolve));
      this.end(cell, cell.failed ? "error" : "ok");
    }
  }

  /** Id of the cell whose code is running. */
  get active(): number {
    return (this.context.current ?? this.latest)?.id ?? 0;
  }

  refuse({ id, label, output }: Order & { type: "fail" }): void {
    const cell = this.begin(id, label);
    this.send(cell, output);
    this.end(cell, "error");
  }

  /** Ends the running cell, if its id is that or less; nothing that belongs to it goes on or is heard of again. */
  interrupt(upTo: number): void {
    const cell = this.latest;
    if (!cell || cell.ended || cell.id > upTo) return;
    this.context.keepLoopVariables();
    cell.cancelled = true;
    this.end(cell, "interrupted");
    this.context.current = undefined;
  }

  readonly output = (output: SessionOutput): void => {
    const cell = this.context.current ?? this.latest;
    if (cell) this.send(cell, output);
  };

  private async show(cell: Cell, value: unknown): Promise<void> {
    if (value instanceof Timeout || value instanceof Immediate) return;
    if (typeof value === "object" || typeof value === "function") await this.loadFormatters();
    const data = await formatValue(value);
    if (Object.keys(data).length === 0) return;
    this.send(cell, { output_type: "execute_result", data, metadata: {} });
  }

  private async loadFormatters(): Promise<void> {
    const url = this.formatters;
    this.formatters = undefined;
    // The user's own copy of the package has brought its formatters along.
    if (url === undefined || hasFormatters()) return;
    try {
      await import(url);
    } catch (error) {
      const text = `session: expected formatters from ${url}, got ${reasonOf(error)}\n`;
      this.output({ output_type: "stream", name: "stderr", text });
    }
  }

  private begin(id: number, label: string): Cell {
    const begun = this.latest;
    if (begun?.id === id) {
      this.context.current = begun;
      return begun;
    }
    const cell = { id, label, cancelled: false, failed: false, ended: false };
    this.latest = cell;
    this.context.current = cell;
    this.warn(cell, this.options.notice());
    return cell;
  }

  private warn(cell: Cell, text: string): void {
    if (text) this.send(cell, { output_type: "stream", name: "stderr", text });
  }

  private end(cell: Cell, status: CellResult["status"]): void {
    if (cell.ended) return;
    this.options.send({ type: "result", id: cell.id, status });
    this.options.finished(cell.id, status);
    // Last: a termination may come in between, and then the next interrupt ends the cell again.
    cell.ended = true;
  }

  private uncaught(error: unknown): void {
    const cell = this.context.current ?? this.latest;
    if (cell) this.fail(cell, error);
  }

  private fail(cell: Cell, error: unknown): void {
    cell.failed = true;
    this.send(cell, this.options.tracer.output(error, cell.label));
  }

  private send(cell: Cell, output: SessionOutput): void {
    if (cell.cancelled) return;
    const { id, label } = cell;
    const isLateError = cell.ended && output.output_type === "error";
    this.options.send(
      isLateError ? { type: "late-error", id, label, output } : { type: "output", id, output },
    );
  }
}

function makeAndDrop<T extends object>(handle: T, clear: (handle: T) => void): NewableFunction {
  clear(handle);
  return handle.constructor as NewableFunction;
}

/** Undoes a rename of the evaluator where user code can see it. */
function restoreName(value: unknown, name: string): void {
  if (typeof value !== "function" || value.name !== name + MADE_UP) return;
  Object.defineProperty(value, "name", { value: name, configurable: true });
}
