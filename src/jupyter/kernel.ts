import type { CommMessage } from "./comm.ts";
import { type Answering, answer } from "./kernel-answer.ts";
import { type CellHost, type CellReply, runCell } from "./kernel-cell.ts";
import { CommRegistry, isCommType, toComm } from "./kernel-comms.ts";
import type { Connection } from "./kernel-connection.ts";
import { History } from "./kernel-history.ts";
import type { Header, Message, Origin } from "./kernel-message.ts";
import { OutputGate, type Publish } from "./kernel-output.ts";
import { isRequestType, type Requests, requestContent } from "./kernel-requests.ts";
import type { LiveSession } from "./kernel-session.ts";
import type { RequestChannel } from "./kernel-sockets.ts";
import { KernelWire } from "./kernel-wire.ts";
import type { SessionEnd } from "./session.ts";

export interface KernelOptions {
  readonly connection: Connection;
  /** Started before, since its process takes longer to start than all the rest. */
  readonly session: LiveSession;
  /** Absolute folder of the inputs of this and earlier sessions. */
  readonly history: string;
  /** Version of the package. */
  readonly version: string;
  /** Receives what a client should not have sent, and what ends a session. */
  readonly log: (line: string) => void;
}

/** A kernel that listens to a Jupyter front end. */
export interface Kernel {
  /** Stops the running cell and drops the queued ones; variables are kept. */
  interrupt(): void;
  shutdown(): Promise<void>;
  /** Resolves when the kernel has been shut down, by a client or by `shutdown`. */
  readonly closed: Promise<void>;
}

/** How long requests that crossed with an error may still arrive, to be aborted. */
const CROSSING_MS = 20;

/**
 * Starts a kernel: binds its sockets at once, while the process of the cells still starts.
 *
 * @throws {Error} zeromq is not installed, or an address cannot be bound
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const kernel = new RunningKernel(options, await History.open(options.history));
  await kernel.wire.open(options.connection, (channel, message) =>
    kernel.receive(channel, message),
  );
  return kernel;
}

/** A request that waits for its turn. */
interface Job {
  readonly origin: Origin;
  readonly run: () => Promise<void>;
}

class RunningKernel implements Kernel {
  readonly wire: KernelWire;
  readonly closed: Promise<void>;
  readonly #options: KernelOptions;
  readonly #history: History;
  readonly #live: LiveSession;
  readonly #comms = new CommRegistry();
  readonly #answering: Answering;
  #queue: Job[] = [];
  #running: Origin | undefined;
  /** Of the cell that ran last, and where its outputs belong. */
  #gate: OutputGate | undefined;
  #lastCell: Header | undefined;
  #working: Promise<void> = Promise.resolve();
  #count = 0;
  #runs = 0;
  #isInterrupted = false;
  #closing: Promise<void> | undefined;
  #close: () => void = () => {};

  constructor(options: KernelOptions, history: History) {
    this.#options = options;
    this.#history = history;
    this.wire = new KernelWire(options.connection.key, options.log);
    this.closed = new Promise((resolve) => {
      this.#close = resolve;
    });
    this.#live = options.session;
    this.#answering = {
      version: options.version,
      history,
      comms: this.#comms,
      session: () => this.#live.ready(),
      interrupt: () => this.interrupt(),
    };
    this.#live.onDeath((end) => this.#died(end));
  }

  receive(channel: RequestChannel, message: Message): void {
    const { msg_type: type } = message.header;
    try {
      if (!isRequestType(type)) {
        throw new TypeError(`${type}: expected a type of the messaging protocol, got ${type}`);
      }
      const content = requestContent(type, message.content);
      if (type === "execute_request") {
        const request = content as Requests["execute_request"];
        const { identities, header } = message;
        const origin = { identities, header };
        this.#enqueue(origin, () => this.#execute(origin, request));
      } else if (isCommType(type)) {
        this.#comm(message, type, content as Requests[typeof type]);
      } else if (type !== "input_reply") {
        void this.#answer(channel, message, () => answer(type, content, this.#answering));
      }
    } catch (error) {
      this.#refuse(channel, message, error as Error);
    }
  }

  interrupt(): void {
    this.#isInterrupted = this.#running !== undefined;
    this.#live.interrupt();
  }

  shutdown(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #answer(
    channel: RequestChannel,
    message: Message,
    work: () => Promise<object>,
  ): Promise<void> {
    this.#state(message, "busy");
    let content: Record<string, unknown>;
    try {
      content = { status: "ok", ...(await work()) };
    } catch (error) {
      content = failure(error as Error);
    }
    this.wire.reply(channel, message, content);
    this.#state(message, "idle");
    // Whoever shows the state of the kernel has to know that a cell goes on.
    if (this.#running) this.#state(this.#running, "busy");
    if (message.header.msg_type === "shutdown_request") void this.shutdown();
  }

  #refuse(channel: RequestChannel, message: Message, error: Error): void {
    this.#options.log(error.message);
    const { msg_type } = message.header;
    if (!msg_type.endsWith("_request")) return;
    // What a person sent to be run has to be seen to fail.
    if (msg_type === "execute_request") {
      const { status: _, ...shown } = failure(error);
      this.wire.publish(message.header, "error", shown);
    }
    void this.#answer(channel, message, () => Promise.reject(error));
  }

  #enqueue(origin: Origin, run: () => Promise<void>): void {
    this.#queue.push({ origin, run });
    if (!this.#running) this.#working = this.#work();
  }

  async #work(): Promise<void> {
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) {
      this.#running = job.origin;
      this.#state(job.origin, "busy");
      await job.run().catch((error: Error) => this.#options.log(`kernel: ${error.stack}`));
      this.#isInterrupted = false;
      this.#running = undefined;
      this.#state(job.origin, "idle");
    }
  }

  async #execute(origin: Origin, request: Requests["execute_request"]): Promise<void> {
    const { code, silent } = request;
    const isBlank = code.trim() === "";
    const isCounted = request.store_history && !silent && !isBlank;
    if (isCounted) this.#count += 1;
    const execution_count = this.#count;
    if (!silent) this.wire.publish(origin.header, "execute_input", { code, execution_count });
    let reply: CellReply = {
      status: "ok",
      content: { execution_count, user_expressions: {}, payload: [] },
      result: undefined,
    };
    if (!isBlank || Object.keys(request.user_expressions).length > 0) {
      const label = isCounted ? `In [${execution_count}]` : "In [*]";
      reply = await this.#run(origin, request, label);
    }
    if (isCounted) this.#history.add(execution_count, code, reply.result);
    const { status, content } = reply;
    const stops = (request.stop_on_error && !silent) || this.#isInterrupted;
    if (status === "error" && stops) await this.#abortQueue();
    this.wire.reply("shell", origin, { status, ...content });
  }

  async #run(
    origin: Origin,
    request: Requests["execute_request"],
    label: string,
  ): Promise<CellReply> {
    this.#gate?.end();
    const gate = this.#gateFor(origin.header, request.silent);
    this.#gate = gate;
    if (!request.silent) this.#lastCell = origin.header;
    const reply = await runCell(request, this.#count, label, gate, this.#host(origin, gate));
    gate.end();
    return reply;
  }

  #gateFor(parent: Header, isSilent = false): OutputGate {
    const publish: Publish = (type, content, buffers) => {
      if (!isSilent) this.wire.publish(parent, type, content, buffers);
    };
    return new OutputGate(publish, this.#count, String(++this.#runs));
  }

  #host(origin: Origin, gate: OutputGate): CellHost {
    return {
      session: () => this.#live.ready(),
      isInterrupted: () => this.#isInterrupted,
      isClosing: () => this.#closing !== undefined,
      comm: (comm) => {
        this.#comms.note(comm);
        const { type, buffers, ...content } = comm;
        const bytes = buffers.map((text) => Buffer.from(text, "base64"));
        gate.addMessage(type, content, bytes);
      },
      input: (request) => {
        gate.sendNow();
        return this.wire.ask(origin, request);
      },
    };
  }

  #comm(message: Message, type: "comm_open" | "comm_msg" | "comm_close", content: object): void {
    const comm = toComm(type, content as Requests[typeof type], message.buffers);
    this.#comms.note(comm);
    const { identities, header } = message;
    this.#enqueue({ identities, header }, () => this.#deliver({ identities, header }, comm));
  }

  async #deliver(origin: Origin, comm: CommMessage): Promise<void> {
    const gate = this.#gateFor(origin.header);
    const onOutput = gate.add.bind(gate);
    const { comm: onComm } = this.#host(origin, gate);
    const session = await this.#live.ready().catch(() => undefined);
    const options = { label: comm.type, onOutput, onLateError: onOutput, onComm };
    // That a session has died is said where the last cell is.
    await session?.deliver(comm, options).catch(() => {});
    gate.end();
  }

  /** Cells that were sent before the failure of this one was known are not run. */
  async #abortQueue(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, CROSSING_MS));
    const isCell = ({ origin }: Job) => origin.header.msg_type === "execute_request";
    const aborted = this.#queue.filter(isCell);
    this.#queue = this.#queue.filter((job) => !isCell(job));
    for (const { origin } of aborted) {
      this.#state(origin, "busy");
      // A number here would be shown as that of the cell.
      this.wire.reply("shell", origin, { status: "aborted" });
      this.#state(origin, "idle");
    }
  }

  #died({ reason }: SessionEnd): void {
    this.#comms.clear();
    // A cell that runs says so itself.
    if (this.#running?.header.msg_type === "execute_request") return;
    this.#options.log(`session: ${reason}`);
    const text = `The session ended: ${reason}. All variables are lost; the next cell starts afresh.\n`;
    this.wire.publish(this.#lastCell, "stream", { name: "stderr", text });
  }

  #state({ header }: Origin, execution_state: "busy" | "idle"): void {
    this.wire.publish(header, "status", { execution_state });
  }

  async #end(): Promise<void> {
    await this.#live.close();
    await this.#abortQueue();
    await this.#working;
    this.#gate?.end();
    await this.#history.close();
    await this.wire.close();
    this.#close();
  }
}

function failure({ name, message }: Error): Record<string, unknown> {
  return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
}
