import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runCommand } from "../support/command.ts";
import { jupyterUser, needsJupyter, python } from "../support/jupyter.ts";
import { repositoryRoot } from "../support/paths.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const tests = [
  "clear_output",
  "completion",
  "display_data",
  "error",
  "execute_result",
  "execute_stderr",
  "execute_stdout",
  "history",
  "input",
  "inspect",
  "interrupt",
  "is_complete",
  "kernel_info",
  "pager",
  "zz_restart",
];

test(
  "kernel: passes every test of Jupyter's own test of kernels",
  needsJupyter("jupyter_kernel_test"),
  async (t) => {
    const { folder, env } = await jupyterUser(temporaryFolder(t));
    const file = join(repositoryRoot, "test", "integration", "kernel_conformance.py");
    const { code, stderr } = await runCommand(python, [file, "-v"], {
      cwd: folder,
      env,
      limit: 300,
    });
    const results = [...stderr.matchAll(/^test_(\w+) .*? \.\.\. ?(.*)$/gm)];
    assert.deepEqual(
      results.map(([, name, result]) => [name, result]),
      tests.map((name) => [name, "ok"]),
      stderr,
    );
    assert.match(stderr, /\nOK\n$/);
    assert.equal(code, 0);
  },
);
