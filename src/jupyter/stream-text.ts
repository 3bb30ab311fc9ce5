/** Characters of a stream that are kept from its beginning, and at least as many from its end. */
const KEPT = 250_000;

/**
 * What a cell wrote to one stream, as a terminal shows it, in bounded memory.
 *
 * "\r" goes back to the start of the line. Of more than 500 000 characters the first and the last lines
 * are kept, and a line between them says how many were dropped.
 */
export class StreamText {
  #head = "";
  #tail = "";
  #dropped = 0;
  #isReturning = false;

  add(text: string): void {
    // Plain concatenation leaves the joining of many short writes to the engine.
    if (this.#isReturning || text.includes("\r")) this.#tail = appendText(this.#tail, text);
    else this.#tail += text;
    this.#isReturning = text === "" ? this.#isReturning : text.endsWith("\r");
    if (this.#tail.length > 2 * KEPT) this.#shorten();
  }

  toString(): string {
    const notice = this.#dropped === 0 ? "" : `… ${this.#dropped} lines dropped …\n`;
    return this.#head + notice + this.#tail;
  }

  #shorten(): void {
    if (this.#head === "") {
      const end = this.#tail.lastIndexOf("\n", KEPT) + 1 || KEPT;
      this.#head = this.#tail.slice(0, end);
      this.#tail = this.#tail.slice(end);
      if (!this.#head.endsWith("\n")) this.#head += "\n";
    }
    const cut = this.#tail.length - KEPT;
    const nextLine = this.#tail.indexOf("\n", cut) + 1;
    const start = nextLine > 0 && nextLine < this.#tail.length ? nextLine : cut;
    this.#dropped += Math.max(1, this.#tail.slice(0, start).split("\n").length - 1);
    this.#tail = this.#tail.slice(start);
  }
}

/** A text with more written to it. A "\r" at the very end stays: what overwrites the line may follow. */
export function appendText(text: string, more: string): string {
  const lineStart = text.lastIndexOf("\n") + 1;
  const lines = (text.slice(lineStart) + more).replace(/\r+\n/g, "\n").split("\n");
  return text.slice(0, lineStart) + lines.map(overwrite).join("\n");
}

function overwrite(line: string): string {
  if (!line.includes("\r")) return line;
  let shown = "";
  for (const part of line.split("\r")) shown = part + shown.slice(part.length);
  return line.endsWith("\r") ? `${shown}\r` : shown;
}
