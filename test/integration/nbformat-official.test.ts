import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { formatNotebook, type Notebook, writeNotebook } from "../../src/jupyter/nbformat.ts";
import { runNotebook } from "../../src/jupyter/run-notebook.ts";
import { needs } from "../support/required.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

const python = ["/usr/bin/python3", "python3"].find(
  (program) => spawnSync(program, ["-c", "import nbformat"]).status === 0,
);
const nbformat = needs("nbformat", python !== undefined, "no Python with nbformat on this machine");

/** Validates a file and prints it as Jupyter would save it. */
const CHECK = `
import sys, nbformat
notebook = nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT)
nbformat.validate(notebook)
sys.stdout.buffer.write((nbformat.writes(notebook) + "\\n").encode())
`;

async function savedByJupyter(notebook: Notebook): Promise<string> {
  const path = join(suiteFolder(), "a.ipynb");
  await writeNotebook(path, notebook);
  const { status, stdout, stderr } = spawnSync(
    python ?? "python3",
    ["-W", "error", "-c", CHECK, path],
    {
      encoding: "utf8",
      env: { ...process.env, PYTHONIOENCODING: "utf8" },
    },
  );
  assert.equal(status, 0, stderr);
  return stdout;
}

test(
  "formatNotebook: Jupyter accepts every output of a run and saves the same bytes",
  nbformat,
  async () => {
    const directory = suiteFolder();
    const { notebook } = await runNotebook(
      notebookOf(
        prose("# Title\n\n$x$ é 🙂"),
        code("const N = 64;", { tags: ["parameters"], damlab: { quick: { N: 32 } } }),
        "console.log('a\\nb'); console.error('c'); ({ N, text: 'é\\u2028\\x85x' })",
        "const send = (globalThis as any)[Symbol.for('damlab.display.sink')];\n" +
          "send({ output_type: 'display_data', metadata: {}, transient: { display_id: 'p' }, data: {\n" +
          "  'application/vnd.vegalite.v5+json': { b: [1, { a: 0.5 }], a: 'x\\ny' }, 'image/png': 'AAAA',\n" +
          "  'text/html': '<b>\\n</b>', 'image/svg+xml': '<svg>\\n</svg>', 'text/plain': 'a\\r\\nb' } });",
        "let wrong = ;",
        "throw new RangeError('no')",
        "",
        "process.exit(3)",
        "'never'",
      ),
      { file: "a.ipynb", directory, save: async () => {}, onError: "continue" },
    );
    assert.equal(notebook.cells.length, 9);
    assert.equal(await savedByJupyter(notebook), formatNotebook(notebook));
  },
);

test(
  "formatNotebook: a notebook with attachments and a raw cell is Jupyter's too",
  nbformat,
  async () => {
    const notebook = notebookOf(
      { ...prose("![x](attachment:x.png)"), attachments: { "x.png": { "image/png": "AAAA" } } },
      { ...prose("raw\n"), cell_type: "raw", metadata: { format: "text/plain" } },
    );
    assert.equal(await savedByJupyter(notebook), formatNotebook(notebook));
  },
);
