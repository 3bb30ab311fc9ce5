import type { CommMessage } from "./comm.ts";
import type { LoadingOptions } from "./evaluator-modules.ts";
import type { CellNames } from "./evaluator-reload.ts";
import type { CellResult, SessionOutput } from "./session.ts";
import type { Preview, Query } from "./session-queries.ts";

/** Parent → worker of the child, one JSON object a line. */
export type SessionCommand =
  | { type: "execute"; id: number; label: string; code: string }
  | { type: "comm"; id: number; label: string; message: CommMessage }
  | InputReply
  | { type: "interrupt" }
  | { type: "query"; id: number; query: Query }
  | { type: "drain" }
  | { type: "close" };

/** Answer to an `input` event: a text, or why there is none. */
export interface InputReply {
  type: "input-reply";
  serial: number;
  value?: string;
  error?: string;
}

/** Reason of an end that the parent asked for. */
export const SESSION_CLOSED = "the session was closed";

/** Main thread of the child → parent. Its order is the order of events in the cells. */
export type SessionEvent =
  | { type: "ready" }
  | { type: "output"; id: number; output: SessionOutput }
  | { type: "late-error"; id: number; label: string; output: SessionOutput }
  | { type: "comm"; id: number; message: CommMessage }
  | { type: "input"; id: number; serial: number; prompt: string; password: boolean }
  | { type: "result"; id: number; status: CellResult["status"] }
  | { type: "exit"; reason: string };

/** Worker of the child → parent: heartbeats every 200 ms, and what became of queries. */
export type WorkerMessage =
  | { type: "heartbeat"; residentBytes: number }
  | { type: "answer"; id: number; answer?: unknown; fault?: string };

/** A cell as it runs. */
export interface CompiledCell {
  file: string;
  js: string;
  map: string;
  names: CellNames;
  /** Whether it may import something other than installed packages. */
  importsLocal: boolean;
}

/**
 * Worker → main thread of the child. An interrupt is for cells up to the given id; the first order
 * carries what the user's tsconfig.json says, for `loadingOptions` and for `ConfigWatch`.
 */
export type Order =
  | {
      type: "configure";
      loading: LoadingOptions;
      files: ReadonlyMap<string, string>;
      fault: string;
    }
  | { type: "ready" }
  | ({ type: "run"; id: number; label: string; code: string } & CompiledCell)
  | { type: "fail"; id: number; label: string; output: SessionOutput }
  | { type: "comm"; id: number; label: string; message: CommMessage }
  | InputReply
  | { type: "interrupt"; serial: number; upTo: number }
  | { type: "ping"; serial: number }
  | { type: "preview"; serial: number; names: string[] }
  | { type: "note"; id: number; text: string }
  | { type: "prefetch"; id: number; label: string; packages: string[] }
  | { type: "drain" }
  | { type: "close" };

/** Main thread → worker of the child. `serial` answers an order that has one. */
export type Report =
  | { type: "finished"; id: number; status: CellResult["status"] }
  | { type: "answer"; serial: number; previews?: (Preview | undefined)[] };

/** Calls `receive` with each JSON line of a stream of text chunks; broken lines are dropped. */
export function jsonLines<T>(receive: (message: T) => void): (chunk: string) => void {
  let pending: string[] = [];
  return (chunk) => {
    const lines = chunk.split("\n");
    pending.push(lines[0] as string);
    if (lines.length === 1) return;
    lines[0] = pending.join("");
    pending = [lines.pop() as string];
    for (const line of lines) {
      const message = parse(line);
      if (message !== undefined) receive(message as T);
    }
  };
}

// A write that was cut off when its process was stopped spoils its own line only.
function parse(line: string): unknown {
  if (line === "") return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
