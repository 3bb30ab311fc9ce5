import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { damlab } from "../support/cli.ts";
import { repositoryRoot } from "../support/paths.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("damlab: --version prints the version of the package, --help the commands", async () => {
  const manifest = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")) as {
    version: string;
  };
  const version = await damlab(["--version"]);
  assert.deepEqual([version.code, version.stdout], [0, `${manifest.version}\n`]);
  const help = await damlab(["--help"]);
  assert.equal(help.code, 0);
  for (const command of ["run", "capacity", "check", "doctor", "figure", "kernel"]) {
    assert.match(help.stdout, new RegExp(`^  ${command} `, "m"));
  }
});

test("damlab: each command has its own help, which says what it does", async () => {
  for (const command of ["run", "capacity", "check", "doctor", "figure", "kernel"]) {
    const { code, stdout } = await damlab([command, "--help"]);
    assert.equal(code, 0, command);
    assert.match(stdout, new RegExp(`^Usage: damlab ${command} `));
  }
});

test("damlab: an unknown command or option is a usage error with the nearest one", async () => {
  const command = await damlab(["doctr"]);
  assert.equal(command.code, 2);
  assert.match(command.stderr, /^damlab: unknown command 'doctr'\n\(Did you mean doctor\?\)\n/);
  const inherited = await damlab(["toString"]);
  assert.equal(inherited.code, 2);
  assert.match(inherited.stderr, /^damlab: unknown command 'toString'\nsee damlab --help\n$/);
  const option = await damlab(["doctor", "--jso"]);
  assert.equal(option.code, 2);
  assert.match(
    option.stderr,
    /^damlab doctor: unknown option '--jso'\n\(Did you mean --json\?\)\n/,
  );
  assert.match(option.stderr, /see damlab doctor --help/);
  assert.equal(option.stdout, "");
});

test("damlab: a missing argument or a wrong option value is a usage error", async () => {
  const missing = await damlab(["check"]);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /^damlab check: missing required argument 'notebook'\n/);
  const wrong = await damlab(["check", "a.ipynb", "--cell-timeout", "soon"]);
  assert.equal(wrong.code, 2);
  assert.match(
    wrong.stderr,
    /'--cell-timeout <seconds>' .* expected seconds > 0 and ≤ 2000000, got soon/,
  );
});

test("damlab: without a command the help goes to standard error, exit 2", async () => {
  const { code, stdout, stderr } = await damlab([]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^Usage: damlab /);
});

test("damlab: failed work is one line with the command's name, a stack only on demand", async (t) => {
  const cwd = temporaryFolder(t);
  writeFileSync(join(cwd, "bad.ipynb"), "{");
  const plain = await damlab(["check", "bad.ipynb"], { cwd });
  assert.equal(plain.code, 1);
  assert.match(plain.stderr, /^damlab check: readNotebook: .*bad\.ipynb:1:.*\n$/);
  const debug = await damlab(["check", "bad.ipynb"], { cwd, env: { DAMLAB_DEBUG: "1" } });
  assert.equal(debug.code, 1);
  assert.match(debug.stderr, /^damlab check: Error: readNotebook: [^\n]*\n\s+at /);
});

test("damlab: the help of commands with long texts keeps its lines at 80 columns", async () => {
  for (const words of ["train potts", "predict", "teacher-student", "data fetch"]) {
    const { stdout } = await damlab([...words.split(" "), "--help"]);
    const about = stdout.slice(stdout.indexOf("\n\n") + 2, stdout.indexOf("\nOptions:"));
    // a line that is too long leaves its last word alone on the next
    const lone = about.split("\n").filter((line) => /^\S{1,14}$/.test(line) && !/[.:]$/.test(line));
    assert.deepEqual(lone, [], words);
    assert.ok(
      stdout.split("\n").every((line) => line.length <= 80),
      words,
    );
  }
});
