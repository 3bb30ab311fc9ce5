import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readMNIST } from "../../src/studies/read-mnist.ts";
import { idxBytes } from "../support/idx.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const images = idxBytes([3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]);
const labels = idxBytes([3], [7, 0, 9]);

test("readMNIST: the parts that are there, packed or not", async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, "t10k-images-idx3-ubyte"), images);
  writeFileSync(join(folder, "t10k-labels-idx1-ubyte.gz"), gzipSync(labels));
  const { train, test } = await readMNIST({ folder });
  assert.equal(train, null);
  assert.deepEqual(
    { ...test, pixels: Array.from(test?.pixels ?? []), labels: Array.from(test?.labels ?? []) },
    {
      M: 3,
      height: 2,
      width: 2,
      C: 10,
      pixels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255],
      labels: [7, 0, 9],
    },
  );
});

test("readMNIST: what is missing is said with what to do", async (t) => {
  const folder = temporaryFolder(t);
  await assert.rejects(
    readMNIST({ folder }),
    /^Error: readMNIST: expected the MNIST files in .*, got none; run "damlab data fetch mnist"/,
  );
  writeFileSync(join(folder, "train-images-idx3-ubyte"), images);
  await assert.rejects(
    readMNIST({ folder }),
    /expected train-labels-idx1-ubyte beside .*train-images-idx3-ubyte, got none/,
  );
});

test("readMNIST: other counts, other labels and cut files are refused by name", async (t) => {
  const folder = temporaryFolder(t);
  const images3 = join(folder, "train-images-idx3-ubyte");
  const labels1 = join(folder, "train-labels-idx1-ubyte");
  const refused = async (message: RegExp) => assert.rejects(readMNIST({ folder }), message);
  writeFileSync(images3, images);
  writeFileSync(labels1, idxBytes([2], [7, 0]));
  await refused(
    /expected a label for each of the 3 images of .*train-images.*, got 2 in .*train-lab/,
  );
  writeFileSync(labels1, idxBytes([3], [7, 0, 10]));
  await refused(/expected labels 0 \.\.\. 9, got 10 for image 2 in .*train-labels/);
  writeFileSync(labels1, labels);
  writeFileSync(images3, images.subarray(0, 20));
  await refused(
    /readIDX: expected 3 × 2 × 2 values of type uint8, ending at byte 28, got the end at byte 20/,
  );
  writeFileSync(images3, labels);
  await refused(/expected images x height x width in .*train-images.*, got shape 3/);
});
