import { mkdir, mkdtemp, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";

/** Names and contents of the files in a kernel's folder. */
export type KernelFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * Writes the folder of a kernel, replacing one that is there: it appears whole or not at all, and what was
 * there stays when writing fails.
 *
 * @param folder  `…/kernels/<name>`; folders above are made as needed
 * @throws {Error} of the file system: no permission, no space
 */
export async function writeKernelspec(folder: string, files: KernelFiles): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  // Beside the target, so that renaming works; without a kernel.json of its own, so that no front end
  // takes it for a kernel.
  const staging = await mkdtemp(join(parent, ".damlab-"));
  const [fresh, former] = [join(staging, "new"), join(staging, "old")];
  try {
    await mkdir(fresh);
    for (const [name, content] of Object.entries(files))
      await writeFile(join(fresh, name), content);
    const isReplaced = await renameIfThere(folder, former);
    try {
      await rename(fresh, folder);
    } catch (error) {
      if (isReplaced) await rename(former, folder);
      throw error;
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * Removes the folder of a kernel, and the folders above it that are empty then, up to but without `keep`.
 *
 * @throws {Error} of the file system: no permission
 */
export async function removeKernelspec(folder: string, keep: string): Promise<void> {
  await rm(folder, { recursive: true });
  for (let parent = dirname(folder); isBelow(parent, keep); parent = dirname(parent)) {
    try {
      await rmdir(parent);
    } catch {
      return; // Not empty, or not ours to remove.
    }
  }
}

function isBelow(folder: string, top: string): boolean {
  const path = relative(top, folder);
  return path !== "" && !isAbsolute(path) && path.split(sep)[0] !== "..";
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
