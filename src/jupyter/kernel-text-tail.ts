/** Bytes of text that are kept. */
const KEPT_BYTES = 200_000;
const LAST_LINE = 200;

interface Piece {
  readonly name: "stdout" | "stderr";
  text: string;
}

/** The last lines written, in bounded memory, and how many were dropped before them. */
export class TextTail {
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

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
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

/** Cuts a text after its last line that ends within a number of bytes, or within a line that is longer. */
export function splitText(text: string, bytes: number): [first: string, rest: string] {
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return [text, ""];
  if (bytes <= 0) return ["", text];
  const most = Buffer.from(text.slice(0, bytes))
    .subarray(0, bytes)
    .toString()
    .replace(/\uFFFD$/, "");
  const lastLine = most.lastIndexOf("\n") + 1;
  // A line that hardly fits begins the rest; a long one is cut.
  const end = lastLine > 0 || bytes < KEPT_BYTES / 2 ? lastLine : most.length;
  return [text.slice(0, end), text.slice(end)];
}
