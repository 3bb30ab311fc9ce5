import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { type Message, MessageCodec } from "../../src/jupyter/kernel-message.ts";
import { cliFile } from "./cli.ts";

export type Channel = "shell" | "control" | "stdin";
type Content = Record<string, unknown>;

/** What became of an execute request. */
export interface Executed {
  readonly reply: Content & { status: string };
  /** iopub messages of the request, the states busy and idle included. */
  readonly messages: readonly Message[];
  /** Those with outputs, as in a notebook file. */
  readonly outputs: readonly (Content & { output_type: string })[];
  /** Everything printed to standard output. */
  readonly printed: string;
  /** text/plain of the last value. */
  readonly value: string | undefined;
}

export interface KernelProcess {
  readonly folder?: string;
  /** Added to the environment of the kernel. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node.js that start the kernel; those of ours by default. */
  readonly program?: (connectionFile: string) => string[];
}

const OUTPUTS = [
  "stream",
  "display_data",
  "execute_result",
  "error",
  "update_display_data",
  "clear_output",
];

/** A kernel in a process of its own and a client that speaks to it as a front end would. */
export class KernelClient {
  readonly child: ChildProcess;
  readonly connection: Readonly<Record<string, string | number>>;
  readonly published: Message[] = [];
  /** Lines that the kernel wrote to standard error. */
  stderr = "";
  readonly ended: Promise<number | null>;
  onInput: ((prompt: string) => string) | undefined;
  readonly #codec: MessageCodec;
  readonly #folder: string;
  readonly #sockets: Record<Channel, Dealer>;
  readonly #iopub = new Subscriber();
  readonly #replies = new Map<string, Message>();
  #wake: (() => void)[] = [];

  private constructor(
    child: ChildProcess,
    connection: Record<string, string | number>,
    folder: string,
  ) {
    this.child = child;
    this.connection = connection;
    this.#folder = folder;
    this.#codec = new MessageCodec(String(connection.key));
    const identity = { routingId: randomUUID(), linger: 0 };
    const dealer = () => new Dealer(identity);
    this.#sockets = { shell: dealer(), control: dealer(), stdin: dealer() };
    for (const channel of ["shell", "control", "stdin"] as const) {
      this.#sockets[channel].connect(`tcp://127.0.0.1:${connection[`${channel}_port`]}`);
      void this.#listen(channel);
    }
    this.#iopub.connect(`tcp://127.0.0.1:${connection.iopub_port}`);
    this.#iopub.subscribe();
    void this.#hear();
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  }

  static async start({
    folder = tmpdir(),
    env = {},
    program = (file) => [cliFile, "kernel", "start", file],
  }: KernelProcess = {}): Promise<KernelClient> {
    const place = mkdtempSync(join(tmpdir(), "damlab-kernel-"));
    const names = ["shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"];
    const ports = await freePorts(names.length);
    const connection = {
      transport: "tcp",
      ip: "127.0.0.1",
      key: randomUUID(),
      signature_scheme: "hmac-sha256",
      ...Object.fromEntries(names.map((name, k) => [name, ports[k]!])),
    };
    const file = join(place, "connection.json");
    writeFileSync(file, JSON.stringify(connection));
    const child = spawn(process.execPath, program(file), {
      cwd: folder,
      env: { ...process.env, DAMLAB_HISTORY: join(place, "history"), ...env },
      stdio: ["ignore", "inherit", "pipe"],
    });
    const client = new KernelClient(child, connection, place);
    // What is published before the subscription has reached the kernel is lost.
    const heard = client.listens();
    const died = client.ended.then((code) => {
      throw new Error(`the kernel ended with ${code} before it answered: ${client.stderr}`);
    });
    await Promise.race([heard, died]);
    died.catch(() => {});
    return client;
  }

  /** Resolves when iopub messages come in; kernels of protocol 5.4 send one for the subscription. */
  async listens(): Promise<void> {
    while (this.published.length === 0) {
      const id = await this.send("shell", "kernel_info_request", {});
      await Promise.race([this.reply(id), this.until(() => this.published.length > 0)]);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Sends frames as they are. */
  async sendRaw(channel: Channel, frames: readonly Uint8Array[]): Promise<void> {
    await this.#sockets[channel].send(frames as Uint8Array[]);
  }

  /** Frames of a message that the kernel accepts, and its id. */
  frames(type: string, content: Content, buffers: readonly Uint8Array[] = []) {
    const id = randomUUID();
    const message = { identities: [], type, id, parent: {}, content, buffers };
    return { id, frames: this.#codec.encode(message) };
  }

  /** Frames of four parts that need not be a message, rightly signed. */
  sign(parts: readonly Buffer[]): Uint8Array[] {
    const hmac = createHmac("sha256", String(this.connection.key));
    for (const part of parts) hmac.update(part);
    return [Buffer.from("<IDS|MSG>"), Buffer.from(hmac.digest("hex")), ...parts];
  }

  /** Sends a message and returns its id. */
  async send(
    channel: Channel,
    type: string,
    content: Content,
    buffers: readonly Uint8Array[] = [],
  ): Promise<string> {
    const { id, frames } = this.frames(type, content, buffers);
    await this.sendRaw(channel, frames);
    return id;
  }

  async request(channel: Channel, type: string, content: Content = {}): Promise<Content> {
    const id = await this.send(channel, type, content);
    await this.idle(id);
    return (await this.reply(id)).content;
  }

  async reply(id: string): Promise<Message> {
    await this.until(() => this.#replies.has(id));
    return this.#replies.get(id) as Message;
  }

  /** Resolves when the kernel is done with a message. */
  idle(id: string): Promise<void> {
    return this.until(() =>
      this.published.some(
        ({ header, parent, content }) =>
          header.msg_type === "status" &&
          parent.msg_id === id &&
          content.execution_state === "idle",
      ),
    );
  }

  async execute(code: string, options: Content = {}): Promise<Executed> {
    return this.executed(await this.send("shell", "execute_request", { code, ...options }));
  }

  /** Waits for the end of an execute request. */
  async executed(id: string): Promise<Executed> {
    await this.idle(id);
    const { content: reply } = await this.reply(id);
    const messages = this.published.filter(({ parent }) => parent.msg_id === id);
    const outputs = messages.flatMap(({ header: { msg_type }, content }) =>
      OUTPUTS.includes(msg_type) ? [{ output_type: msg_type, ...content }] : [],
    );
    const texts = outputs.filter(({ output_type, name }: Content) => {
      return output_type === "stream" && name === "stdout";
    });
    const result = outputs.find(({ output_type }) => output_type === "execute_result") as
      | { data: Record<string, string> }
      | undefined;
    return {
      reply: reply as Executed["reply"],
      messages,
      outputs,
      printed: texts.map(({ text }: Content) => text).join(""),
      value: result?.data["text/plain"],
    };
  }

  /** Resolves when a condition on what has come in holds. */
  until(holds: () => boolean, limitMs = 60_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new Error(`the kernel did not answer within ${limitMs} ms; it said: ${this.stderr}`),
        );
      }, limitMs);
      const look = () => {
        if (!holds()) return this.#wake.push(look);
        clearTimeout(timer);
        return resolve();
      };
      look();
    });
  }

  /** Shuts the kernel down and returns its exit code. */
  async close(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      await this.send("control", "shutdown_request", { restart: false });
    }
    const code = await this.ended;
    for (const socket of [...Object.values(this.#sockets), this.#iopub]) socket.close();
    rmSync(this.#folder, { recursive: true, force: true });
    return code;
  }

  #tell(): void {
    for (const look of this.#wake.splice(0)) look();
  }

  async #listen(channel: Channel): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      const message = this.#codec.decode(frames);
      if (message.header.msg_type === "input_request") {
        const value = this.onInput?.(String(message.content.prompt));
        if (value !== undefined) void this.send("stdin", "input_reply", { value });
      } else if ("msg_id" in message.parent) this.#replies.set(message.parent.msg_id, message);
      this.#tell();
    }
  }

  async #hear(): Promise<void> {
    for await (const frames of this.#iopub) {
      this.published.push(this.#codec.decode(frames));
      this.#tell();
    }
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(
    servers.map((server) => new Promise((resolve) => server.once("listening", resolve))),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
