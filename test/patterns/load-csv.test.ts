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

test("readCSV: identifiers keep all their digits", async () => {
  const ids = "id,zip,n,x\n12345678901234567890,007,-9007199254740991,0.50\n2,10,0,.5e1\n";
  const table = await readCSV(ids);
  assert.deepEqual(table.array("id"), ["12345678901234567890", "2"]);
  assert.deepEqual(table.array("zip"), ["007", "10"]);
  assert.deepEqual(table.array("n"), [-9007199254740991, 0]);
  assert.deepEqual(table.array("x"), [0.5, 5]);
  const asked = await readCSV(ids, { types: { zip: "number" } });
  assert.deepEqual(asked.array("zip"), [7, 10]);
  assert.deepEqual((await readCSV("a\n1e999\n")).array("a"), ["1e999"]);
});

test("readCSV: a byte order mark before a quoted header is dropped from text as from bytes", async () => {
  const marked = '\uFEFF"a",b\n1,2\n';
  const table = await readCSV(marked);
  assert.deepEqual(table.columnNames(), ["a", "b"]);
  const bytes = await readCSV(new TextEncoder().encode(marked));
  assert.deepEqual(bytes.objects(), table.objects());
});

test("readCSV: columns may have the names of methods, but not __proto__", async () => {
  const table = await readCSV("constructor,toString\n1,x\n");
  assert.deepEqual(table.array("constructor"), [1]);
  assert.deepEqual(table.array("toString"), ["x"]);
  await assert.rejects(readCSV("a,__proto__\n1,2\n"), {
    name: "Error",
    message:
      "readCSV: expected column names other than __proto__, got it as column 2 of the given text; rename it",
  });
});

test("readCSV: options that mean nothing are refused by name", async () => {
  const refused = (options: object, message: string, name = "RangeError") =>
    assert.rejects(readCSV("a,b\n1,2\n", options), {
      name,
      message: `readCSV: expected ${message}`,
    });
  await refused({ types: { c: "string" } }, "types of the columns (a, b), got c");
  await refused(
    { types: { a: "int" } },
    'type of column a "number", "boolean" or "string", got "int"',
    "TypeError",
  );
  const delimiter = "one character as delimiter, no quote or line break";
  await refused({ delimiter: "" }, `${delimiter}, got ""`);
  await refused({ delimiter: '"' }, `${delimiter}, got "\\""`);
  await assert.rejects(readCSV(Uint8Array.of(97, 10), { encoding: "foo" }), {
    name: "RangeError",
    message:
      "readCSV: expected an encoding that TextDecoder knows, such as utf-8 or latin1, got foo",
  });
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
