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
  const kindOf = (at: string): Promise<"folder" | "other" | "nothing"> =>
    stat(at).then(
      (found) => (found.isDirectory() ? "folder" : "other"),
      () => "nothing",
    );
  if ((await kindOf(path)) === "folder") return;
  const above = dirname(path);
  if (above !== path && (await kindOf(above)) === "nothing") await makeFolder(above);
  try {
    await mkdir(path);
  } catch (error) {
    // made by another process meanwhile
    if ((await kindOf(path)) !== "folder") throw error;
  }
}
