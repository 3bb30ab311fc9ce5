import { LANGUAGE_INFO } from "./language-info.ts";
import type { CodeCell, Notebook, Output } from "./nbformat.ts";
import { tagsOf } from "./nbformat.ts";
import { OutputStore } from "./output-store.ts";
import type { Session, SessionOutput } from "./session.ts";
import { SESSION_CLOSED } from "./session-messages.ts";
import { startSession } from "./start-session.ts";
import { type CellEnd, type Stop, stopOf, superviseCell } from "./supervise-cell.ts";

export interface RunOptions {
  /** Name of the notebook in messages. */
  readonly file: string;
  /** Folder of the notebook: imports and files of its cells are looked up from here. */
  readonly directory: string;
  /** Called before the first cell and after every cell; rejects to end the run. */
  readonly save: (notebook: Notebook) => Promise<void>;
  /** URL of a module that registers formatters of values; see `SessionOptions`. */
  readonly formatters?: string;
  /** Variables added to the environment of the cells. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Whether the cells after a failed one run; default "stop". */
  readonly onError?: "stop" | "continue";
  /** Seconds; no limit by default. */
  readonly cellTimeout?: number | undefined;
  /** MB, of the heap and of the resident size; no limit by default. */
  readonly maxMemory?: number | undefined;
  /** Aborting it stops the running cell and the run; a `Stop` as reason says why. */
  readonly signal?: AbortSignal | undefined;
  /** Called before the first cell and after every cell. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A cell that failed, and how. */
export interface CellFailure {
  /** Position in the notebook, from 1, prose cells counted. */
  readonly cell: number;
  /** As in error messages, e.g. "In [3]". */
  readonly label: string;
  /** Line in the cell, from 1, where it is known. */
  readonly line?: number;
  readonly ename: string;
  readonly evalue: string;
}

export interface RunResult {
  readonly status: "ok" | "failed" | "interrupted";
  /** The notebook with the new outputs, as last saved. */
  readonly notebook: Notebook;
  readonly failures: readonly CellFailure[];
  /** Code cells that are not blank; they are numbered from 1 in this order. */
  readonly total: number;
  /** Of these, the ones that never started. */
  readonly skipped: number;
  /** Whether timers or other work of the cells were still pending 2 s after the last cell. */
  readonly hasLeftovers: boolean;
}

/**
 * Runs the code cells of a notebook from top to bottom in one fresh session.
 *
 * Stored outputs are dropped before the first cell. Cells tagged `raises-exception` may fail. The
 * result holds no time, path or host name: equal notebooks and cells give equal notebooks.
 *
 * @param notebook  not modified
 * @throws {Error} the notebook is written in another language, or `save` rejects
 */
export async function runNotebook(notebook: Notebook, options: RunOptions): Promise<RunResult> {
  refuseOtherLanguages(notebook, options.file);
  const fresh = withoutOutputs(notebook);
  await options.save(fresh);
  const run = new Run(fresh, options);
  if (run.cells.length > 0) await run.execute();
  return run.result();
}

/** A copy with no outputs and with the metadata of a TypeScript notebook; times are dropped. */
export function withoutOutputs(notebook: Notebook): Notebook {
  const { papermill: _, ...metadata } = notebook.metadata;
  const cells = notebook.cells.map((cell) => {
    const { execution: _times, papermill: _record, ...kept } = cell.metadata;
    if (cell.cell_type !== "code") return { ...cell, metadata: kept };
    return { ...cell, metadata: kept, outputs: [], execution_count: null };
  });
  return { metadata: { ...metadata, ...LANGUAGE }, cells };
}

const LANGUAGE = {
  kernelspec: { display_name: "TypeScript (damlab)", language: "typescript", name: "damlab" },
  language_info: LANGUAGE_INFO,
};

function refuseOtherLanguages(notebook: Notebook, file: string): void {
  const { kernelspec, language_info } = notebook.metadata as {
    kernelspec?: { language?: unknown };
    language_info?: { name?: unknown };
  };
  const language = kernelspec?.language ?? language_info?.name;
  if (typeof language !== "string" || /^(typescript|javascript)$/i.test(language)) return;
  throw new Error(`runNotebook: expected a TypeScript notebook, got ${language} in ${file}`);
}

/** Time that the timers and other work of the cells get after the last cell. */
const LEFTOVERS_MS = 2000;

interface NumberedCell {
  readonly cell: CodeCell;
  /** Position in the notebook, from 1. */
  readonly position: number;
  readonly label: string;
}

class Run {
  readonly cells: readonly NumberedCell[];
  readonly #notebook: Notebook;
  readonly #options: RunOptions;
  readonly #outputs = new OutputStore();
  readonly #failures: CellFailure[] = [];
  #started = 0;
  #interrupted = false;
  #hasLeftovers = false;
  #over = false;

  constructor(notebook: Notebook, options: RunOptions) {
    this.#notebook = notebook;
    this.#options = options;
    const runnable = notebook.cells.flatMap((cell, index) =>
      cell.cell_type === "code" && cell.source.trim() !== "" ? [{ cell, position: index + 1 }] : [],
    );
    this.cells = runnable.map((one, k) => ({ ...one, label: `In [${k + 1}]` }));
  }

  result(): RunResult {
    const total = this.cells.length;
    const failed = this.#failures.length > 0 ? "failed" : "ok";
    return {
      status: this.#interrupted ? "interrupted" : failed,
      notebook: this.#notebook,
      failures: this.#failures,
      total,
      skipped: total - this.#started,
      hasLeftovers: this.#hasLeftovers,
    };
  }

  async execute(): Promise<void> {
    const session = await this.#start();
    if (!session) return;
    this.#options.onProgress?.(0, this.cells.length);
    session.onLateError((label, output) => this.#late(label, output));
    try {
      for (const cell of this.cells) {
        if (this.#isOver(cell)) break;
        await this.#runCell(session, cell);
        await this.#options.save(this.#notebook);
        this.#options.onProgress?.(this.#started, this.cells.length);
      }
      if (!this.#over) await this.#settle(session);
    } finally {
      await session.close();
    }
    await this.#options.save(this.#notebook);
  }

  /** Lets what the cells left behind end or fail while it can still be heard. */
  async #settle(session: Session): Promise<void> {
    const last = this.cells[this.#started - 1];
    if (!last) return;
    const { signal } = this.#options;
    const end = await session.drain(LEFTOVERS_MS, signal);
    if (signal?.aborted) this.#stop(last, stopOf(signal));
    else if (!end) this.#hasLeftovers = true;
    else if (end.reason !== SESSION_CLOSED) {
      this.#fail(last, { ename: "SessionDied", evalue: end.reason });
    }
  }

  /** Whether the run ends before a cell. */
  #isOver(next: NumberedCell): boolean {
    const { signal, onError } = this.#options;
    if (signal?.aborted && !this.#over) this.#stop(next, stopOf(signal));
    return this.#over || (this.#failures.length > 0 && onError !== "continue");
  }

  #stop(numbered: NumberedCell, stop: Stop): void {
    this.#fail(numbered, stop);
    if (stop.ename === "Interrupted") this.#interrupted = true;
    if (stop.ename !== "CellTimeout") this.#over = true;
  }

  async #start(): Promise<Session | undefined> {
    const { directory, file, formatters, maxMemory, signal, environment = {} } = this.#options;
    try {
      return await startSession({
        directory,
        notebook: file,
        environment,
        ...(formatters === undefined ? {} : { formatters }),
        ...(maxMemory === undefined ? {} : { maxOldSpaceMB: maxMemory }),
      });
    } catch (error) {
      const evalue = `the session did not start: ${(error as Error).message}`;
      if (signal?.aborted) this.#stop(this.cells[0]!, stopOf(signal));
      else this.#fail(this.cells[0]!, { ename: "SessionDied", evalue });
      await this.#options.save(this.#notebook);
      return undefined;
    }
  }

  async #runCell(session: Session, numbered: NumberedCell): Promise<void> {
    const { cell, label } = numbered;
    const count = ++this.#started;
    cell.execution_count = count;
    let stopping = false;
    let error: ErrorOutput | undefined;
    const onOutput = (output: SessionOutput) => {
      if (output.output_type === "error") {
        if (stopping) return;
        error = output;
      }
      this.#outputs.add(cell.outputs, output, count);
    };
    const execution = session.execute(cell.source, { label, onOutput });
    const end = await superviseCell(session, execution, this.#options, () => {
      stopping = true;
    });
    this.#conclude(numbered, end, error);
  }

  #conclude(numbered: NumberedCell, { status, end, stop }: CellEnd, error?: ErrorOutput): void {
    this.#over = status === "died";
    if (stop) {
      this.#stop(numbered, stop);
    } else if (end) {
      const isMemory = this.#options.maxMemory !== undefined && /memory/.test(end.reason);
      this.#fail(numbered, {
        ename: isMemory ? "MemoryLimit" : "SessionDied",
        evalue: end.reason,
      });
    } else if (status === "interrupted") {
      this.#fail(numbered, { ename: "Interrupted", evalue: "the cell was interrupted" });
    } else if (status === "error" && !mayFail(numbered.cell)) {
      this.#record(numbered, error ?? { ename: "Error", evalue: "the cell failed", traceback: [] });
    }
  }

  #late(label: string, output: SessionOutput): void {
    const numbered = this.cells.find((cell) => cell.label === label);
    if (!numbered) return;
    this.#outputs.add(numbered.cell.outputs, output, numbered.cell.execution_count ?? 0);
    if (output.output_type === "error" && !mayFail(numbered.cell)) this.#record(numbered, output);
  }

  /** Adds an error output of the runner's own and counts the failure. */
  #fail(numbered: NumberedCell, { ename, evalue }: { ename: string; evalue: string }): void {
    const traceback = [`${ename}: ${evalue}`, `    in ${numbered.label}`];
    numbered.cell.outputs.push({ output_type: "error", ename, evalue, traceback });
    this.#record(numbered, { ename, evalue, traceback });
  }

  #record(
    { position, label }: NumberedCell,
    { ename, evalue, traceback }: Pick<ErrorOutput, "ename" | "evalue" | "traceback">,
  ): void {
    const place = traceback.join("\n").split(`${label}:`)[1];
    const line = /^\d+/.exec(place ?? "")?.[0];
    const where = line === undefined ? {} : { line: Number(line) };
    this.#failures.push({ cell: position, label, ename, evalue, ...where });
  }
}

type ErrorOutput = Extract<Output, { output_type: "error" }>;

function mayFail(cell: CodeCell): boolean {
  return tagsOf(cell).includes("raises-exception");
}
