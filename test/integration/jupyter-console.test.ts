import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runCommand } from "../support/command.ts";
import { jupyterUser, needsJupyter, python } from "../support/jupyter.ts";
import { repositoryRoot } from "../support/paths.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test(
  "jupyter console: values, several lines, an error, input, completion, the pager and the end",
  needsJupyter("jupyter_console", "pexpect"),
  async (t) => {
    const { folder, env } = await jupyterUser(temporaryFolder(t));
    const session = join(repositoryRoot, "test", "integration", "console_session.py");
    const options = { cwd: folder, env, limit: 300 };
    const { code, stdout, stderr } = await runCommand(python, [session], options);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "", stderr: "" });
  },
);
