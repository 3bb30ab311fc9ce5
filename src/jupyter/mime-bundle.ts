import { cut } from "./value-text.ts";

/** Representations of one value: JSON types carry values, others text, pictures base64 text. */
export interface MimeBundle {
  readonly [mime: string]: unknown;
}

/** Characters of one representation above which notebooks and their viewers become unusable. */
const LONGEST = 8_000_000;

/**
 * A bundle that a notebook file can hold: bytes become base64 text, and representations of more than
 * 8 million characters are left out, which the plain text then says.
 *
 * @throws {TypeError} no object of MIME types, or content that is neither text nor bytes nor JSON
 */
export function checkedBundle(bundle: unknown): MimeBundle {
  if (typeof bundle !== "object" || bundle === null || Array.isArray(bundle)) {
    throw new TypeError(
      `display: expected an object of MIME types, got ${bundle === null ? "null" : typeof bundle}`,
    );
  }
  const entries = Object.entries(bundle).map(([mime, content]) => checkedEntry(mime, content));
  const shown = Object.fromEntries(
    entries.flatMap(({ mime, content, size }) => (size > LONGEST ? [] : [[mime, content]])),
  );
  const long = entries.filter(({ size }) => size > LONGEST);
  return long.length === 0 ? shown : { ...shown, "text/plain": textInstead(entries, long) };
}

interface Entry {
  readonly mime: string;
  readonly content: unknown;
  /** Characters, without escapes. */
  readonly size: number;
}

function checkedEntry(mime: string, content: unknown): Entry {
  if (/[/+]json$/.test(mime)) return { mime, content, size: jsonText(mime, content).length };
  const text = content instanceof Uint8Array ? base64(content) : content;
  const lines: unknown[] = Array.isArray(text) ? text : [text];
  if (!lines.every((line) => typeof line === "string")) {
    throw new TypeError(`display: expected text as ${mime}, got ${typeof content}`);
  }
  return { mime, content: text, size: lines.reduce((sum, line) => sum + line.length, 0) };
}

function jsonText(mime: string, content: unknown): string {
  let fault: string = typeof content;
  try {
    const text = JSON.stringify(content);
    if (text !== undefined) return text;
  } catch (error) {
    fault = String((error as Error).message).split("\n")[0]!;
  }
  throw new TypeError(`display: expected JSON as ${mime}, got ${fault}`);
}

/** The plain text of a bundle, cut if it is itself too long, and what was left out. */
function textInstead(entries: readonly Entry[], long: readonly Entry[]): string {
  const plain = entries.find(({ mime }) => mime === "text/plain")?.content ?? [];
  const text = cut(([plain].flat() as string[]).join(""));
  const notes = long.map(
    ({ mime, size }) =>
      `${mime === "text/plain" ? "the whole of text/plain" : mime} (${(size / 1e6).toFixed(1)} MB) is not shown: ` +
      `the limit is ${LONGEST / 1e6} MB; show a part of the value, or write it to a file`,
  );
  return [...(text === "" ? [] : [text]), ...notes].join("\n");
}

/** Bytes as base64 text; text is taken to be base64 already. */
export function base64(bytes: Uint8Array | string): string {
  if (typeof bytes === "string") return bytes;
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
