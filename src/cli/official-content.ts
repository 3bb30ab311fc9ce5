import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { OfficialFile } from "../studies/mnist-files.ts";

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * What is wrong with a file, packed by gzip or not; null when it unpacks to the official content.
 *
 * Unpacks no more than the official length.
 */
export function contentFault(file: Uint8Array, official: OfficialFile): string | null {
  let content = file;
  if (isGzip(file)) {
    try {
      content = gunzipSync(file, { maxOutputLength: official.bytes });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return code === "ERR_BUFFER_TOO_LARGE"
        ? `more than ${official.bytes} bytes unpacked`
        : `a broken gzip stream (${message})`;
    }
  }
  if (content.length !== official.bytes) {
    return `${content.length} bytes unpacked, not ${official.bytes}`;
  }
  const sha256 = createHash("sha256").update(content).digest("hex");
  return sha256 === official.sha256 ? null : `content of SHA-256 ${sha256.slice(0, 12)}…`;
}
