import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeCell, Notebook, Output } from "../../src/jupyter/nbformat.ts";
import { CHECK_MIME } from "../../src/notebook/check.ts";
import { checkRows } from "../../src/notebook/check-rows.ts";

const found = (id: string, points = 1, earned = points): Output => ({
  output_type: "display_data",
  data: {
    [CHECK_MIME]: {
      version: 1,
      id,
      title: id,
      points,
      earned,
      passed: earned === points,
      message: "",
    },
  },
  metadata: {},
});
const failed: Output = { output_type: "error", ename: "Error", evalue: "x", traceback: [] };

function cell(damlab: object | null, ...outputs: Output[]): CodeCell {
  const metadata = damlab ? { damlab } : {};
  return { cell_type: "code", id: "c", metadata, source: "", outputs, execution_count: 1 };
}
const notebook = (...cells: CodeCell[]): Notebook => ({ metadata: {}, cells });

test("checkRows: in an ordinary notebook all checks count, in order, repeated ids numbered", () => {
  const printed: Output = { output_type: "stream", name: "stdout", text: "x" };
  const rows = checkRows(
    notebook(cell(null, found("a"), printed, found("b", 2, 0)), cell(null, failed, found("a"))),
    "n",
  );
  assert.deepEqual(
    rows.map(({ id, question, points, earned }) => [id, question, points, earned]),
    [
      ["a", null, 1, 1],
      ["b", null, 2, 0],
      ["a-2", null, 1, 1],
    ],
  );
});

test("checkRows: in an assignment only the checks of test cells count", () => {
  const rows = checkRows(
    notebook(
      cell({ role: "solution", id: "q" }, found("forged", 100)),
      cell(null, found("loose", 100)),
      cell({ role: "test", id: "t", points: 2, question: "q" }, found("a"), found("b")),
      cell({ role: "hidden-test", id: "h", points: 0.5, question: "q" }, found("c", 0.5, 0.25)),
    ),
    "n",
  );
  assert.deepEqual(
    rows.map(({ id, question, earned }) => [id, question, earned]),
    [
      ["a", "q", 1],
      ["b", "q", 1],
      ["c", "q", 0.25],
    ],
  );
});

test("checkRows: points of checks that did not run are lost, with the reason", () => {
  const rows = checkRows(
    notebook(
      cell({ role: "test", id: "t1", points: 3 }, found("a"), failed),
      cell({ role: "test", id: "t2", points: 2 }),
    ),
    "n",
  );
  assert.deepEqual(rows.slice(1), [
    {
      id: "t1",
      title: "further checks of this cell",
      points: 2,
      earned: 0,
      passed: false,
      message: "Error: x",
      question: "t1",
    },
    {
      id: "t2",
      title: "checks of this cell",
      points: 2,
      earned: 0,
      passed: false,
      message: "they did not run",
      question: "t2",
    },
  ]);
});

test("checkRows: a test cell that never ran says which cell ended the run, and how", () => {
  const test = (id: string) => cell({ role: "test", id });
  const never = (id: string) => ({ ...test(id), execution_count: null });
  const messages = (...cells: CodeCell[]) =>
    checkRows(notebook(...cells), "n").map(({ message, earned }) => [message, earned]);
  assert.deepEqual(messages(cell(null), cell(null, failed), never("t"), never("u")), [
    ["the cell did not run, the run ended in cell 2: Error: x", 0],
    ["the cell did not run, the run ended in cell 2: Error: x", 0],
  ]);
  assert.deepEqual(messages(never("t")), [["the cell did not run", 0]]);
  assert.deepEqual(messages(never("t"), cell(null, failed)), [["the cell did not run", 0]]);
});

test("checkRows: three thirds of a point are one point", () => {
  const third = 1 / 3;
  const thirds = cell(
    { role: "test", id: "t" },
    found("a", third),
    found("b", third),
    found("c", third),
  );
  assert.equal(checkRows(notebook(thirds), "n").length, 3);
});

test("checkRows: checks worth more than their cell are a fault of the notebook", () => {
  const cells = notebook(cell({ role: "test", id: "t", points: 1 }, found("a"), found("b")));
  assert.throws(() => checkRows(cells, "n.ipynb"), {
    message: "checkRows: expected checks worth 1 points together, got 2 in cell 1 of n.ipynb",
  });
});
