import type { CommMessage } from "./comm.ts";
import type { DisplayOutput } from "./display-host.ts";
import type { MimeBundle } from "./mime-bundle.ts";
import type { Questions } from "./session-queries.ts";

/** One output of a cell, in the words of the notebook format. */
export type SessionOutput =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | DisplayOutput
  | { output_type: "execute_result"; data: MimeBundle; metadata: Record<string, unknown> }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

export interface CellResult {
  /** An interrupted cell sends no output that says so. */
  status: "ok" | "error" | "interrupted";
}

export interface SessionEnd {
  code: number | null;
  signal: string | null;
  /** In words: "the process was killed by SIGKILL", "a cell called process.exit(0)", ... */
  reason: string;
}

/** Rejection of a cell whose process ended before the cell did. */
export class SessionDied extends Error {
  readonly end: SessionEnd;

  constructor(end: SessionEnd) {
    super(`session: expected the process to live, got its end: ${end.reason}`);
    this.name = "SessionDied";
    this.end = end;
  }
}

export interface ExecuteOptions {
  /** Name of the cell in messages, such as "In [3]". */
  label: string;
  /**
   * Receives the outputs in order, all those of the cell before `execute` settles. Text that the
   * cell's own timers print later arrives here too.
   */
  onOutput(output: SessionOutput): void;
  /** Errors that nobody caught and that came after the cell had ended. */
  onLateError?(output: SessionOutput): void;
  /** Receives what the cell sends through comms; dropped by default. */
  onComm?(message: CommMessage): void;
  /** Asks the user; by default, and when it rejects, `input` fails in the cell. */
  onInput?(request: InputRequest): Promise<string>;
}

/** A question of a cell to the user. */
export interface InputRequest {
  readonly prompt: string;
  readonly password: boolean;
}

/** A child process that evaluates the cells of one notebook. */
export interface Session extends Questions {
  readonly pid: number;
  /** Cells run one after another, in the order of the calls. Rejects with `SessionDied`. */
  execute(code: string, options: ExecuteOptions): Promise<CellResult>;
  /** Hands a message of the page to the cells' comms, in its turn among the cells. */
  deliver(message: CommMessage, options: ExecuteOptions): Promise<CellResult>;
  /** Stops the running cell; variables are kept. */
  interrupt(): void;
  /** Errors that nobody caught and that came after their cell had ended. */
  onLateError(listener: (label: string, output: SessionOutput) => void): void;
  readonly ended: Promise<SessionEnd>;
  /** Resident memory of the child at its last heartbeat (every 200 ms), bytes. */
  residentBytes(): number;
  /**
   * Lets the process end once no timer, request or other work of its cells is pending.
   *
   * @param limit  how long to wait for that, ms
   * @param signal  ends the wait early
   * @returns undefined when the process still lives; `close` remains to be called
   */
  drain(limit: number, signal?: AbortSignal): Promise<SessionEnd | undefined>;
  /** Lets the process exit, and kills it after 2 s. */
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Absolute folder of the notebook: working directory, and where imports resolve from. */
  directory: string;
  /** File name of the notebook, for `import.meta`. */
  notebook?: string;
  /**
   * URL of a module that registers formatters of values, `file:`. The child loads it for the first
   * object or function that is the last value of a cell, unless its cells have registered some.
   */
  formatters?: string;
  /**
   * Whether types are checked before a cell runs, which it does only when it is sound, or beside:
   * then it runs at once, and what is wrong with its types is printed under it. Default "first".
   */
  check?: "first" | "beside";
  /** Limit of the child's JavaScript heap, MiB. */
  maxOldSpaceMB?: number;
  /** Variables added to the child's environment. */
  environment?: Readonly<Record<string, string>>;
  /** Kills the child, also while it starts. */
  signal?: AbortSignal;
}
