import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** Version of the messaging protocol that the kernel speaks. */
export const PROTOCOL_VERSION = "5.4";

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  /** Routing frames of the client's socket; empty on iopub but for the topic. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  /** Header of the request that caused the message; empty where there is none. */
  readonly parent: Header | Record<string, never>;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
  readonly buffers: readonly Uint8Array[];
}

/** What a reply needs of a request. */
export type Origin = Pick<Message, "identities" | "header">;

/** Frames that are no message, and why. */
export class Dropped extends Error {
  override readonly name = "Dropped";
}

const DELIMITER = Buffer.from("<IDS|MSG>");
/** How many signatures are remembered against replays. */
const REMEMBERED = 65_536;

/** Signs messages and checks signatures; one for each kernel. */
export class MessageCodec {
  readonly #key: string;
  readonly #session = randomUUID();
  readonly #seen = new Set<string>();

  /** @param key  of the connection file; empty: nothing is signed and nothing checked */
  constructor(key: string) {
    this.#key = key;
  }

  /**
   * @throws {Dropped} no delimiter, too few frames, a missing, wrong or repeated signature, broken JSON
   */
  decode(frames: readonly Buffer[]): Message {
    const at = frames.findIndex((frame) => DELIMITER.equals(frame));
    if (at < 0) throw new Dropped("no delimiter");
    const [signature, ...signed] = frames.slice(at + 1, at + 6) as Buffer[];
    if (signature === undefined || signed.length < 4) throw new Dropped("too few frames");
    this.#verify(signature, signed);
    const [header, parent, metadata, content] = signed.map(record);
    return {
      identities: frames.slice(0, at),
      header: headerOf(header as Record<string, unknown>),
      parent: Object.keys(parent!).length === 0 ? {} : headerOf(parent!),
      metadata: metadata!,
      content: content!,
      buffers: frames.slice(at + 6),
    };
  }

  /** Frames of a new message, signed. */
  encode(
    message: Omit<Message, "header" | "metadata" | "buffers"> & {
      readonly type: string;
      readonly id?: string;
      readonly metadata?: Record<string, unknown> | undefined;
      readonly buffers?: readonly Uint8Array[] | undefined;
    },
  ): Uint8Array[] {
    const { identities, type, parent, metadata = {}, content, buffers = [] } = message;
    const header: Header = {
      msg_id: message.id ?? randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    const signed = [header, parent, metadata, content].map((part) =>
      Buffer.from(JSON.stringify(part)),
    );
    const signature = this.#key === "" ? "" : this.#sign(signed).toString("hex");
    return [...identities, DELIMITER, Buffer.from(signature), ...signed, ...buffers];
  }

  #sign(parts: readonly Uint8Array[]): Buffer {
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  }

  #verify(signature: Buffer, signed: readonly Buffer[]): void {
    if (this.#key === "") return;
    const text = signature.toString("latin1");
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new Dropped("no signature");
    if (!timingSafeEqual(Buffer.from(text, "hex"), this.#sign(signed))) {
      throw new Dropped("wrong signature");
    }
    const canonical = text.toLowerCase();
    if (this.#seen.has(canonical)) throw new Dropped("repeated signature");
    this.#seen.add(canonical);
    if (this.#seen.size > REMEMBERED) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
  }
}

function record(frame: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(frame.toString("utf8"));
  } catch {
    throw new Dropped("no JSON");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Dropped("no JSON object");
}

/** The fields of the protocol; what else a client adds is not sent back. */
function headerOf(value: Record<string, unknown>): Header {
  const text = (name: keyof Header): string => {
    const field = value[name];
    return typeof field === "string" ? field : "";
  };
  const header = {
    msg_id: text("msg_id"),
    msg_type: text("msg_type"),
    session: text("session"),
    username: text("username"),
    date: text("date"),
    version: text("version"),
  };
  if (header.msg_id === "" || header.msg_type === "") {
    throw new Dropped("a header without msg_id or msg_type");
  }
  return header;
}
