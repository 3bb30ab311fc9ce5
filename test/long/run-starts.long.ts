import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { runNotebook } from "../../src/jupyter/run-notebook.ts";
import { notebookOf } from "../support/tiny-notebook.ts";

test("runNotebook: 200 starts in a row, none fails", async () => {
  for (let start = 1; start <= 200; start++) {
    const { failures } = await runNotebook(notebookOf("1 + 1"), {
      file: "x.ipynb",
      directory: tmpdir(),
      save: async () => {},
    });
    assert.deepEqual(failures, [], `start ${start}`);
  }
});
