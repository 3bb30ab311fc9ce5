import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  type CodeCell,
  formatNotebook,
  parseNotebook,
  readNotebook,
  writeNotebook,
} from "../../src/jupyter/nbformat.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { notebookOf } from "../support/tiny-notebook.ts";

const code = (fields: object = {}) => ({
  cell_type: "code",
  execution_count: null,
  id: "a",
  metadata: {},
  outputs: [] as unknown[],
  source: "1",
  ...fields,
});
const saved = (...cells: unknown[]) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const parse = (value: unknown) => parseNotebook(JSON.stringify(value), "x.ipynb");
const withOutput = (output: object) => saved(code({ outputs: [output] }));

test("formatNotebook: writes sorted keys, one space of indentation, lists of lines, a last newline", () => {
  const notebook = notebookOf();
  notebook.cells.push({
    source: "const a = 1;\na",
    outputs: [
      {
        output_type: "execute_result",
        metadata: {},
        execution_count: 1,
        data: {
          "text/plain": "1",
          "application/vnd.vegalite.v5+json": { b: 1, a: ["x\ny"] },
          "image/png": "aWs=\n",
        },
      },
    ],
    metadata: {},
    id: "a",
    execution_count: 1,
    cell_type: "code",
  });
  assert.equal(
    formatNotebook(notebook),
    `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "a",
   "metadata": {},
   "outputs": [
    {
     "data": {
      "application/vnd.vegalite.v5+json": {
       "a": [
        "x\\ny"
       ],
       "b": 1
      },
      "image/png": "aWs=\\n",
      "text/plain": [
       "1"
      ]
     },
     "execution_count": 1,
     "metadata": {},
     "output_type": "execute_result"
    }
   ],
   "source": [
    "const a = 1;\\n",
    "a"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`,
  );
});

test("formatNotebook: reading and writing again changes no byte", () => {
  const text = formatNotebook(
    parse(
      saved(
        code({
          source: ["let s = 'é\u2028';\r\n", "s\n"],
          metadata: { tags: ["parameters"], z: { b: [], a: {} } },
          outputs: [
            { output_type: "stream", name: "stdout", text: "a\n\nb" },
            { output_type: "display_data", metadata: {}, data: { "text/html": ["<b>\n", "</b>"] } },
            { output_type: "error", ename: "E", evalue: "", traceback: ["a\nb", "c"] },
          ],
        }),
        {
          cell_type: "markdown",
          id: "m",
          metadata: {},
          source: [],
          attachments: { "a.png": { "image/png": "AA==" } },
        },
        { cell_type: "raw", id: "r", metadata: { format: "text/plain" }, source: "raw" },
      ),
    ),
  );
  assert.equal(formatNotebook(parseNotebook(text, "x.ipynb")), text);
});

test("readNotebook: older minor versions get ids from position and content, the same every time", () => {
  const old = {
    ...saved(
      code({ id: undefined }),
      code({ id: undefined }),
      code({ id: undefined, source: "2" }),
    ),
    nbformat_minor: 2,
  };
  const ids = parse(old).cells.map((cell) => cell.id);
  assert.deepEqual(
    ids,
    parse(old).cells.map((cell) => cell.id),
  );
  assert.equal(new Set(ids).size, 3);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}$/);
  const longer = parse({ ...old, cells: [...old.cells, code({ id: undefined, source: "3" })] });
  assert.deepEqual(
    longer.cells.slice(0, 3).map((cell) => cell.id),
    ids,
  );
});

test("readNotebook: of two cells with one id the later gets a new one", () => {
  const ids = parse(saved(code(), code(), code({ id: "b" }))).cells.map((cell) => cell.id);
  assert.equal(ids[0], "a");
  assert.match(ids[1]!, /^[0-9a-f]{8}$/);
  assert.equal(ids[2], "b");
});

test("readNotebook: malformed notebooks are refused by field, value, file and cell", () => {
  const zoo: [unknown, RegExp][] = [
    [null, /expected notebook to be object, got null in x\.ipynb$/],
    [[], /expected notebook to be object, got \[\] in x\.ipynb$/],
    [{}, /expected notebook to have "nbformat", got \{\}/],
    [{ nbformat: 3, worksheets: [] }, /expected nbformat 4, got 3 in x\.ipynb; open and save/],
    [{ ...saved(), nbformat_minor: 9 }, /expected nbformat_minor to be <= 5, got 9/],
    [{ ...saved(), cells: {} }, /expected cells to be array, got \{\}/],
    [
      { ...saved(), extra: 1 },
      /expected notebook to have only the fields of the format, got "extra"/,
    ],
    [saved(code(), 5), /expected cell to be object, got 5 in x\.ipynb \(cell 2\)/],
    [
      saved({ ...code(), cell_type: "heading" }),
      /known "cell_type", got "heading" in x\.ipynb \(cell 1\)/,
    ],
    [
      saved({ ...code(), source: 7 }),
      /expected source to be string or array, got 7 in x\.ipynb \(cell 1\)/,
    ],
    [saved({ ...code(), source: ["a", 7] }), /expected source\.1 to be string, got 7/],
    [saved({ ...code(), outputs: undefined }), /expected cell to have "outputs"/],
    [saved({ ...code(), id: "a b" }), /expected id to match pattern .*, got "a b"/],
    [saved(code({ metadata: { tags: "parameters" } })), /expected metadata\.tags to be array/],
    [
      saved(code({ execution_count: "1" })),
      /expected execution_count to be integer or null, got "1"/,
    ],
    [
      withOutput({ output_type: "pyout" }),
      /known "output_type", got "pyout" in x\.ipynb \(cell 1\)/,
    ],
    [withOutput({ output_type: "stream", name: "stdout" }), /expected outputs\.0 to have "text"/],
    [
      withOutput({ output_type: "display_data", metadata: {}, data: { "text/plain": 3 } }),
      /expected outputs\.0\.data\.text\/plain to be string or array, got 3/,
    ],
    [
      withOutput({ output_type: "error", ename: "E", evalue: "", traceback: "no list" }),
      /expected outputs\.0\.traceback to be array, got "no list"/,
    ],
  ];
  for (const [value, message] of zoo) {
    assert.throws(
      () => parse(value),
      (error: Error) => {
        assert.match(error.message, /^readNotebook: expected /);
        assert.match(error.message, message);
        return true;
      },
      JSON.stringify(value),
    );
  }
});

test("readNotebook: a text that is not JSON is refused with line and column", () => {
  assert.throws(() => parseNotebook('{"nbformat": 4,\n "cells": [,]}', "x.ipynb"), {
    message: 'readNotebook: expected JSON with a value, got "," at x.ipynb:2:12',
  });
  assert.throws(() => parseNotebook("", "x.ipynb"), {
    message: "readNotebook: expected JSON with a value, got the end of the file at x.ipynb:1:1",
  });
});

test("readNotebook: a byte order mark is ignored", () => {
  assert.equal(parseNotebook(`\uFEFF${JSON.stringify(saved())}`, "x.ipynb").cells.length, 0);
});

test("writeNotebook: what it writes is what readNotebook reads", async () => {
  const path = join(suiteFolder(), "a.ipynb");
  await writeFile(path, "old");
  const notebook = notebookOf("1 + 1", "// é 🙂\n'x'");
  (notebook.cells[0] as CodeCell).outputs.push({
    output_type: "stream",
    name: "stderr",
    text: "x\r\ny",
  });
  await writeNotebook(path, notebook);
  assert.deepEqual(await readNotebook(path), notebook);
  assert.equal(await readFile(path, "utf8"), formatNotebook(notebook));
});
