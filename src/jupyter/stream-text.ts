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

/**
 * A text of more than 500 000 characters with its first and last 250 000, cut between lines where there
 * are any, and a line between them that says how many lines or characters were dropped.
 */
export function shortened(text: string): string {
  if (text.length <= 2 * KEPT) return text;
  const lineEnd = text.lastIndexOf("\n", KEPT - 1) + 1;
  const lineStart = text.indexOf("\n", text.length - KEPT - 1) + 1;
  const isCutInLines = lineEnd > 0 && lineStart > 0 && lineStart < text.length;
  const head = text.slice(0, isCutInLines ? lineEnd : beforeHalf(text, KEPT));
  const tail = text.slice(isCutInLines ? lineStart : beforeHalf(text, text.length - KEPT));
  const dropped = isCutInLines
    ? `${count(text, "\n", lineEnd, lineStart)} lines`
    : `${text.length - head.length - tail.length} characters`;
  return `${head}${isCutInLines ? "" : "\n"}… ${dropped} dropped …\n${tail}`;
}

/** A place that is not between the two halves of a character. */
function beforeHalf(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}

function count(text: string, character: string, from: number, to: number): number {
  let found = 0;
  for (let at = text.indexOf(character, from); at >= 0 && at < to; found++) {
    at = text.indexOf(character, at + 1);
  }
  return found;
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
