import { splitText, TextTail } from "./kernel-text-tail.ts";
import type { SessionOutput } from "./session.ts";

/** Sends one message that belongs to the cell, such as `stream`. */
export type Publish = (
  type: string,
  content: Record<string, unknown>,
  buffers?: readonly Uint8Array[],
) => void;

/** Bytes of displays and errors that may wait; of more, the older ones are dropped. */
const WAITING_BYTES = 8_000_000;
/** Bytes of text that a cell shows from its beginning. */
const HEAD_BYTES = 400_000;
const BYTES_PER_SECOND = 1_000_000;
const BURST_BYTES = 500_000;
const INTERVAL_MS = 50;
const NOTICE_INTERVAL_MS = 1000;

interface Entry {
  readonly type: string;
  content: Record<string, unknown>;
  readonly buffers?: readonly Uint8Array[];
  bytes: number;
}

/** What may be dropped when it comes faster than it can be sent. */
const DROPPABLE = new Set(["display_data", "error", "comm_msg"]);
/** What clearing takes away: displays of other cells and messages of comms stay. */
const CLEARED = new Set(["stream", "display_data", "execute_result", "error", "clear_output"]);

/**
 * What a cell puts out, at a pace and in an amount that a front end can take.
 *
 * Short writes are joined; on average no more than 1 MB a second leaves. Of long text the first and
 * the last lines are shown, with the number of lines dropped between them; while a cell runs on, a
 * notice shows its latest line. Displays, errors and comm messages that come faster than they can be
 * sent are dropped but for the last ones, and counted.
 */
export class OutputGate {
  readonly #publish: Publish;
  readonly #executionCount: number;
  readonly #noticeId: string;
  #queue: Entry[] = [];
  /** Results and errors that come after text of which only the end will be shown. */
  #afterTail: Entry[] = [];
  #head = 0;
  /** Displays and updates in the queue, by their id. */
  readonly #displays = new Map<string, Entry>();
  #waiting = 0;
  readonly #tail = new TextTail();
  #droppedOutputs = 0;
  #clearsNext = false;
  #noticeAt: number | undefined;
  #tokens = BURST_BYTES;
  #paidAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #isEnded = false;
  #addedAt = 0;

  /**
   * @param executionCount  number of the cell, for its result
   * @param cell            name that no other cell of the kernel has
   */
  constructor(publish: Publish, executionCount: number, cell: string) {
    this.#publish = publish;
    this.#executionCount = executionCount;
    this.#noticeId = `damlab-dropped-${cell}`;
  }

  add(output: SessionOutput): void {
    if (output.output_type === "clear_output") {
      this.#clear(output.wait);
    } else {
      if (this.#clearsNext && output.output_type !== "update_display_data") this.#forget(true);
      this.#add(output);
    }
    this.#flushSoon();
  }

  /** Adds a message of a comm, in the words of the protocol. */
  addMessage(type: string, content: Record<string, unknown>, buffers: readonly Uint8Array[]): void {
    const size = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const bytes = size + Buffer.byteLength(JSON.stringify(content));
    this.#push(this.#queue, { type, content, buffers, bytes });
    this.#flushSoon();
  }

  /** Sends what is to be seen before the user is asked something. */
  sendNow(): void {
    this.#send();
  }

  /** Sends all that waits. More may come later, from timers of the cell. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isEnded = true;
    this.#send();
    if (this.#droppedOutputs > 0) {
      this.#stream("stderr", `… ${this.#droppedOutputs} displays, errors or messages dropped …\n`);
      this.#droppedOutputs = 0;
    }
    const { dropped, pieces } = this.#tail.take();
    if (dropped !== "") this.#notice(`… ${dropped} dropped …`);
    else if (this.#noticeAt !== undefined) this.#notice("…");
    this.#noticeAt = undefined;
    for (const { name, text } of pieces) this.#stream(name, text);
    this.#queue = this.#afterTail.splice(0);
    this.#send();
  }

  #add(output: Exclude<SessionOutput, { output_type: "clear_output" }>): void {
    const { output_type: type, ...content } = output;
    if (output.output_type === "stream") {
      this.#addText(output.name, output.text);
      return;
    }
    if (output.output_type === "execute_result") {
      Object.assign(content, { execution_count: this.#executionCount });
    }
    const bytes = Buffer.byteLength(JSON.stringify(content));
    const entry: Entry = { type, content, bytes };
    if (output.output_type === "update_display_data") {
      const { display_id } = output.transient;
      const waiting = this.#displays.get(display_id);
      if (waiting) {
        Object.assign(waiting, { content, bytes });
        return;
      }
    }
    const id = displayId(content);
    if (id !== undefined) this.#displays.set(id, entry);
    const isLast = type === "execute_result" || type === "error";
    const queue = isLast && !this.#tail.isEmpty ? this.#afterTail : this.#queue;
    this.#push(queue, entry);
  }

  #push(queue: Entry[], entry: Entry): void {
    queue.push(entry);
    this.#waiting += entry.bytes;
    if (this.#waiting > WAITING_BYTES) this.#shorten();
  }

  #flushSoon(): void {
    this.#addedAt = performance.now();
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  #addText(name: "stdout" | "stderr", text: string): void {
    const [first, rest] = splitText(text, HEAD_BYTES - this.#head);
    this.#head += Buffer.byteLength(first);
    if (rest !== "") {
      // Once lines go to the tail, no later one may overtake them.
      this.#head = HEAD_BYTES;
      this.#tail.add(name, rest);
    }
    if (first === "") return;
    const last = this.#queue.at(-1);
    if (last?.type === "stream" && last.content.name === name) {
      last.content.text += first;
      last.bytes += first.length;
    } else {
      this.#queue.push({ type: "stream", content: { name, text: first }, bytes: first.length });
    }
  }

  #clear(wait: boolean): void {
    if (wait) this.#clearsNext = true;
    else this.#forget(false);
  }

  /** What is cleared before it was sent need not be sent. */
  #forget(wait: boolean): void {
    this.#clearsNext = false;
    this.#queue = this.#queue.filter(({ type }) => !CLEARED.has(type));
    this.#displays.clear();
    for (const entry of this.#queue) {
      const id = displayId(entry.content);
      if (id !== undefined) this.#displays.set(id, entry);
    }
    this.#queue.push({ type: "clear_output", content: { wait }, bytes: 0 });
    this.#waiting = this.#queue.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#head = 0;
    this.#tail.clear();
    this.#afterTail = [];
    this.#droppedOutputs = 0;
    this.#noticeAt = undefined;
  }

  /** Drops the older half of what may be dropped; the newest output stays, however large. */
  #shorten(): void {
    const all = [...this.#queue, ...this.#afterTail];
    const droppable = all.filter(({ type }) => DROPPABLE.has(type));
    const dropped = new Set<Entry>();
    for (const oldest of droppable.slice(0, -1)) {
      if (this.#waiting <= WAITING_BYTES / 2) break;
      this.#waiting -= oldest.bytes;
      dropped.add(oldest);
    }
    this.#droppedOutputs += dropped.size;
    this.#queue = this.#queue.filter((entry) => !dropped.has(entry));
    this.#afterTail = this.#afterTail.filter((entry) => !dropped.has(entry));
    for (const { content } of dropped) this.#displays.delete(displayId(content) ?? "");
  }

  #flush(): void {
    this.#timer = undefined;
    const now = performance.now();
    const earned = ((now - this.#paidAt) / 1000) * BYTES_PER_SECOND;
    this.#tokens = Math.min(BURST_BYTES, this.#tokens + earned);
    this.#paidAt = now;
    if (this.#tokens > 0) this.#send();
    if (!this.#tail.isEmpty && now - (this.#noticeAt ?? 0) > NOTICE_INTERVAL_MS) {
      const words = this.#tail.dropped || "nothing";
      this.#notice(`… ${words} dropped so far, the end follows …\n${this.#tail.lastLine}`);
    }
    // What timers print after the end of their cell has no end of its own but a pause.
    const isQuiet = now - this.#addedAt > NOTICE_INTERVAL_MS;
    if (this.#isEnded && isQuiet && !this.#tail.isEmpty) this.end();
    if (this.#queue.length === 0 && this.#tail.isEmpty) return;
    const wait = this.#tokens > 0 ? 0 : (-this.#tokens / BYTES_PER_SECOND) * 1000;
    this.#timer = setTimeout(() => this.#flush(), Math.max(INTERVAL_MS, wait));
  }

  #send(): void {
    for (const { type, content, buffers, bytes } of this.#queue.splice(0)) {
      this.#publish(type, content, buffers);
      this.#tokens -= bytes;
    }
    this.#displays.clear();
    this.#waiting = this.#afterTail.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** One line between the first and the last ones, kept up to date while lines are dropped. */
  #notice(text: string): void {
    const type = this.#noticeAt === undefined ? "display_data" : "update_display_data";
    this.#noticeAt = performance.now();
    const data = { "text/plain": text };
    this.#publish(type, { data, metadata: {}, transient: { display_id: this.#noticeId } });
  }

  #stream(name: string, text: string): void {
    this.#publish("stream", { name, text });
  }
}

function displayId(content: Record<string, unknown>): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}
