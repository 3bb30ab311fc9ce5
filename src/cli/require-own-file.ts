import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";

/**
 * Refuses to write a result over a file that the same command reads or writes, also by way of a link.
 *
 * @param flag  that names the file to be written
 * @param path  of that file; undefined for none
 * @param others  path of each other file by its flag or argument; undefined or null for none
 * @throws {InvalidArgumentError} naming both flags and the file
 */
export async function requireOwnFile(
  flag: string,
  path: string | undefined,
  others: Readonly<Record<string, string | null | undefined>>,
): Promise<void> {
  if (path === undefined) return;
  const own = await fileAt(path);
  for (const [other, taken] of Object.entries(others)) {
    if (taken == null || (await fileAt(taken)) !== own) continue;
    throw new InvalidArgumentError(
      `expected ${flag} and ${other} to be two files, got ${path} for both; choose another file with ${flag}`,
    );
  }
}

/** The same for all names of a file that is there, else its full path. */
async function fileAt(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found ? `${found.dev} ${found.ino}` : resolve(path);
}
