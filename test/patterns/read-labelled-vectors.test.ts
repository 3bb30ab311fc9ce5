import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readLabelledVectors } from "../../src/patterns/read-labelled-vectors.ts";
import { idxBytes } from "../support/idx.ts";
import { repositoryRoot } from "../support/paths.ts";
import { suiteFolder } from "../support/temporary-folder.ts";

const folder = suiteFolder();
const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Four images of 2 × 2 pixels, whose means and norms are known by hand. */
const images = idxBytes([4, 2, 2], [0, 0, 0, 4, 1, 1, 3, 3, 5, 1, 5, 1, 9, 8, 7, 6]);
const r = Math.sqrt(12); // of (−1, −1, −1, 3)
const s = Math.sqrt(5); // of (1.5, 0.5, −0.5, −1.5)
const onSphere = [
  [-1 / r, -1 / r, -1 / r, 3 / r],
  [-0.5, -0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5, -0.5],
  [1.5 / s, 0.5 / s, -0.5 / s, -1.5 / s],
];

function close(values: Float64Array, expected: readonly number[]): void {
  assert.equal(values.length, expected.length);
  // a few roundings of numbers below 1
  for (const [k, value] of values.entries()) {
    assert.ok(Math.abs(value - expected[k]) < 1e-15, `${k}: ${value}`);
  }
}

test("readLabelledVectors: images lie on the sphere, with the labels of the file beside", async () => {
  const file = written("some-images-idx3-ubyte.gz", gzipSync(images));
  written("some-labels-idx1-ubyte", idxBytes([4], [2, 0, 0, 1]));
  const data = await readLabelledVectors(file);
  close(data.vectors.values, onSphere.flat());
  assert.deepEqual([data.vectors.M, data.vectors.N, data.total], [4, 4, 4]);
  assert.deepEqual(data.image, { height: 2, width: 2 });
  assert.deepEqual(Array.from(data.labels ?? []), [2, 0, 0, 1]);
  assert.deepEqual(data.classes, ["0", "1", "2"]);
  assert.match(data.notes[0], /^labels from .*some-labels-idx1-ubyte$/);
  const bare = await readLabelledVectors(file, { labels: null });
  assert.deepEqual([bare.labels, bare.classes, bare.notes], [null, [], []]);
});

test("readLabelledVectors: a table without header has its labels in the last column", async () => {
  const file = written("plain.csv", "0,0,0,4,7\n1,1,3,3,0\n5,1,5,1,7\n");
  const data = await readLabelledVectors(file, { image: [2, 2] });
  close(data.vectors.values, onSphere.slice(0, 3).flat());
  assert.deepEqual(Array.from(data.labels ?? []), [7, 0, 7]);
  assert.equal(data.classes.length, 8);
  assert.deepEqual(data.image, { height: 2, width: 2 });
  assert.deepEqual(data.notes, ["labels from column col5"]);
  const all = await readLabelledVectors(file, { labels: null });
  assert.deepEqual([all.vectors.N, all.labels], [5, null]);
});

test("readLabelledVectors: names of classes are numbered in order, from any column or a file", async () => {
  const named = written("named.csv", "a,Class,b,c\n0,two,0,9\n1,one,5,3\n4,two,1,1\n");
  const data = await readLabelledVectors(named);
  assert.deepEqual([data.vectors.N, data.classes], [3, ["one", "two"]]);
  assert.deepEqual(Array.from(data.labels ?? []), [1, 0, 1]);
  const chosen = await readLabelledVectors(named, { labels: "a", classes: ["4", "1", "0"] }).catch(
    (error: Error) => error,
  );
  assert.match(String(chosen), /expected numbers in column Class of .*, got "two" in row 0/);
  const features = written("features.csv", "0,0,9\n1,5,3\n4,1,1\n");
  for (const text of ["which\nz\ny\nz\n", "z\ny\nz\n"]) {
    const labels = written("labels.csv", text);
    const apart = await readLabelledVectors(features, { labels });
    assert.deepEqual([apart.vectors.N, apart.classes], [3, ["y", "z"]]);
    assert.deepEqual(Array.from(apart.labels ?? []), [1, 0, 1]);
  }
});

test("readLabelledVectors: a first line of names is told from one of data", async () => {
  const cases: [string, number, string[]][] = [
    ["5.1,3.5,1.4,iris\n4.9,3,1.4,iris\n", 2, ["iris"]],
    ["0,1,2,target\n5.1,3.5,1.4,1\n4.9,3,1.4,0\n", 2, ["0", "1"]],
    ["a,b,c,kind\n5.1,3.5,1.4,iris\n", 1, ["iris"]],
    ["1,2,4,iris\n", 1, ["iris"]],
  ];
  for (const [text, M, classes] of cases) {
    const data = await readLabelledVectors(written("first.csv", text));
    assert.deepEqual([data.vectors.M, data.classes], [M, classes], text);
  }
  const names = written("names.csv", "a,b,c,kind\n");
  await assert.rejects(readLabelledVectors(names), /expected rows, got none in .*names\.csv/);
});

test("readLabelledVectors: a choice of rows keeps their order, numbers and classes", async () => {
  const text = Array.from({ length: 50 }, (_, a) => `${a},${a * a},-1,${a % 7}`).join("\n");
  const file = written("many.csv", text);
  const some = await readLabelledVectors(file, { rows: 20, seed: 3 });
  const all = await readLabelledVectors(file);
  assert.deepEqual([some.vectors.M, some.total], [20, 50]);
  some.rows.forEach((row, a) => {
    assert.equal(some.labels?.[a], row % 7);
    assert.deepEqual(
      some.vectors.values.subarray(3 * a, 3 * a + 3),
      all.vectors.values.subarray(3 * row, 3 * row + 3),
    );
    if (a > 0) assert.ok(row > some.rows[a - 1]);
  });
  const again = await readLabelledVectors(file, { rows: 20, seed: 3 });
  const other = await readLabelledVectors(file, { rows: 20, seed: 4 });
  assert.deepEqual(again.rows, some.rows);
  assert.notDeepEqual(other.rows, some.rows);
  assert.match(some.notes[1], /^20 of 50 rows chosen at random \(seed 3\)/);
});

test("readLabelledVectors: blank images are named, or left out by wish", async () => {
  const file = written(
    "blank.idx3-ubyte",
    idxBytes([4, 1, 3], [0, 0, 0, 1, 2, 3, 9, 9, 9, 3, 1, 2]),
  );
  await assert.rejects(
    readLabelledVectors(file),
    /expected rows that are not blank or constant, got rows 0, 2 of .*blank\.idx3-ubyte/,
  );
  const labels = written("blank.csv", "0\n1\n2\n3\n");
  const data = await readLabelledVectors(file, { blank: "skip", labels });
  assert.deepEqual([...data.rows], [1, 3]);
  assert.deepEqual(Array.from(data.labels ?? []), [1, 3]);
  assert.deepEqual(data.notes, ["left out, as they are blank: rows 0, 2"]);
  const none = written("none.csv", "1,1,1,0\n");
  await assert.rejects(readLabelledVectors(none, { blank: "skip" }), /expected rows, got none/);
});

test("readLabelledVectors: bad input is refused by file, row and remedy", async () => {
  const cases: [string, string | Uint8Array, object, RegExp][] = [
    ["a.txt.zip", "", {}, /expected a file \.csv, \.tsv or \.idx/],
    ["absent.csv", "", { missing: true }, /expected a readable file, got .*absent\.csv/],
    ["list-idx1-ubyte", idxBytes([2], [1, 2]), {}, /got shape 2, which is a list such as labels/],
    ["cut-idx3-ubyte", images.subarray(0, 25), {}, /got the end at byte 25 of .*cut-idx3-ubyte/],
    ["two.csv", "1,2,0\n3,4,1\n", {}, /expected N >= 3 numbers a row, got 2/],
    ["word.csv", "1,2,3,0\n3,x,1,1\n", {}, /in column col2 of .*, got "x" in row 1; name the/],
    ["zeros.csv", "1,2,3,0\n3,007,1,1\n", {}, /in column col2 of .*, got "007" in row 1; name/],
    [
      "gap.csv",
      "1,2,3,0\n3,,1,1\n",
      {},
      /expected numbers in column col2 of .*, got no value in row 1/,
    ],
    [
      "unlabelled.csv",
      "1,2,3,0\n3,5,1,\n",
      {},
      /expected a label in each row, got none in row 1 of column col4/,
    ],
    ["ids.csv", "1,2,3,0\n3,5,1,123456\n", {}, /expected classes 0 … 999, got 123456 in row 1/],
    [
      "share.csv",
      "1,2,3,0\n3,5,1,0.5\n",
      {},
      /expected whole numbers or names as labels, got 0\.5 in row 1/,
    ],
    [
      "other.csv",
      "1,2,3,0\n3,5,1,4\n",
      { classes: ["0", "1"] },
      /expected a class of the machine \(0, 1\), got 4 in row 1/,
    ],
    [
      "size.csv",
      "1,2,3,0\n3,5,1,4\n",
      { image: [2, 2] },
      /height x width = N = 3 pixels, got 2 x 2/,
    ],
    ["column.csv", "a,b,c,kind\n3,5,1,4\n", { labels: "kinds" }, /got kinds; did you mean kind/],
    ["rows.csv", "1,2,3,0\n", { rows: 0 }, /expected an integer rows >= 1, got 0/],
  ];
  for (const [name, content, { missing, ...options }, message] of cases as [
    string,
    string,
    { missing?: boolean },
    RegExp,
  ][]) {
    const file = missing ? join(folder, name) : written(name, content);
    await assert.rejects(readLabelledVectors(file, options), message, name);
  }
});

test("readLabelledVectors: another number of labels than of rows is refused", async () => {
  const file = written("four-images-idx3-ubyte", images);
  const idx = written("three-labels-idx1-ubyte", idxBytes([3], [0, 1, 2]));
  const csv = written("six.csv", "0\n1\n2\n3\n4\n5\n");
  const two = written("two-columns.csv", "0,1\n1,2\n");
  const refused = async (labels: string, message: RegExp) =>
    assert.rejects(readLabelledVectors(file, { labels }), message);
  await refused(idx, /expected a label for each of the 4 rows of data, got 3 in .*three-labels/);
  await refused(csv, /expected a label for each of the 4 rows of data, got 6 in .*six\.csv/);
  await refused(two, /expected one column of labels in .*two-columns\.csv, got 2/);
});

const datasets = join(repositoryRoot, "../shared/datasets");

test("readLabelledVectors: optdigits and the MNIST test images as they are", {
  skip: !existsSync(datasets),
}, async () => {
  const optdigits = await readLabelledVectors(join(datasets, "optdigits/test.csv"));
  assert.deepEqual(
    [optdigits.vectors.M, optdigits.vectors.N, optdigits.classes.length],
    [1797, 64, 10],
  );
  const mnist = await readLabelledVectors(join(datasets, "mnist/t10k-images-idx3-ubyte.gz"), {
    rows: 100,
  });
  assert.deepEqual([mnist.vectors.M, mnist.vectors.N, mnist.classes.length], [100, 784, 10]);
  assert.deepEqual(mnist.image, { height: 28, width: 28 });
});
