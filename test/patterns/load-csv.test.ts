import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { readCSV } from "../../src/patterns/load-csv.ts";
import { tableValues } from "../../src/patterns/table-values.ts";
import { repositoryRoot } from "../support/paths.ts";

const text =
  'name, size ,alive,note\r\nAda,1.5,true,"a ""quoted"", word"\r\nBob,NA,FALSE,"two\nlines"\r\n\r\nCyd,-2e3,,x\r\n';
const rows = [
  { name: "Ada", size: 1.5, alive: true, note: 'a "quoted", word' },
  { name: "Bob", size: null, alive: false, note: "two\nlines" },
  { name: "Cyd", size: -2000, alive: null, note: "x" },
];

test("readCSV: infers types, quoting and missing values", async () => {
  assert.deepEqual((await readCSV(text)).objects(), rows);
});

test("readCSV: path, file URL, bytes and gzip give the same table as the text", async () => {
  const folder = await mkdtemp(join(tmpdir(), "damlab-csv-"));
  try {
    const file = join(folder, "people.csv");
    const bytes = new TextEncoder().encode(`\uFEFF${text}`);
    await writeFile(file, bytes);
    for (const source of [
      file,
      pathToFileURL(file),
      bytes,
      bytes.slice().buffer,
      gzipSync(bytes),
    ]) {
      assert.deepEqual((await readCSV(source)).objects(), rows);
    }
    await writeFile(file, "a,b\n1,2\n3\n");
    await assert.rejects(readCSV(file), {
      message: `readCSV: expected 2 fields, got 1 in line 3 of ${file}, column 2`,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("readCSV: header, delimiter, missing marks and types can be given", async () => {
  const plain = await readCSV("1;x\n2;.\n", { header: false, delimiter: ";", missing: ["."] });
  assert.deepEqual(plain.objects(), [
    { col1: 1, col2: "x" },
    { col1: 2, col2: null },
  ]);
  const named = await readCSV("01,x\n02,y\n", { header: ["id", "s"], types: { id: "string" } });
  assert.deepEqual(named.array("id"), ["01", "02"]);
  assert.deepEqual((await readCSV(",b\n1,2\n")).columnNames(), ["col1", "b"]);
  assert.deepEqual((await readCSV("a,b\n1,\n2,NA\n")).array("b"), [null, null]);
  const latin = await readCSV(Uint8Array.of(97, 10, 0xe9, 10), { encoding: "latin1" });
  assert.deepEqual(latin.array("a"), ["é"]);
});

test("readCSV: a column with one word among numbers is text", async () => {
  const table = await readCSV("a,b\n1,0x10\n1e,2\n");
  assert.deepEqual(table.array("a"), ["1", "1e"]);
  assert.deepEqual(table.array("b"), ["0x10", "2"]);
});

test("readCSV: broken text is refused with line and column", async () => {
  const refused = (csv: string, message: string | RegExp, options = {}) =>
    assert.rejects(readCSV(csv, options), { name: "Error", message });
  const inside = "of the given text, column 2; double the quotes inside a field";
  await refused(
    'a,b\n1,2\n3,"x\n4,5\n',
    `readCSV: expected a closing quote, got the end of the file after the quote opened in line 3 ${inside}`,
  );
  await refused(
    'a,b\n"1\n",2\n3,x"y\n',
    `readCSV: expected quotes only around a whole field, got a quote inside a field in line 4 ${inside}`,
  );
  await refused('a,b\n1,"q"z\n', /a quote inside a field in line 2 of the given text, column 2/);
  await refused(
    "a,b\n1,2\n\n1,2,3\n",
    "readCSV: expected 2 fields, got 3 in line 4 of the given text, column 3",
  );
  await refused("a,b,a\n1,2,3\n", /different column names, got "a" again in column 3/);
  await refused("\n\n", "readCSV: expected at least one record, got none in the given text");
  await refused("1,2\n", /expected names for the 2 columns of the given text, got 1/, {
    header: ["x"],
  });
  await refused(
    "a,b\n1,2\n1,two\n",
    'readCSV: expected a number, got "two" in line 3 of the given text, column 2 (b)',
    { types: { b: "number" } },
  );
});

test("readCSV: what is not a readable text file is refused by name", async () => {
  await assert.rejects(readCSV("no/such/file.csv"), {
    name: "Error",
    message: /^readCSV: expected a readable file, got no\/such\/file\.csv \(ENOENT/,
  });
  await assert.rejects(readCSV(Uint8Array.of(97, 10, 0xe9, 10)), {
    message: "readCSV: expected utf-8 text, got other bytes in the given bytes",
  });
  await assert.rejects(readCSV(5 as never), {
    name: "TypeError",
    message: "readCSV: expected a path, a file URL or bytes, got 5",
  });
});

const optdigits = join(repositoryRoot, "../shared/datasets/optdigits/test.csv");
const skip = existsSync(optdigits) ? false : "no data sets beside the repository";
test("readCSV: the optical digits are 1797 rows of 64 counts 0 … 16 and a label", {
  skip,
}, async () => {
  const table = await readCSV(optdigits, { header: false });
  const { shape, values } = tableValues(table);
  assert.deepEqual(shape, [1797, 65]);
  const labels = values.filter((_, k) => k % 65 === 64);
  const pixels = values.filter((_, k) => k % 65 !== 64);
  assert.deepEqual([Math.min(...labels), Math.max(...labels)], [0, 9]);
  assert.ok(pixels.every((value) => Number.isInteger(value) && value >= 0 && value <= 16));
});

test("tableValues: columns, filters and orders are honoured, gaps refused", async () => {
  const table = await readCSV("a,b,c\n1,2,3\n4,5,\n7,8,9\n");
  const later = table.filter("d => d.a > 1").orderby("a").select("b", "a");
  assert.deepEqual(tableValues(later), { shape: [2, 2], values: Float64Array.of(5, 4, 8, 7) });
  assert.throws(() => tableValues(table), {
    name: "TypeError",
    message: "tableValues: expected a number, got null in row 1, column c",
  });
  assert.throws(
    () => tableValues(table, ["d"]),
    /expected a column of the table \(a, b, c\), got d/,
  );
});
