import { type FileHandle, open, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";

/** A file that is being downloaded, and beside it what the server called its content. */
export interface PartialFile {
  readonly path: string;
  /** Length that a download from this address may go on from, and the validator of its content. */
  known(url: string): Promise<{ readonly length: number; readonly validator: string } | null>;
  /** Opens the file to write on from `length`; what it held beyond is dropped. */
  writeFrom(length: number, url: string, validator: string | null): Promise<FileHandle>;
  remove(): Promise<void>;
}

/** `<target>.part`, with `<target>.part.json` beside it. */
export function partialFile(target: string): PartialFile {
  const path = `${target}.part`;
  const origin = `${path}.json`;
  const remove = async () => {
    await rm(path, { force: true });
    await rm(origin, { force: true });
  };
  return {
    path,
    async known(url) {
      try {
        const { url: from, validator } = JSON.parse(await readFile(origin, "utf8"));
        const { size } = await stat(path);
        const isUsable = from === url && typeof validator === "string" && size > 0;
        return isUsable ? { length: size, validator } : null;
      } catch {
        return null; // nothing there, or nothing to go on from
      }
    },
    async writeFrom(length, url, validator) {
      if (length === 0) {
        await remove();
        await writeFile(origin, JSON.stringify({ url, validator }));
        return open(path, "w");
      }
      await truncate(path, length);
      return open(path, "a");
    },
    remove,
  };
}
