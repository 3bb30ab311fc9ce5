import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cell, Notebook } from "../../src/jupyter/nbformat.ts";
import { assignmentCells, releaseVersion } from "../../src/notebook/assignment.ts";

const code = (source: string, damlab?: object): Cell => ({
  cell_type: "code",
  id: `c${source.length}`,
  metadata: damlab ? { damlab } : {},
  source,
  outputs: [{ output_type: "stream", name: "stdout", text: "old" }],
  execution_count: 4,
});
const prose = (source: string, damlab?: object): Cell => ({
  cell_type: "markdown",
  id: `m${source.length}`,
  metadata: damlab ? { damlab } : {},
  source,
});
const notebook = (...cells: Cell[]): Notebook => ({ metadata: {}, cells });

test("assignmentCells: roles, ids, points and questions, in order, ordinary cells left out", () => {
  const cells = assignmentCells(
    notebook(
      prose("no role"),
      code("given", { role: "given", id: "start", quick: { N: 2 } }),
      code("x", { role: "solution", id: "energy" }),
      code("t", { role: "test", id: "energy-test", points: 2.5, question: "energy" }),
      code("h", { role: "hidden-test", id: "energy-hidden" }),
      code("p", { quick: { N: 3 } }),
    ),
    "a.ipynb",
  );
  assert.deepEqual(
    cells.map((cell) => [cell.position, cell.role, cell.id, cell.points, cell.question]),
    [
      [2, "given", "start", 0, "start"],
      [3, "solution", "energy", 0, "energy"],
      [4, "test", "energy-test", 2.5, "energy"],
      [5, "hidden-test", "energy-hidden", 1, "energy-hidden"],
    ],
  );
});

test("assignmentCells: metadata that breaks the contract is named with cell and file", () => {
  const cases: [Cell, RegExp][] = [
    [code("x", { role: "answer", id: "a" }), /damlab\.role to be one of given, .*got "answer"/],
    [code("x", { role: "given" }), /damlab\.id to be a name like energy-1, got nothing/],
    [code("x", { role: "given", id: "A b" }), /got "A b"/],
    [
      code("x", { role: "test", id: "a", points: -1 }),
      /damlab\.points to be a number >= 0, got -1/,
    ],
    [code("x", { role: "test", id: "a", points: "2" }), /damlab\.points .*got "2"/],
    [code("x", { role: "given", id: "a", points: 2 }), /points to be on test cells only, got 2/],
    [code("x", { role: "solution", id: "a", question: "b" }), /question to be on test cells only/],
    [
      code("x", { role: "test", id: "a", question: "" }),
      /question to be a name like energy, got ""/,
    ],
    [prose("x", { role: "test", id: "a" }), /role to be given or solution in prose, got "test"/],
  ];
  for (const [cell, message] of cases) {
    assert.throws(
      () => assignmentCells(notebook(prose("first"), cell), "a.ipynb"),
      (error: Error) => {
        assert.match(error.message, /^assignmentCells: expected .* in cell 2 of a\.ipynb$/);
        assert.match(error.message, message);
        return true;
      },
    );
  }
});

test("assignmentCells: an id used twice is named with both cells", () => {
  const twice = notebook(
    code("x", { role: "given", id: "a" }),
    prose("y"),
    code("z", { role: "test", id: "a" }),
  );
  assert.throws(() => assignmentCells(twice, "a.ipynb"), {
    message: 'assignmentCells: expected ids that differ, got "a" in cells 1 and 3 of a.ipynb',
  });
});

test("assignmentCells: solution marks must pair", () => {
  const sources = [
    "// BEGIN SOLUTION\nx",
    "x\n// END SOLUTION",
    "// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION",
  ];
  for (const source of sources) {
    const cell = code(source, { role: "solution", id: "a" });
    assert.throws(() => assignmentCells(notebook(cell), "a.ipynb"), {
      message: /expected pairs of BEGIN SOLUTION and END SOLUTION, .* cell 1 of a\.ipynb/,
    });
  }
});

test("releaseVersion: solutions, hidden tests and outputs are gone, the rest is as it was", () => {
  const source = [
    "function f() {",
    "  // BEGIN SOLUTION",
    "  secret();",
    "  // END SOLUTION",
    "  return 1;",
    "}",
    "//BEGIN SOLUTION",
    "secret();",
    "//END SOLUTION",
  ].join("\n");
  const teacher = notebook(
    code(source, { role: "solution", id: "a" }),
    code("secret()", { role: "solution", id: "whole" }),
    prose("Why?\n<!-- BEGIN SOLUTION -->\nsecret\n<!-- END SOLUTION -->", {
      role: "solution",
      id: "w",
    }),
    code("shown()", { role: "test", id: "t", points: 1 }),
    code("secret()", { role: "hidden-test", id: "h", points: 1 }),
    prose("// BEGIN SOLUTION is a word of the manual"),
  );
  const before = JSON.stringify(teacher);
  const release = releaseVersion(teacher, "a.ipynb");
  assert.equal(JSON.stringify(teacher), before);
  assert.ok(!JSON.stringify(release).includes("secret"));
  assert.deepEqual(
    release.cells.map((cell) => cell.source),
    [
      "function f() {\n  // your code\n  return 1;\n}\n// your code",
      "// your code",
      "Why?\n*Your answer.*",
      "shown()",
      "// BEGIN SOLUTION is a word of the manual",
    ],
  );
  assert.deepEqual(release.cells[0], {
    ...teacher.cells[0],
    source: release.cells[0].source,
    outputs: [],
    execution_count: null,
  });
  assert.deepEqual(releaseVersion(release, "a.ipynb").cells.length, 5);
});
