import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Cell, formatNotebook } from "../../src/jupyter/nbformat.ts";
import { damlab } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const checkModule = fileURLToPath(new URL("../../src/notebook/check.js", import.meta.url));
const importCheck = `import { check } from ${JSON.stringify(checkModule)};`;

interface Row {
  id: string;
  question: string | null;
  earned: number;
  points: number;
  message: string;
}

function notebookFile(t: TestContext, cells: readonly [source: string, damlab?: object][]): string {
  const file = join(temporaryFolder(t), "n.ipynb");
  const made = [[importCheck] as [string, object?], ...cells].map(
    ([source, damlab], i): Cell => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: damlab ? { damlab } : {},
      source,
      outputs: [],
      execution_count: null,
    }),
  );
  writeFileSync(file, formatNotebook({ metadata: {}, cells: made }));
  return file;
}

test("damlab check: passing checks, exit 0, the notebook unchanged", async (t) => {
  const file = notebookFile(t, [
    ['await check("one", () => true);\nawait check("two", () => {});'],
  ]);
  const before = readFileSync(file, "utf8");
  const { code, stdout, stderr } = await damlab(["check", file]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /✓ +one .*\n✓ +two /);
  assert.match(stdout, /\n2 of 2 points\n$/);
  assert.equal(readFileSync(file, "utf8"), before);
});

test("damlab check: one question loses its points, the others keep theirs, exit 1", async (t) => {
  const test = (name: string) => ({ role: "test", id: name, points: 2 });
  const file = notebookFile(t, [
    ['await check("a", () => ({ points: 1, message: "half" }), { points: 2 });', test("partial")],
    ['throw new RangeError("bad");', test("throws")],
    ['await check("c", () => true);\nawait check("d", () => { for (;;); });', test("loops")],
    ["const wrong: number = 'x';", test("mistyped")],
    ['await check("f", () => true, { points: 2 });', test("fine")],
  ]);
  const { code, stdout, stderr } = await damlab(["check", file, "--json", "--cell-timeout", "4"]);
  assert.equal(code, 1);
  const rows = JSON.parse(stdout) as Row[];
  assert.deepEqual(Object.keys(rows[0]), [
    "id",
    "question",
    "title",
    "points",
    "earned",
    "passed",
    "message",
  ]);
  assert.deepEqual(
    rows.map(({ id, question, earned, points }) => [question, id, earned, points]),
    [
      ["partial", "a", 1, 2],
      ["throws", "throws", 0, 2],
      ["loops", "c", 1, 1],
      ["loops", "loops", 0, 1],
      ["mistyped", "mistyped", 0, 2],
      ["fine", "f", 2, 2],
    ],
  );
  assert.equal(rows[0].message, "half");
  assert.equal(rows[1].message, "RangeError: bad");
  assert.match(rows[3].message, /^CellTimeout: .* 4 s$/);
  assert.match(rows[4].message, /^TypeScriptError: /);
  assert.match(stderr, /^n\.ipynb: In \[3\] \(cell 3, line 1\): RangeError: bad$/m);
});

test("damlab check: a cell that fails without a check fails the command", async (t) => {
  const file = notebookFile(t, [['await check("a", () => true);'], ['throw new Error("late");']]);
  const { code, stdout, stderr } = await damlab(["check", file, "--json"]);
  assert.equal(code, 1);
  assert.equal((JSON.parse(stdout) as Row[]).length, 1);
  assert.match(stderr, /In \[3\] \(cell 3, line 1\): Error: late/);
});

test("damlab check: a cell that ends the process loses no later question from the report", async (t) => {
  const test = (name: string) => ({ role: "test", id: name, points: 2 });
  const file = notebookFile(t, [
    ['await check("a", () => true, { points: 2 });', test("first")],
    ["process.exit(0);"],
    ['await check("b", () => true, { points: 2 });', test("second")],
    ['process.kill(process.pid, "SIGKILL");'],
    ['await check("c", () => true, { points: 2 });', test("third")],
  ]);
  const { code, stdout, stderr } = await damlab(["check", file, "--json"]);
  assert.equal(code, 1);
  const ended = "the cell did not run, the run ended in cell 3: SessionDied: a cell called process";
  assert.deepEqual(
    (JSON.parse(stdout) as Row[]).map(({ question, earned, points, message }) => [
      question,
      earned,
      points,
      message.slice(0, ended.length),
    ]),
    [
      ["first", 2, 2, ""],
      ["second", 0, 2, ended],
      ["third", 0, 2, ended],
    ],
  );
  assert.match(stderr, /^n\.ipynb: did not run: cell 4, cell 5, cell 6$/m);
});

test("damlab check: a killed process is reported like one that exits", async (t) => {
  const test = (name: string) => ({ role: "test", id: name });
  const file = notebookFile(t, [
    ['process.kill(process.pid, "SIGKILL"); await new Promise(() => {});', test("first")],
    ['await check("b", () => true);', test("second")],
  ]);
  const { code, stdout } = await damlab(["check", file, "--json"]);
  assert.equal(code, 1);
  const rows = JSON.parse(stdout) as Row[];
  assert.deepEqual(
    rows.map(({ question, earned }) => [question, earned]),
    [
      ["first", 0],
      ["second", 0],
    ],
  );
  assert.match(rows[0].message, /^SessionDied: .*SIGKILL/);
  assert.match(rows[1].message, /^the cell did not run, the run ended in cell 2: SessionDied: /);
});

test("damlab check: an assignment that breaks the contract is named before anything runs", async (t) => {
  const file = notebookFile(t, [["1", { role: "tset", id: "a" }]]);
  const { code, stdout, stderr } = await damlab(["check", file]);
  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(
    stderr,
    /^damlab check: assignmentCells: expected damlab\.role .* in cell 2 of n\.ipynb/,
  );
});

test("damlab check: an interrupt keeps the results so far, exit 130", async (t) => {
  const file = notebookFile(t, [
    ['await check("a", () => true);'],
    ["await new Promise((resolve) => setTimeout(resolve, 60_000));"],
    ['await check("b", () => true);'],
  ]);
  const interruptAt = /2 of 4 cells/;
  const { code, stdout } = await damlab(["check", file, "--json"], { interruptAt });
  assert.equal(code, 130);
  const rows = JSON.parse(stdout) as Row[];
  assert.deepEqual(
    rows.map(({ id }) => id),
    ["a"],
  );
});

test("damlab check: a file that does not exist is a usage error", async () => {
  const { code, stderr } = await damlab(["check", "none.ipynb"]);
  assert.equal(code, 2);
  assert.match(stderr, /^damlab check: expected a notebook, got no file none\.ipynb\n/);
});
