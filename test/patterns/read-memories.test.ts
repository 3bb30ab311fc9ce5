import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { row } from "../../src/patterns/patterns.ts";
import { readMemories } from "../../src/patterns/read-memories.ts";
import { repositoryRoot } from "../support/paths.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const penguins = join(repositoryRoot, "node_modules/vega-datasets/data/penguins.json");

/** Bytes of an IDX file of images. */
function idx(images: number, height: number, width: number, grey: (k: number) => number) {
  const axes = [images, height, width].flatMap((n) => [0, 0, n >> 8, n & 255]);
  const pixels = Array.from({ length: images * height * width }, (_, k) => grey(k));
  return Uint8Array.from([0, 0, 8, 3, ...axes, ...pixels]);
}

test("readMemories: the penguins with their gaps, row numbers and report", async () => {
  const { patterns, rows, total, table, columns, notes } = await readMemories(penguins, {
    seed: 1,
  });
  assert.deepEqual([patterns.P, patterns.N, total], [333, 36, 344]);
  // row 3 has no measurements and row 336 the sex "."
  assert.deepEqual([rows[2], rows[3]], [2, 4]);
  assert.ok(!rows.includes(336));
  assert.equal(table?.rows.numRows(), 344);
  assert.deepEqual(columns.find(({ column }) => column === "Sex")?.missing, 11);
  assert.deepEqual(notes, ["11 of 344 rows left out: a value is missing"]);
});

test("readMemories: more rows than the limit are chosen at random, in order, and said", async () => {
  const options = { seed: 4, rows: 50 };
  const { table, notes } = await readMemories(penguins, options);
  const { numbers, rows } = table!;
  assert.equal(rows.numRows(), 50);
  assert.ok(numbers.every((r, k) => k === 0 || r > numbers[k - 1]));
  assert.equal(
    notes[0],
    "50 of 344 rows chosen at random (seed 4); choose a larger number for more",
  );
  assert.deepEqual((await readMemories(penguins, options)).table!.numbers, numbers);
  assert.notDeepEqual(
    (await readMemories(penguins, { ...options, seed: 5 })).table!.numbers,
    numbers,
  );
});

test("readMemories: codes, columns left out and other words for missing follow the options", async (t) => {
  const file = join(temporaryFolder(t), "a.tsv");
  const lines = Array.from(
    { length: 12 },
    (_, k) => `${k % 3}\t${"abcd"[k % 4]}\t${k === 5 ? "x" : k % 2}`,
  );
  writeFileSync(file, `n\tkind\tflag\n${lines.join("\n")}\n`);
  const { patterns, columns } = await readMemories(file, {
    seed: 1,
    kinds: { kind: "binary" },
    missingValues: ["x"],
    leaveOut: ["n"],
  });
  assert.deepEqual([patterns.P, patterns.N], [11, 3]);
  assert.deepEqual(
    columns.map(({ column, scheme, note }) => [column, scheme, note]),
    [
      ["kind", "binary", ""],
      ["flag", "thermometer", ""],
      ["n", "left out", "by wish"],
    ],
  );
});

test("readMemories: a word for missing does not make texts of a column of numbers", async (t) => {
  const file = join(temporaryFolder(t), "a.csv");
  const lines = Array.from(
    { length: 60 },
    (_, k) => `${k % 7 === 3 ? "?" : k + 0.5},${"ab"[k % 2]}`,
  );
  writeFileSync(file, `mass,kind\n${lines.join("\n")}\n`);
  const { columns } = await readMemories(file, { seed: 1 });
  const { scheme, missing } = columns.find(({ column }) => column === "mass")!;
  assert.deepEqual([scheme, missing], ["thermometer", 9]);
});

test("readMemories: images are binarised at the threshold, and shrunk on wish", async (t) => {
  const file = join(temporaryFolder(t), "images.idx");
  writeFileSync(
    file,
    idx(6, 2, 4, (k) => (k % 4 < 2 ? 250 : 3)),
  );
  const plain = await readMemories(file, { seed: 1 });
  assert.deepEqual([...row(plain.patterns, 5)], [1, 1, -1, -1, 1, 1, -1, -1]);
  assert.deepEqual([plain.image, plain.table], [{ height: 2, width: 4 }, null]);
  const small = await readMemories(file, { seed: 1, size: [1, 2], threshold: 100, rows: 3 });
  assert.deepEqual([...row(small.patterns, 0)], [1, -1]);
  assert.deepEqual(small.notes, [
    "3 of 6 images chosen at random (seed 1); choose a larger number for more",
    "pixels are +1 above 100, else −1",
  ]);
});

test("readMemories: what cannot be read is refused by name", async (t) => {
  const folder = temporaryFolder(t);
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const refused = (path: string, message: RegExp, options = {}) =>
    assert.rejects(readMemories(path, { seed: 1, ...options }), { message });
  const broken = file("broken.csv", "a,b\n1,2\n3\n");
  await refused(broken, /got 1 in line 3 of .*broken\.csv, column 2/);
  await refused(
    file("labels.idx", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7)),
    /got labels of shape 1/,
  );
  await refused(file("a.txt", "x"), /expected a file \.csv, \.tsv, \.json or \.idx.*got .*a\.txt/);
  await refused(file("same.csv", "a\n1\n1\n"), /got none \(a has one value only, 1\)/);
  await refused(penguins, /got Specis; did you mean Species/, { columns: ["Specis"] });
  await refused(penguins, /got Sx; did you mean Sex/, { leaveOut: ["Sx"] });
  await refused(penguins, /expected an integer rows >= 2, got 1/, { rows: 1 });
});

test("readMemories: a table with other delimiters is refused with the one it has, and read with it", async (t) => {
  const folder = temporaryFolder(t);
  for (const [delimiter, name] of [
    [";", '";"'],
    ["\t", "tab"],
  ]) {
    const file = join(folder, "table.csv");
    const lines = Array.from({ length: 12 }, (_, k) => `${k % 3}${delimiter}${"abcd"[k % 4]}`);
    writeFileSync(file, `size${delimiter}kind\n${lines.join("\n")}\n`);
    await assert.rejects(readMemories(file, { seed: 1 }), {
      name: "RangeError",
      message: new RegExp(
        `^readMemories: expected fields with "," .* set the delimiter to ${name}$`,
      ),
    });
    const { columns } = await readMemories(file, { seed: 1, delimiter });
    assert.deepEqual(
      columns.map(({ column }) => column),
      ["size", "kind"],
    );
  }
});

const mnist = join(repositoryRoot, "../shared/datasets/mnist/t10k-images-idx3-ubyte.gz");

test("readMemories: the MNIST digits come as images", { skip: !existsSync(mnist) }, async () => {
  const { patterns, image, total } = await readMemories(mnist, {
    seed: 1,
    rows: 20,
    size: [14, 14],
  });
  assert.deepEqual([patterns.P, patterns.N, total], [20, 196, 10000]);
  assert.deepEqual(image, { height: 14, width: 14 });
});
