import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, type TestContext } from "node:test";

/** A fresh empty folder, removed after the test. */
export function temporaryFolder(t: TestContext): string {
  const folder = freshFolder();
  t.after(() => remove(folder));
  return folder;
}

/** A fresh empty folder, removed after all tests of the file. */
export function suiteFolder(): string {
  const folder = freshFolder();
  after(() => remove(folder));
  return folder;
}

function freshFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "damlab-test-")));
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
