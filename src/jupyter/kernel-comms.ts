import type { CommMessage } from "./comm.ts";
import type { Message } from "./kernel-message.ts";
import type { Requests } from "./kernel-requests.ts";

type CommType = CommMessage["type"];

/** The comms that are open, whoever opened them. */
export class CommRegistry {
  readonly #targets = new Map<string, string>();

  note(message: CommMessage): void {
    if (message.type === "comm_open") this.#targets.set(message.comm_id, message.target_name);
    if (message.type === "comm_close") this.#targets.delete(message.comm_id);
  }

  clear(): void {
    this.#targets.clear();
  }

  /** Content of a comm_info reply. */
  info(target?: string): Record<string, unknown> {
    const open = [...this.#targets].filter(([, name]) => target === undefined || name === target);
    return {
      comms: Object.fromEntries(open.map(([id, target_name]) => [id, { target_name }])),
    };
  }
}

export function isCommType(type: string): type is CommType {
  return type === "comm_open" || type === "comm_msg" || type === "comm_close";
}

/** A client's message for the comms of the cells. */
export function toComm(
  type: CommType,
  content: Requests[CommType],
  buffers: Message["buffers"],
): CommMessage {
  const { comm_id, data } = content;
  const encoded = buffers.map((buffer) => Buffer.from(buffer).toString("base64"));
  if (type !== "comm_open") return { type, comm_id, data, buffers: encoded };
  const { target_name } = content as Requests["comm_open"];
  return { type, comm_id, target_name, data, buffers: encoded };
}
