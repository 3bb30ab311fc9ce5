import { base64 } from "./mime-bundle.ts";

/** One message of a comm, in the words of the messaging protocol; buffers as base64 text. */
export type CommMessage = CommOpen | CommData;

interface CommOpen {
  readonly type: "comm_open";
  readonly comm_id: string;
  readonly target_name: string;
  readonly data: CommContent;
  readonly buffers: readonly string[];
}

interface CommData {
  readonly type: "comm_msg" | "comm_close";
  readonly comm_id: string;
  readonly data: CommContent;
  readonly buffers: readonly string[];
}

/** JSON that goes along with a message. */
export type CommContent = Readonly<Record<string, unknown>>;

/** Takes what the other side sends. */
export type CommListener = (data: CommContent, buffers: readonly Uint8Array[]) => unknown;

/** A line between a cell and code in the page, such as a widget. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: CommContent, buffers?: readonly Uint8Array[]): void;
  close(data?: CommContent): void;
  /** One listener at a time; what it puts out is shown where the message came from. */
  onMessage(listener: CommListener): void;
  onClose(listener: CommListener): void;
}

interface CommState {
  readonly targets: Map<string, (comm: Comm, data: CommContent) => unknown>;
  readonly open: Map<string, OpenComm>;
}

/** Global key of the function that takes messages to the page; set by the evaluator. */
export const COMM_SINK: unique symbol = Symbol.for("damlab.comm.sink") as never;
const STATE = Symbol.for("damlab.comm.state");
// Shared through the global object: the evaluator and the user's import load this module each.
const shared = globalThis as { [STATE]?: CommState; [COMM_SINK]?: (message: CommMessage) => void };
shared[STATE] ??= { targets: new Map(), open: new Map() };
const state: CommState = shared[STATE];

/**
 * Opens a comm to code in the page that listens under a name.
 *
 * @param target  the name
 * @throws {Error} nothing on the other side: the notebook runs outside a Jupyter front end
 */
export function openComm(target: string, data: CommContent = {}): Comm {
  const comm = new OpenComm(crypto.randomUUID(), target);
  post({ type: "comm_open", comm_id: comm.id, target_name: target, data, buffers: [] });
  state.open.set(comm.id, comm);
  return comm;
}

/** Has a function called with each comm that the page opens under a name. */
export function onComm(target: string, listener: (comm: Comm, data: CommContent) => unknown): void {
  state.targets.set(target, listener);
}

/** Hands a message of the page to the comm that it is for. */
export async function receiveComm(message: CommMessage): Promise<void> {
  const { comm_id, data } = message;
  if (message.type === "comm_open") {
    const { target_name } = message;
    const listener = state.targets.get(target_name);
    const comm = new OpenComm(comm_id, target_name);
    if (!listener) {
      comm.close({});
      throw new Error(
        `comm: expected a cell that called onComm(${JSON.stringify(target_name)}, …), got none`,
      );
    }
    state.open.set(comm_id, comm);
    await listener(comm, data);
    return;
  }
  const comm = state.open.get(comm_id);
  const buffers = message.buffers.map(bytes);
  if (message.type === "comm_msg") {
    await comm?.messageListener?.(data, buffers);
    return;
  }
  state.open.delete(comm_id);
  await comm?.closeListener?.(data, buffers);
}

class OpenComm implements Comm {
  readonly id: string;
  readonly target: string;
  messageListener: CommListener | undefined;
  closeListener: CommListener | undefined;

  constructor(id: string, target: string) {
    this.id = id;
    this.target = target;
  }

  send(data: CommContent, buffers: readonly Uint8Array[] = []): void {
    post({ type: "comm_msg", comm_id: this.id, data, buffers: buffers.map(base64) });
  }

  close(data: CommContent = {}): void {
    state.open.delete(this.id);
    post({ type: "comm_close", comm_id: this.id, data, buffers: [] });
  }

  onMessage(listener: CommListener): void {
    this.messageListener = listener;
  }

  onClose(listener: CommListener): void {
    this.closeListener = listener;
  }
}

function post(message: CommMessage): void {
  const sink = shared[COMM_SINK];
  if (!sink) {
    throw new Error("comm: expected a Jupyter front end, got none; open the notebook in Jupyter");
  }
  sink(message);
}

function bytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
