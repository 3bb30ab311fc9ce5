import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { formattersURL } from "../src/cli/formatters-url.ts";
import { type Notebook, type Output, readNotebook } from "../src/jupyter/nbformat.ts";
import { OutputStore } from "../src/jupyter/output-store.ts";
import { withParameters } from "../src/jupyter/parameters.ts";
import { runNotebook } from "../src/jupyter/run-notebook.ts";
import type { SessionOutput } from "../src/jupyter/session.ts";
import { KernelClient } from "./support/kernel-client.ts";
import { repositoryRoot } from "./support/paths.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const notebooks = join(repositoryRoot, "notebooks");
const files = readdirSync(notebooks, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ipynb") && !file.includes(".ipynb_checkpoints"))
  .sort();

interface Place {
  readonly file: string;
  /** Of the notebook's own results. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Outputs of the code cells, as the runner saves them. */
async function byRunner(notebook: Notebook, { file, environment }: Place): Promise<Output[][]> {
  const { notebook: run } = await runNotebook(notebook, {
    file: basename(file),
    directory: dirname(file),
    environment,
    formatters: formattersURL,
    save: async () => {},
    onError: "continue",
  });
  return run.cells.flatMap((cell) => (cell.cell_type === "code" ? [cell.outputs] : []));
}

/** Outputs of the code cells, as a front end of the kernel saves them. */
async function byKernel(notebook: Notebook, { file, environment }: Place): Promise<Output[][]> {
  const env = { ...environment, JPY_SESSION_NAME: file };
  const kernel = await KernelClient.start({ folder: dirname(file), env });
  const store = new OutputStore();
  const all: Output[][] = [];
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    const { outputs, reply } = await kernel.execute(cell.source, { stop_on_error: false });
    const kept: Output[] = [];
    for (const output of outputs) {
      store.add(kept, output as unknown as SessionOutput, reply.execution_count as number);
    }
    all.push(kept);
  }
  assert.equal(await kernel.close(), 0);
  return all;
}

for (const name of files) {
  test(`${name}: the kernel and the runner give the same outputs`, async (t) => {
    const file = join(notebooks, name);
    const stored = await readNotebook(file);
    const notebook = withParameters(stored, { directory: dirname(file), quick: true });
    const place = (name: string): Place => {
      const folder = join(temporaryFolder(t), name);
      const environment = {
        DAMLAB_FIGURES: join(folder, "figures"),
        DAMLAB_DATA: join(folder, "data"),
      };
      return { file, environment };
    };
    const expected = await byRunner(notebook, place("runner"));
    assert.ok(expected.flat().length > 3);
    assert.deepEqual(await byKernel(notebook, place("kernel")), expected);
  });
}
