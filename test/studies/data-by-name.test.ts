import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { dataByName } from "../../src/studies/data-by-name.ts";
import { idxBytes } from "../support/idx.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("dataByName: drawn digits have ten classes, and other digits for the test", async () => {
  const train = await dataByName("digits", { rows: 25 });
  assert.deepEqual([train.vectors.M, train.vectors.N], [25, 256]);
  assert.deepEqual(train.image, { height: 16, width: 16 });
  assert.deepEqual(
    Array.from(train.labels ?? []),
    Array.from({ length: 25 }, (_, a) => a % 10),
  );
  assert.equal(train.classes.length, 10);
  const test = await dataByName("digits", { rows: 25, part: "test" });
  assert.notDeepEqual(test.vectors.values, train.vectors.values);
  const same = await dataByName("digits", { rows: 25, part: "train", seed: 1 });
  assert.deepEqual(same.vectors.values, train.vectors.values);
  // of one digit much is alike
  const overlap = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < 256; i++) {
      sum += train.vectors.values[a * 256 + i] * test.vectors.values[b * 256 + i];
    }
    return sum;
  };
  const sums = { same: 0, other: 0 };
  for (let a = 0; a < 10; a++) {
    for (let b = 0; b < 10; b++) sums[a === b ? "same" : "other"] += overlap(a, b);
  }
  assert.ok(sums.same / 10 > sums.other / 90 + 0.3, JSON.stringify(sums));
});

/** A project to be in while the test runs. */
function inProject(t: TestContext): string {
  const folder = temporaryFolder(t);
  const before = process.cwd();
  writeFileSync(join(folder, "package.json"), "{}");
  mkdirSync(join(folder, "data/mnist"), { recursive: true });
  process.chdir(folder);
  t.after(() => process.chdir(before));
  return folder;
}

test("dataByName: mnist is what lies in data/mnist, and says how to get the rest", async (t) => {
  const folder = inProject(t);
  await assert.rejects(dataByName("mnist"), /got none; run "damlab data fetch mnist"/);
  const images = Array.from({ length: 12 }, (_, k) => (k * 5) % 12);
  writeFileSync(join(folder, "data/mnist/t10k-images-idx3-ubyte"), idxBytes([3, 2, 2], images));
  writeFileSync(join(folder, "data/mnist/t10k-labels-idx1-ubyte"), idxBytes([3], [4, 9, 1]));
  await assert.rejects(
    dataByName("mnist"),
    /expected the train part of MNIST in .*, got the other/,
  );
  const data = await dataByName("mnist", { part: "test" });
  assert.deepEqual([data.vectors.M, data.vectors.N, data.classes.length], [3, 4, 10]);
  assert.deepEqual(Array.from(data.labels ?? []), [4, 9, 1]);
});
