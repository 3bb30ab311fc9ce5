import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../plot/make-folder.ts";

/**
 * Makes the folder of a file and checks that the file can be written.
 *
 * @param remedy  what to do when it cannot
 * @throws {Error} naming the file and the reason
 */
export async function requireWritable(caller: string, path: string, remedy: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await access(dirname(path), constants.W_OK);
    const kind = await stat(path).catch(() => undefined);
    if (kind?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    if (kind) await access(path, constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      `${caller}: expected ${path} to be writable, got ${code ?? message}; ${remedy}`,
    );
  }
}
