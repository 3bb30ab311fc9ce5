import { statSync } from "node:fs";

/**
 * What changes when a file is written: time of its last change, size and inode.
 *
 * @returns the empty string while there is no such file
 */
export function fileStamp(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() ? `${found.mtimeNs} ${found.size} ${found.ino}` : "";
}
