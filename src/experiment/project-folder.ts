/**
 * The project one works in: the nearest folder at or above `from` that has a package.json, else
 * `from` itself. Notebooks run in their own folder, and what they store belongs to the project.
 *
 * @param from  absolute path; default: the current folder
 */
export async function projectFolder(from: string = process.cwd()): Promise<string> {
  const { access } = await import("node:fs/promises");
  const { dirname, join } = await import("node:path");
  for (let folder = from; ; folder = dirname(folder)) {
    const isProject = await access(join(folder, "package.json")).then(
      () => true,
      () => false,
    );
    if (isProject) return folder;
    if (folder === dirname(folder)) return from;
  }
}

/**
 * Where studies keep their results: the folder that an environment variable names, else
 * `<project>/<kind>/out`, which version control ignores. `DAMLAB_FIGURES` and `DAMLAB_DATA` are set
 * by a run in place.
 */
export async function resultFolder(kind: "figures" | "data", from?: string): Promise<string> {
  const { join, resolve } = await import("node:path");
  const chosen = process.env[kind === "figures" ? "DAMLAB_FIGURES" : "DAMLAB_DATA"];
  return chosen ? resolve(chosen) : join(await projectFolder(from), kind, "out");
}
