import assert from "node:assert/strict";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../src/plot/make-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("makeFolder: all folders of a path are made, also when two make them at a time", async (t) => {
  const path = join(temporaryFolder(t), "a", "b", "c");
  await Promise.all([makeFolder(path), makeFolder(path)]);
  await makeFolder(path);
  assert.ok(statSync(path).isDirectory());
});

test("makeFolder: what cannot be a folder is refused with the reason of the system", async (t) => {
  const file = join(temporaryFolder(t), "file");
  writeFileSync(file, "");
  await assert.rejects(makeFolder(file), { code: "EEXIST" });
  await assert.rejects(makeFolder(join(file, "a", "b")), { code: "ENOTDIR" });
  // the recursive mkdir of Node does not end here
  if (existsSync("/proc/self")) await assert.rejects(makeFolder("/proc/damlab/a/b"));
});
