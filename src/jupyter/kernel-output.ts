import type { SessionOutput } from "./session.ts";

/** Sends one message that belongs to the cell, such as `stream`. */
export type Publish = (type: string, content: Record<string, unknown>) => void;

/** Bytes of text that a cell shows from its beginning, and at least as many from its end. */
const KEPT_BYTES = 200_000;
/** Bytes of displays that may wait; of more, the older ones are dropped. */
const WAITING_BYTES = 8_000_000;
const BYTES_PER_SECOND = 1_000_000;
const BURST_BYTES = 500_000;
const INTERVAL_MS = 50;
const NOTICE_INTERVAL_MS = 1000;
const LAST_LINE = 200;

interface Entry {
  readonly type: string;
  content: Record<string, unknown>;
  bytes: number;
}

/**
 * What a cell puts out, at a pace and in an amount that a front end can take.
 *
 * Short writes are joined; on average no more than 1 MB a second leaves. Of long text the first and
 * the last lines are shown, with the number of lines dropped between them. Displays that come faster
 * than they can be sent are dropped but for the last ones, and counted.
 */
export class OutputGate {
  readonly #publish: Publish;
  readonly #executionCount: number;
  readonly #noticeId: string;
  #queue: Entry[] = [];
  #head = 0;
  readonly #tail = new TextTail();
  #droppedDisplays = 0;
  #clearsNext = false;
  #noticeAt: number | undefined;
  #tokens = BURST_BYTES;
  #paidAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

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
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  /** Sends all that waits. More may come later, from timers of the cell. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#send();
    if (this.#droppedDisplays > 0) {
      this.#stream("stderr", `… ${this.#droppedDisplays} displays dropped …\n`);
      this.#droppedDisplays = 0;
    }
    const { dropped, pieces } = this.#tail.take();
    if (dropped !== "") this.#notice(`… ${dropped} dropped …`);
    for (const { name, text } of pieces) this.#stream(name, text);
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
    if (output.output_type === "update_display_data") {
      const { display_id } = output.transient;
      const shown = this.#queue.find(({ content }) => displayId(content) === display_id);
      if (shown) {
        Object.assign(shown, { content, bytes });
        return;
      }
    }
    this.#queue.push({ type, content, bytes });
    this.#bound();
  }

  #addText(name: "stdout" | "stderr", text: string): void {
    const [first, rest] = split(text, KEPT_BYTES - this.#head);
    this.#head += Buffer.byteLength(first);
    if (rest !== "") {
      // Once lines go to the tail, no later one may overtake them.
      this.#head = KEPT_BYTES;
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
    this.#queue = this.#queue.filter(({ type }) => type === "update_display_data");
    this.#queue.push({ type: "clear_output", content: { wait }, bytes: 0 });
    this.#head = 0;
    this.#tail.clear();
    this.#droppedDisplays = 0;
    this.#noticeAt = undefined;
  }

  #bound(): void {
    const displays = this.#queue.filter(({ type }) => type === "display_data");
    let waiting = displays.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const oldest of displays.slice(0, -1)) {
      if (waiting <= WAITING_BYTES) return;
      waiting -= oldest.bytes;
      this.#queue.splice(this.#queue.indexOf(oldest), 1);
      this.#droppedDisplays += 1;
    }
  }

  #flush(): void {
    this.#timer = undefined;
    const now = performance.now();
    const earned = ((now - this.#paidAt) / 1000) * BYTES_PER_SECOND;
    this.#tokens = Math.min(BURST_BYTES, this.#tokens + earned);
    this.#paidAt = now;
    if (this.#tokens > 0) this.#send();
    if (this.#tail.dropped !== "" && now - (this.#noticeAt ?? 0) > NOTICE_INTERVAL_MS) {
      this.#notice(`… ${this.#tail.dropped} dropped so far …\n${this.#tail.lastLine}`);
    }
    if (this.#queue.length === 0 && this.#tail.dropped === "") return;
    const wait = this.#tokens > 0 ? 0 : (-this.#tokens / BYTES_PER_SECOND) * 1000;
    this.#timer = setTimeout(() => this.#flush(), Math.max(INTERVAL_MS, wait));
  }

  #send(): void {
    for (const { type, content, bytes } of this.#queue.splice(0)) {
      this.#publish(type, content);
      this.#tokens -= bytes;
    }
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

interface Piece {
  readonly name: "stdout" | "stderr";
  text: string;
}

/** The last lines written, in bounded memory, and how many were dropped before them. */
class TextTail {
  #pieces: Piece[] = [];
  #bytes = 0;
  #lines = 0;
  #characters = 0;

  add(name: "stdout" | "stderr", text: string): void {
    const last = this.#pieces.at(-1);
    if (last?.name === name) last.text += text;
    else this.#pieces.push({ name, text });
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes > 2 * KEPT_BYTES) this.#shorten();
  }

  /** In words, as "12 lines"; empty when nothing was dropped. */
  get dropped(): string {
    if (this.#characters === 0) return "";
    if (this.#lines === 0) return `${this.#characters} characters`;
    return `${this.#lines} line${this.#lines === 1 ? "" : "s"}`;
  }

  get lastLine(): string {
    const text = (this.#pieces.at(-1)?.text ?? "").trimEnd();
    return text.slice(text.lastIndexOf("\n") + 1).slice(0, LAST_LINE);
  }

  take(): { dropped: string; pieces: readonly Piece[] } {
    if (this.#bytes > KEPT_BYTES) this.#shorten();
    const taken = { dropped: this.dropped, pieces: this.#pieces };
    this.clear();
    return taken;
  }

  clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
    this.#lines = 0;
    this.#characters = 0;
  }

  /** Keeps the last lines that fit; a single longer line keeps its end. */
  #shorten(): void {
    let excess = this.#bytes - KEPT_BYTES;
    while (excess > 0) {
      const first = this.#pieces[0] as Piece;
      const bytes = Buffer.byteLength(first.text);
      if (bytes <= excess && this.#pieces.length > 1) {
        this.#drop(first.text);
        this.#pieces.shift();
        excess -= bytes;
        continue;
      }
      // Characters are at most as many as bytes: the cut errs on the side of more.
      const cut = Math.max(1, Math.ceil((excess / bytes) * first.text.length));
      const lineEnd = first.text.indexOf("\n", cut - 1) + 1;
      const end = lineEnd > 0 && lineEnd < first.text.length ? lineEnd : cut;
      this.#drop(first.text.slice(0, end));
      first.text = first.text.slice(end);
      break;
    }
    this.#bytes = this.#pieces.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  }

  #drop(text: string): void {
    this.#characters += text.length;
    this.#lines += text.split("\n").length - 1;
  }
}

function displayId(content: Record<string, unknown>): unknown {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}

/** Cuts a text after its last line that ends within a number of bytes, or within a line that is longer. */
function split(text: string, bytes: number): [first: string, rest: string] {
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return [text, ""];
  if (bytes <= 0) return ["", text];
  const most = Buffer.from(text.slice(0, bytes))
    .subarray(0, bytes)
    .toString()
    .replace(/\uFFFD$/, "");
  const end = most.lastIndexOf("\n") + 1 || most.length;
  return [text.slice(0, end), text.slice(end)];
}
