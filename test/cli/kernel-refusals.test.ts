import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { damlab } from "../support/cli.ts";
import { copyOfDamlab } from "../support/copy-of-damlab.ts";
import { jupyterHome } from "../support/jupyter-home.ts";
import { kernelCommandAtHome } from "../support/kernel-command.ts";
import { kernelFolder } from "../support/kernel-folder.ts";

test("kernel install and uninstall: never touch the kernel of another program", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const env = { JUPYTER_DATA_DIR: join(home, "data") };
  const argv = ["tslab", "kernel", "--config-path", "{connection_file}"];
  const script = ["node", "/x/src/cli/main.js", "kernel", "begin", "{connection_file}"];
  const texts = [
    JSON.stringify({ argv, display_name: "x", language: "x" }),
    JSON.stringify({ argv: script, display_name: "x", language: "x" }),
    "{ half a file",
  ];
  for (const text of texts) {
    const folder = kernelFolder(env.JUPYTER_DATA_DIR, "tslab", text);
    const install = await kernel(["install", "--name", "tslab"], env);
    assert.equal(install.code, 1);
    assert.match(
      install.stderr,
      /expected no kernel of another program in .*; choose another --name/,
    );
    const removal = await kernel(["uninstall", "--name", "tslab"], env);
    assert.equal(removal.code, 1);
    assert.match(removal.stderr, /^damlab kernel uninstall: expected a kernel of damlab in /);
    assert.deepEqual(readdirSync(folder), ["kernel.json"]);
    assert.equal(readFileSync(join(folder, "kernel.json"), "utf8"), text);
  }
  await kernel(["install"], env);
  await kernel(["uninstall"], env);
  assert.deepEqual(readdirSync(join(env.JUPYTER_DATA_DIR, "kernels")), ["tslab"]);
});

test("kernel uninstall: where there is none it says so, exit 1", async (t) => {
  const { kernel } = kernelCommandAtHome(t);
  const { code, stderr } = await kernel(["uninstall"]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^damlab kernel uninstall: expected a kernel of damlab in .*, got none; damlab kernel list/,
  );
});

test("kernel install: from the cache of npx it is refused with the remedy", async (t) => {
  const { home } = kernelCommandAtHome(t);
  const { main } = copyOfDamlab(join(home, "_npx", "0123456789abcdef"));
  const env = jupyterHome(home);
  const { code, stderr } = await damlab(["kernel", "install"], { env, main });
  assert.equal(code, 1);
  assert.match(stderr, /^damlab kernel install: expected an installed package, got .*_npx/);
  assert.match(stderr, /; first npm install the package in a project or with -g\n$/);
  assert.deepEqual(readdirSync(home), ["_npx"]);
});

test("kernel: wrong usage is named with the subcommand, exit 2", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const wrong: [string[], RegExp][] = [
    [
      ["install", "--user", "--prefix", "x"],
      /option '--user' cannot be used with option '--prefix/,
    ],
    [["install", "--sys-prefix", "--user"], /cannot be used with option/],
    [["uninstall", "--prefix", "x", "--sys-prefix"], /cannot be used with option/],
    [["install", "--name", "日本"], /expected 1 to 100 letters .*, got "日本"; put other texts/],
    [["install", "--prefix", ""], /expected a folder, got an empty text/],
    [["install", "--display-name", " "], /expected a text to show, got an empty one/],
    [["list", "more"], /too many arguments/],
  ];
  for (const [args, message] of wrong) {
    const { code, stdout, stderr } = await kernel(args);
    assert.deepEqual([code, stdout], [2, ""], args.join(" "));
    assert.match(stderr, message);
    assert.ok(stderr.startsWith(`damlab kernel ${args[0]}: `), stderr);
    assert.ok(stderr.endsWith(`see damlab kernel ${args[0]} --help\n`), stderr);
  }
  const unknown = await kernel(["instal"]);
  assert.equal(unknown.code, 2);
  assert.match(
    unknown.stderr,
    /^damlab kernel: unknown command 'instal'\n\(Did you mean install\?\)/,
  );
  assert.deepEqual(readdirSync(home), []);
});

test("kernel install: a prefix that cannot hold folders is failed work, exit 1", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  writeFileSync(join(home, "file"), "");
  const { code, stderr } = await kernel(["install", "--prefix", "file"]);
  assert.equal(code, 1);
  assert.match(stderr, /^damlab kernel install: ENOTDIR: /);
});

test("kernel --help: names the subcommands and where kernels go", async (t) => {
  const { kernel } = kernelCommandAtHome(t);
  const { code, stdout } = await kernel(["--help"]);
  assert.equal(code, 0);
  for (const word of ["install", "list", "uninstall", "--sys-prefix", "JUPYTER_DATA_DIR"]) {
    assert.ok(stdout.includes(word), word);
  }
  const bare = await kernel([]);
  assert.equal(bare.code, 2);
  assert.match(bare.stderr, /^Usage: damlab kernel /);
});
