/**
 * Makes a folder and those above it.
 *
 * One at a time: the recursive mkdir of Node never ends where the system refuses a folder as not found, as in
 * /proc.
 *
 * @throws {Error} what the system says
 */
export async function makeFolder(path: string): Promise<void> {
  const [{ mkdir, stat }, { dirname }] = await Promise.all([
    import("node:fs/promises"),
    import("node:path"),
  ]);
  const isFolder = (): Promise<boolean> =>
    stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
  if (await isFolder()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    // made by another process meanwhile
    if (!(await isFolder())) throw error;
  }
}
