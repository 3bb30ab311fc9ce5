import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readJSON, readJSONArray } from "../../src/patterns/load-json.ts";
import { patternsFromValues, row } from "../../src/patterns/patterns.ts";
import { repositoryRoot } from "../support/paths.ts";

test("readJSON: objects, arrays and plain values become tables", async () => {
  const objects = await readJSON('[{"a": 1, "b": "x"}, {"b": null, "c": true}]');
  assert.deepEqual(objects.objects(), [
    { a: 1, b: "x", c: null },
    { a: null, b: null, c: true },
  ]);
  const arrays = await readJSON('[[1, "x"], [null, "y"]]');
  assert.deepEqual(arrays.objects(), [
    { col1: 1, col2: "x" },
    { col1: null, col2: "y" },
  ]);
  assert.deepEqual((await readJSON("[3, 4]")).array("value"), [3, 4]);
});

test("readJSON: the penguins of vega-datasets are 344 rows of 7 columns", async () => {
  const file = join(repositoryRoot, "node_modules/vega-datasets/data/penguins.json");
  const table = await readJSON(file);
  assert.deepEqual([table.numRows(), table.numCols()], [344, 7]);
});

test("readJSONArray: nested numbers become one rectangular array, ready for patterns", async () => {
  const { shape, values } = await readJSONArray("[[1, -1, 1], [-1, -1, 1]]");
  assert.deepEqual(shape, [2, 3]);
  assert.deepEqual([...row(patternsFromValues(values, 2, 3), 1)], [-1, -1, 1]);
  assert.deepEqual((await readJSONArray("[[[1], [2]], [[3], [4]]]")).shape, [2, 2, 1]);
  const bare = await readJSONArray("[1, NaN, -Infinity, /* two */ 2,]");
  assert.deepEqual(bare.values, Float64Array.of(1, Number.NaN, -Infinity, 2));
});

test("readJSON: malformed text is refused with file, line and column", async () => {
  const folder = await mkdtemp(join(tmpdir(), "damlab-json-"));
  try {
    const file = join(folder, "rows.json");
    await writeFile(file, '[\n  {"a": 1},\n  {"a": }\n]\n');
    await assert.rejects(readJSON(file), {
      name: "Error",
      message: `readJSON: expected JSON, got invalid character '}' in line 3, column 9 of ${file}`,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  await assert.rejects(
    readJSON("[1, 2"),
    /invalid end of input in line 1, column 6 of the given text/,
  );
});

test("readJSON: what is no array of like rows is refused", async () => {
  const refused = (text: string, message: string) =>
    assert.rejects(readJSON(text), { name: "Error", message: `readJSON: expected ${message}` });
  await refused("[]", "rows, got an empty array in the given text");
  await refused('{\n"a": 1}', "an array, got an object in the given text");
  await refused(
    "[1, [2]]",
    "rows of one kind, got a value in row 0 and an array in row 1 of the given text",
  );
  await refused("[[1, 2], [3]]", "2 values as in row 0, got 1 in row 1 of the given text");
  await refused(
    '[{"a": 1, "__proto__": 2}]',
    "column names other than __proto__, got it as column 2 of the given text; rename it",
  );
  await refused("[[]]", "at least one column, got none in the given text");
});

test("readJSONArray: ragged or non-numeric arrays are refused with the position", async () => {
  const refused = (text: string, message: string) =>
    assert.rejects(readJSONArray(text), { message: `readJSONArray: expected ${message}` });
  await refused("[[1, 2], [3]]", "an array of 2 entries, got 1 at [1] of the given text");
  await refused("[[1, 2], 3]", "an array of 2 entries, got 3 at [1] of the given text");
  await refused('[[1, "2"]]', 'a number, got "2" at [0][1] of the given text');
  await refused("[[], []]", "numbers, got an empty array at [0] of the given text");
  await refused("[[[]], [[]]]", "numbers, got an empty array at [0][0] of the given text");
  await refused("[1, [2]]", "a number, got [2] at [1] of the given text");
});
