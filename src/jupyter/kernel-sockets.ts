import type { Reply, Router, Socket, XPublisher } from "zeromq";
import { addressOf, type Connection } from "./kernel-connection.ts";

/** Channels on which requests arrive; replies go back on the same one. */
export type RequestChannel = "shell" | "control" | "stdin";

export interface KernelSockets {
  /** Frames leave in the order of the calls. */
  send(channel: RequestChannel | "iopub", frames: readonly Uint8Array[]): void;
  /** Sends what is waiting, for at most a second, and closes everything. */
  close(): Promise<void>;
}

export interface SocketListener {
  request(channel: RequestChannel, frames: Buffer[]): void;
  /** A client has begun to listen to iopub messages whose topic starts so. */
  subscription(topic: string): void;
}

/** Larger frames are not read: the client is disconnected. */
const MAXIMUM_FRAME_BYTES = 2 ** 28;
const LINGER_MS = 1000;

/**
 * Binds the five sockets of a kernel; heartbeats are answered here.
 *
 * @throws {Error} zeromq is not installed, or an address cannot be bound
 */
export async function openSockets(
  connection: Connection,
  listener: SocketListener,
): Promise<KernelSockets> {
  const zeromq = await import("zeromq").catch((error: Error) => {
    throw new Error(
      `kernel: expected the package zeromq, got ${error.message}; run npm install zeromq`,
    );
  });
  const shared = { linger: LINGER_MS, maxMessageSize: MAXIMUM_FRAME_BYTES };
  // A client that comes back under its old name takes its place.
  const router = () => new zeromq.Router({ ...shared, handover: true, sendHighWaterMark: 0 });
  const routers = { shell: router(), control: router(), stdin: router() };
  // What is published is bounded by the kernel; a bound here would drop messages silently.
  const iopub = new zeromq.XPublisher({ ...shared, sendHighWaterMark: 0, verbosity: "allSubs" });
  const heartbeat = new zeromq.Reply(shared);
  const ports: [Socket & { bind(address: string): Promise<void> }, number][] = [
    [routers.shell, connection.shell_port],
    [routers.control, connection.control_port],
    [routers.stdin, connection.stdin_port],
    [iopub, connection.iopub_port],
    [heartbeat, connection.hb_port],
  ];
  for (const [socket, port] of ports) {
    const address = addressOf(connection, port);
    await socket.bind(address).catch((error: Error) => {
      throw new Error(`kernel: expected a free address ${address}, got ${error.message}`);
    });
  }
  const outboxes = {
    shell: outbox(routers.shell),
    control: outbox(routers.control),
    stdin: outbox(routers.stdin),
    iopub: outbox(iopub),
  };
  void echo(heartbeat);
  void hearSubscriptions(iopub, (topic) => listener.subscription(topic));
  for (const channel of ["shell", "control", "stdin"] as const) {
    void receive(routers[channel], (frames) => listener.request(channel, frames));
  }
  return {
    send: (channel, frames) => outboxes[channel].put(frames),
    async close() {
      await Promise.all(Object.values(outboxes).map(({ emptied }) => emptied()));
      for (const [socket] of ports) socket.close();
    },
  };
}

/** Sends one message after another, as the socket wants it. */
function outbox(socket: Router | XPublisher) {
  const waiting: (readonly Uint8Array[])[] = [];
  let sending: Promise<void> | undefined;
  const run = async () => {
    for (let frames = waiting.shift(); frames; frames = waiting.shift()) {
      // A client that has gone cannot be sent to.
      await socket.send(frames as Uint8Array[]).catch(() => {});
    }
    sending = undefined;
  };
  return {
    put(frames: readonly Uint8Array[]): void {
      waiting.push(frames);
      sending ??= run();
    },
    async emptied(): Promise<void> {
      await sending;
    },
  };
}

async function receive(socket: Router, handle: (frames: Buffer[]) => void): Promise<void> {
  for await (const frames of socket) handle(frames);
}

async function echo(socket: Reply): Promise<void> {
  for await (const frames of socket) await socket.send(frames);
}

async function hearSubscriptions(
  socket: XPublisher,
  handle: (topic: string) => void,
): Promise<void> {
  for await (const [frame] of socket) {
    if (frame?.[0] === 1) handle(frame.subarray(1).toString());
  }
}
