import { randomUUID } from "node:crypto";
import type { Connection } from "./kernel-connection.ts";
import { Dropped, type Header, type Message, MessageCodec, type Origin } from "./kernel-message.ts";
import { type KernelSockets, openSockets, type RequestChannel } from "./kernel-sockets.ts";
import type { InputRequest } from "./session.ts";

/** Messages of a kernel in and out: signs, checks, and finds the way back to who asked. */
export class KernelWire {
  readonly #codec: MessageCodec;
  readonly #log: (line: string) => void;
  readonly #drops = new Map<string, number>();
  #sockets: KernelSockets | undefined;
  #question: { ids: string[]; resolve: (value: string) => void } | undefined;
  #asking = { request: "", last: Promise.resolve("") };

  constructor(key: string, log: (line: string) => void) {
    this.#codec = new MessageCodec(key);
    this.#log = log;
  }

  async open(
    connection: Connection,
    receive: (channel: RequestChannel, message: Message) => void,
  ): Promise<void> {
    this.#sockets = await openSockets(connection, {
      request: (channel, frames) => {
        const message = this.#decode(frames);
        if (!message) return;
        if (message.header.msg_type === "input_reply") this.#answer(message);
        receive(channel, message);
      },
      subscription: (subscription) => {
        this.publish(undefined, "iopub_welcome", { subscription }, [], subscription);
      },
    });
    this.publish(undefined, "status", { execution_state: "starting" });
  }

  /** @param parent  header of the request that the message belongs to */
  publish(
    parent: Header | undefined,
    type: string,
    content: Record<string, unknown>,
    buffers: readonly Uint8Array[] = [],
    topic = `kernel.${type}`,
  ): void {
    const identities = [Buffer.from(topic)];
    const frames = this.#codec.encode({ identities, type, parent: parent ?? {}, content, buffers });
    this.#sockets?.send("iopub", frames);
  }

  reply(channel: RequestChannel, request: Origin, content: Record<string, unknown>): void {
    const { identities, header } = request;
    const type = header.msg_type.replace(/_request$/, "_reply");
    this.#sockets?.send(channel, this.#codec.encode({ identities, type, parent: header, content }));
  }

  /** Asks the client of a request for a line of text, one question after another. */
  ask({ identities, header }: Origin, { prompt, password }: InputRequest): Promise<string> {
    const content = { prompt, password };
    const ask = () =>
      new Promise<string>((resolve) => {
        const id = randomUUID();
        const message = { identities, type: "input_request", id, parent: header, content };
        this.#question = { ids: [id, header.msg_id], resolve };
        this.#sockets?.send("stdin", this.#codec.encode(message));
      });
    // Questions of an earlier request that nobody answered are not waited for.
    const last = this.#asking.request === header.msg_id ? this.#asking.last : Promise.resolve("");
    const answer = last.then(ask);
    this.#asking = { request: header.msg_id, last: answer };
    return answer;
  }

  async close(): Promise<void> {
    await this.#sockets?.close();
  }

  #decode(frames: Buffer[]): Message | undefined {
    try {
      return this.#codec.decode(frames);
    } catch (error) {
      if (!(error instanceof Dropped)) throw error;
      this.#logDrop(error.message);
      return undefined;
    }
  }

  /** A flood of bad messages must not become a flood of lines. */
  #logDrop(reason: string): void {
    const count = (this.#drops.get(reason) ?? 0) + 1;
    this.#drops.set(reason, count);
    if (Number.isInteger(Math.log2(count))) this.#log(`dropped a message: ${reason} (${count})`);
  }

  /** Clients name the question as parent, or the cell, or none: then the open question is meant. */
  #answer({ parent, content }: Message): void {
    const question = this.#question;
    if (!question || typeof content.value !== "string") return;
    if ("msg_id" in parent && !question.ids.includes(parent.msg_id)) return;
    this.#question = undefined;
    question.resolve(content.value);
  }
}
