import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { CommMessage } from "./comm.ts";
import { NO_INPUT } from "./input.ts";
import type { MimeBundle } from "./mime-bundle.ts";
import {
  type CellResult,
  type ExecuteOptions,
  type InputRequest,
  type Session,
  SessionDied,
  type SessionEnd,
  type SessionOptions,
  type SessionOutput,
} from "./session.ts";
import {
  jsonLines,
  type SessionCommand,
  type SessionEvent,
  type WorkerMessage,
} from "./session-messages.ts";
import {
  type Answer,
  type Completeness,
  type Completion,
  PendingQueries,
  type Query,
  type Variable,
} from "./session-queries.ts";

/**
 * Starts an evaluator and resolves when it is ready for the first cell.
 *
 * @throws {SessionDied} when the process ends before that
 */
export async function startSession(options: SessionOptions): Promise<Session> {
  const session = new ChildSession(options);
  await session.ready;
  return session;
}

// A termination leaves Node's stack of asynchronous resources unbalanced, which its checks would
// answer by ending the process.
const CHILD_FLAGS = ["--no-warnings", "--no-force-async-hooks-checks"];
const GRACE_MS = 2000;
/** How long the last events of a dead child may take to arrive. */
const DRAIN_MS = 300;
const NATIVE_ERROR_CHARACTERS = 64_000;

interface RunningCell {
  readonly settle: (result: CellResult) => void;
  readonly fail: (error: SessionDied) => void;
}

class ChildSession implements Session {
  readonly pid: number;
  readonly ready: Promise<void>;
  readonly ended: Promise<SessionEnd>;
  private readonly child: ChildProcess;
  private readonly commands: Duplex;
  private readonly options: SessionOptions;
  /** Cells whose timers may still put something out. */
  private readonly cells = new Map<number, ExecuteOptions>();
  private running: RunningCell | undefined;
  private death: SessionDied | undefined;
  private readonly lateErrorListeners: ((label: string, output: SessionOutput) => void)[] = [];
  private readonly queries = new PendingQueries();
  private work: Promise<unknown> = Promise.resolve();
  private cellCount = 0;
  private resident = 0;
  private nativeErrors = "";
  private exitReason: string | undefined;
  private becomeReady: () => void = () => {};

  constructor(options: SessionOptions) {
    this.options = options;
    const {
      directory,
      notebook = "notebook.ipynb",
      formatters,
      check = "first",
      maxOldSpaceMB,
    } = options;
    const heap = maxOldSpaceMB === undefined ? [] : [`--max-old-space-size=${maxOldSpaceMB}`];
    const main = fileURLToPath(new URL("./evaluator-main.js", import.meta.url));
    const place = JSON.stringify({ directory, notebook, formatters, check });
    this.child = spawn(process.execPath, [...CHILD_FLAGS, ...heap, main, place], {
      cwd: directory,
      env: { ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
      signal: options.signal,
      killSignal: "SIGKILL",
    });
    this.pid = this.child.pid ?? 0;
    const [, stdout, stderr, events, commands] = this.child.stdio as unknown as Readable[];
    this.commands = commands as Duplex;
    this.commands.on("error", () => {});
    this.receive(events as Readable, (event: SessionEvent) => this.react(event));
    this.receive(this.commands, (message: WorkerMessage) => {
      if (message.type === "heartbeat") this.resident = message.residentBytes;
      else this.queries.answer(message.id, message.answer, message.fault);
    });
    // Only native code and grandchildren write here: the child's own streams come as events.
    this.listen(stdout as Readable, (text) => this.outputNative("stdout", text));
    this.listen(stderr as Readable, (text) => {
      this.nativeErrors = (this.nativeErrors + text).slice(-NATIVE_ERROR_CHARACTERS);
    });
    this.ended = this.untilEnd(events as Readable);
    void this.ended.then((end) => {
      this.death = new SessionDied(end);
      this.queries.fail(this.death);
      this.running?.fail(this.death);
    });
    const ready = new Promise<void>((resolve) => {
      this.becomeReady = resolve;
    });
    this.ready = Promise.race([ready, this.failAtEnd()]);
  }

  execute(code: string, options: ExecuteOptions): Promise<CellResult> {
    const { label } = options;
    return this.run(options, (id) => ({ type: "execute", id, label, code }));
  }

  deliver(message: CommMessage, options: ExecuteOptions): Promise<CellResult> {
    const { label } = options;
    const delivered = this.run(options, (id) => ({ type: "comm", id, label, message }));
    // Pages may send very many; what one of them puts out later goes where the last cell's goes.
    const forget = () => {
      if (this.cells.size > 1) this.cells.delete(this.cellCount);
    };
    delivered.then(forget, () => {});
    return delivered;
  }

  interrupt(): void {
    this.command({ type: "interrupt" });
  }

  complete(code: string, cursor: number): Promise<Completion> {
    return this.query({ about: "complete", code, cursor });
  }

  inspect(code: string, cursor: number, detail: 0 | 1): Promise<MimeBundle | undefined> {
    return this.query({ about: "inspect", code, cursor, detail });
  }

  isComplete(code: string): Promise<Completeness> {
    return this.query({ about: "isComplete", code });
  }

  variables(): Promise<Variable[]> {
    return this.query({ about: "variables" });
  }

  private query<Q extends Query>(query: Q): Promise<Answer<Q>> {
    return this.queries.ask((id) => this.command({ type: "query", id, query }));
  }

  onLateError(listener: (label: string, output: SessionOutput) => void): void {
    this.lateErrorListeners.push(listener);
  }

  residentBytes(): number {
    return this.resident;
  }

  async drain(limit: number, signal?: AbortSignal): Promise<SessionEnd | undefined> {
    this.command({ type: "drain" });
    const over = new AbortController();
    const signals = signal ? [over.signal, signal] : [over.signal];
    const waited = sleep(limit, undefined, { signal: AbortSignal.any(signals) });
    return Promise.race([this.ended, waited.catch(() => undefined)]).finally(() => over.abort());
  }

  async close(): Promise<void> {
    this.command({ type: "close" });
    const timer = setTimeout(() => this.child.kill("SIGKILL"), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private run(
    options: ExecuteOptions,
    commandOf: (id: number) => SessionCommand,
  ): Promise<CellResult> {
    const run = () => {
      const id = ++this.cellCount;
      this.cells.set(id, options);
      return new Promise<CellResult>((settle, fail) => {
        this.running = { settle, fail };
        if (this.death) fail(this.death);
        else this.command(commandOf(id));
      });
    };
    const result = this.work.then(run);
    this.work = result.catch(() => {});
    return result;
  }

  private async answerInput(
    serial: number,
    options: ExecuteOptions | undefined,
    request: InputRequest,
  ): Promise<void> {
    try {
      if (!options?.onInput) throw new Error(NO_INPUT);
      this.command({ type: "input-reply", serial, value: await options.onInput(request) });
    } catch (error) {
      this.command({ type: "input-reply", serial, error: (error as Error).message });
    }
  }

  private async failAtEnd(): Promise<never> {
    throw new SessionDied(await this.ended);
  }

  private command(command: SessionCommand): void {
    if (this.commands.writable) this.commands.write(`${JSON.stringify(command)}\n`);
  }

  private react(event: SessionEvent): void {
    if (event.type === "ready") this.becomeReady();
    else if (event.type === "exit") this.exitReason = event.reason;
    else if (event.type === "output") this.optionsOf(event.id)?.onOutput(event.output);
    else if (event.type === "comm") this.optionsOf(event.id)?.onComm?.(event.message);
    else if (event.type === "input") {
      void this.answerInput(event.serial, this.optionsOf(event.id), event);
    } else if (event.type === "late-error") {
      const { id, label, output } = event;
      this.optionsOf(id)?.onLateError?.(output);
      for (const listener of this.lateErrorListeners) listener(label, output);
    } else {
      this.outputNative("stderr", this.nativeErrors);
      this.nativeErrors = "";
      this.running?.settle({ status: event.status });
    }
  }

  private optionsOf(id: number): ExecuteOptions | undefined {
    return this.cells.get(id) ?? [...this.cells.values()].at(-1);
  }

  private outputNative(name: "stdout" | "stderr", text: string): void {
    if (text === "") return;
    this.optionsOf(this.cellCount)?.onOutput({ output_type: "stream", name, text });
  }

  private listen(stream: Readable, listener: (text: string) => void): void {
    stream.setEncoding("utf8");
    stream.on("data", listener);
    stream.on("error", () => {});
  }

  private receive<T>(stream: Readable, listener: (message: T) => void): void {
    this.listen(stream, jsonLines(listener));
  }

  private async untilEnd(events: Readable): Promise<SessionEnd> {
    const drained = new Promise<void>((resolve) => events.once("close", resolve));
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      this.child.once("exit", (code, signal) => resolve([code, signal]));
      this.child.once("error", () => resolve([null, null]));
    });
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS))]);
    return { code, signal, reason: this.reason(code, signal) };
  }

  private reason(code: number | null, signal: string | null): string {
    if (this.exitReason) return this.exitReason;
    if (/heap out of memory|allocation failed/i.test(this.nativeErrors)) {
      const limit = this.options.maxOldSpaceMB;
      return limit === undefined ? "out of memory" : `out of memory (heap limit ${limit} MB)`;
    }
    if (signal) return `the process was killed by ${signal}`;
    if (code === null) return "the process could not be started";
    return `the process ended with exit code ${code}`;
  }
}
