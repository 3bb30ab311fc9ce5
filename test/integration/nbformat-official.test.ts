import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNotebook } from "../../src/jupyter/nbformat.ts";
import { runNotebook } from "../../src/jupyter/run-notebook.ts";
import { needsNbformat, savedByJupyter } from "../support/official-nbformat.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

test(
  "formatNotebook: Jupyter accepts every output of a run and saves the same bytes",
  needsNbformat,
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
    assert.equal(await savedByJupyter(notebook, suiteFolder()), formatNotebook(notebook));
  },
);

test(
  "formatNotebook: a notebook with attachments and a raw cell is Jupyter's too",
  needsNbformat,
  async () => {
    const notebook = notebookOf(
      { ...prose("![x](attachment:x.png)"), attachments: { "x.png": { "image/png": "AAAA" } } },
      { ...prose("raw\n"), cell_type: "raw", metadata: { format: "text/plain" } },
    );
    assert.equal(await savedByJupyter(notebook, suiteFolder()), formatNotebook(notebook));
  },
);
