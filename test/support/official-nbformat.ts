import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Notebook, writeNotebook } from "../../src/jupyter/nbformat.ts";
import { needs } from "./required.ts";

const python = ["/usr/bin/python3", "python3"].find(
  (program) => spawnSync(program, ["-c", "import nbformat"]).status === 0,
);

/** Options for tests that need Jupyter's own notebook format. */
export const needsNbformat: { skip?: string } = needs(
  "nbformat",
  python !== undefined,
  "no Python with nbformat on this machine",
);

/** Validates a file and prints it as Jupyter would save it. */
const CHECK = `
import sys, nbformat
notebook = nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT)
nbformat.validate(notebook)
sys.stdout.buffer.write((nbformat.writes(notebook) + "\\n").encode())
`;

/**
 * The text of a notebook as Jupyter saves it after having validated ours.
 *
 * @param folder  where to write
 */
export async function savedByJupyter(notebook: Notebook, folder: string): Promise<string> {
  const path = join(folder, "a.ipynb");
  await writeNotebook(path, notebook);
  const { status, stdout, stderr } = spawnSync(
    python ?? "python3",
    ["-W", "error", "-c", CHECK, path],
    { encoding: "utf8", env: { ...process.env, PYTHONIOENCODING: "utf8" } },
  );
  assert.equal(status, 0, stderr);
  return stdout;
}
