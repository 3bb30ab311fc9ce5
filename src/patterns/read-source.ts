/**
 * What a loader reads: the path of a file, a `file:` URL, or the bytes themselves (a browser has
 * only those). Gzip is recognised by its first two bytes and unpacked.
 */
export type Source = string | URL | Uint8Array | ArrayBuffer;

/** Unpacked bytes and the name by which an error message calls them. */
export interface SourceBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a source and unpacks it when it is gzip.
 *
 * @throws {TypeError} the source is none of the kinds of `Source`
 * @throws {Error} the file cannot be read, or the gzip stream is broken
 */
export async function sourceBytes(source: Source, caller: string): Promise<SourceBytes> {
  if (source instanceof Uint8Array) return unpacked("the given bytes", source, caller);
  if (source instanceof ArrayBuffer) {
    return unpacked("the given bytes", new Uint8Array(source), caller);
  }
  if (typeof source !== "string" && !(source instanceof URL)) {
    throw new TypeError(`${caller}: expected a path, a file URL or bytes, got ${String(source)}`);
  }
  const { readFile } = await import("node:fs/promises");
  let bytes: Uint8Array;
  try {
    bytes = await readFile(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${caller}: expected a readable file, got ${source} (${reason})`, { cause });
  }
  return unpacked(String(source), bytes, caller);
}

/**
 * The text of a source. Bytes that are not text in the encoding are refused, a byte order mark is
 * dropped.
 *
 * @throws {Error} as `sourceBytes`, or bytes that are not valid in the encoding
 * @throws {RangeError} an encoding that TextDecoder does not know
 */
export async function sourceText(
  source: Source,
  caller: string,
  encoding = "utf-8",
): Promise<{ name: string; text: string }> {
  const decoder = decoderOf(caller, encoding);
  const { name, bytes } = await sourceBytes(source, caller);
  try {
    return { name, text: decoder.decode(bytes) };
  } catch (cause) {
    throw new Error(`${caller}: expected ${encoding} text, got other bytes in ${name}`, { cause });
  }
}

function decoderOf(caller: string, encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new RangeError(
      `${caller}: expected an encoding that TextDecoder knows, such as utf-8 or latin1, got ${encoding}`,
      { cause },
    );
  }
}

async function unpacked(name: string, bytes: Uint8Array, caller: string): Promise<SourceBytes> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { name, bytes };
  try {
    const gunzip = new Blob([new Uint8Array(bytes)])
      .stream()
      .pipeThrough(new DecompressionStream("gzip"));
    return { name, bytes: new Uint8Array(await new Response(gunzip).arrayBuffer()) };
  } catch (cause) {
    const detail = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    const reason = detail instanceof Error ? detail.message : String(detail);
    throw new Error(
      `${caller}: expected a whole gzip stream, got ${bytes.length} broken bytes in ${name} (${reason})`,
      { cause },
    );
  }
}
