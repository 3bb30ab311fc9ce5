/** Representations of one value: JSON types carry values, others text, pictures base64 text. */
export interface MimeBundle {
  readonly [mime: string]: unknown;
}

/**
 * A bundle that a notebook file can hold: bytes become base64 text.
 *
 * @throws {TypeError} no object of MIME types, or content that is neither text nor bytes
 */
export function checkedBundle(bundle: unknown): MimeBundle {
  if (typeof bundle !== "object" || bundle === null || Array.isArray(bundle)) {
    throw new TypeError(
      `display: expected an object of MIME types, got ${bundle === null ? "null" : typeof bundle}`,
    );
  }
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, content]) => [mime, checkedContent(mime, content)]),
  );
}

function checkedContent(mime: string, content: unknown): unknown {
  if (/[/+]json$/.test(mime) && content !== undefined) return content;
  if (content instanceof Uint8Array) return base64(content);
  const lines = Array.isArray(content) ? content : [content];
  if (lines.every((line) => typeof line === "string")) return content;
  throw new TypeError(`display: expected text as ${mime}, got ${typeof content}`);
}

/** Bytes as base64 text; text is taken to be base64 already. */
export function base64(bytes: Uint8Array | string): string {
  if (typeof bytes === "string") return bytes;
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
