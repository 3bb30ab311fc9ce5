import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageVersion } from "../../src/experiment/package-version.ts";
import { cliFile } from "../support/cli.ts";
import { copyOfDamlab } from "../support/copy-of-damlab.ts";
import { jupyterHome } from "../support/jupyter-home.ts";
import { kernelCommandAtHome, kernelJson, kernelsBelow } from "../support/kernel-command.ts";
import { kernelFolder } from "../support/kernel-folder.ts";

test("kernel install: a prefix with spaces and letters of any script, uninstall leaves nothing", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const prefix = join(home, "mein ünïcode 格");
  mkdirSync(prefix);
  const { code, stdout, stderr } = await kernel(["install", "--prefix", prefix]);
  const folder = join(prefix, "share", "jupyter", "kernels", "damlab");
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `installed "TypeScript (damlab)" as damlab in ${folder}\n`);
  assert.match(stderr, /^damlab kernel install: a front end sees it where JUPYTER_PATH has /);
  assert.deepEqual(kernelJson(folder), {
    argv: [process.execPath, cliFile, "kernel", "start", "{connection_file}"],
    display_name: "TypeScript (damlab)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  });
  assert.match(readFileSync(join(folder, "logo-svg.svg"), "utf8"), /^<svg .*<\/svg>\n$/);
  for (const size of [32, 64]) {
    const image = readFileSync(join(folder, `logo-${size}x${size}.png`));
    assert.equal(image.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([image.readUInt32BE(16), image.readUInt32BE(20)], [size, size]);
  }
  const [first] = await kernelsBelow(prefix, kernel, {
    JUPYTER_PATH: join(prefix, "share", "jupyter"),
  });
  assert.deepEqual(first, {
    name: "damlab",
    display_name: "TypeScript (damlab)",
    language: "typescript",
    ours: true,
    status: "ok",
    problem: null,
    folder,
  });
  const removal = await kernel(["uninstall", "--prefix", prefix]);
  assert.deepEqual([removal.code, removal.stdout], [0, `removed ${folder}\n`]);
  assert.deepEqual(readdirSync(prefix), []);
});

test("kernel install: goes to the user's Jupyter folder, uninstall leaves nothing in it", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const xdg = { XDG_DATA_HOME: join(home, "xdg") };
  for (const [env, data] of [
    [xdg, join(home, "xdg", "jupyter")],
    [{ ...xdg, JUPYTER_DATA_DIR: join(home, "data dir") }, join(home, "data dir")],
  ] as const) {
    const { code, stderr } = await kernel(["install", "--user"], env);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(readdirSync(data), ["kernels"]);
    assert.deepEqual(readdirSync(join(data, "kernels")), ["damlab"]);
    assert.equal((await kernel(["uninstall"], env)).code, 0);
    assert.deepEqual(existsSync(data) ? readdirSync(data) : [], []);
  }
  assert.deepEqual(readdirSync(join(home, "xdg")), []);
});

test("kernel install --sys-prefix: goes to the active Python environment", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const env = { VIRTUAL_ENV: join(home, "venv") };
  const { code, stderr } = await kernel(["install", "--sys-prefix"], env);
  assert.deepEqual([code, stderr], [0, ""]);
  const [row] = await kernelsBelow(home, kernel, env);
  assert.equal(row.folder, join(env.VIRTUAL_ENV, "share", "jupyter", "kernels", "damlab"));
  assert.equal((await kernel(["uninstall", "--sys-prefix"], env)).code, 0);
  assert.deepEqual(readdirSync(env.VIRTUAL_ENV), []);
  const none = await kernel(["install", "--sys-prefix"]);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /^damlab kernel install: --sys-prefix: expected an active Python env/);
});

test("kernel install: a name with spaces is shown, its folder is called in Jupyter's letters", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const { code, stderr } = await kernel(["install", "--name", "Mein Körnel 2"]);
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^damlab kernel install: Jupyter allows .*: "Mein Körnel 2" is mein-kornel-2\n$/,
  );
  await kernel(["install", "--name", "my lab", "--display-name", "Größe α"]);
  assert.deepEqual(
    (await kernelsBelow(home, kernel)).map(({ name, display_name }) => [name, display_name]),
    [
      ["mein-kornel-2", "Mein Körnel 2"],
      ["my-lab", "Größe α"],
    ],
  );
  assert.equal((await kernel(["uninstall", "--name", "Mein Körnel 2"])).code, 0);
  assert.deepEqual(
    (await kernelsBelow(home, kernel)).map(({ name }) => name),
    ["my-lab"],
  );
});

test("kernel install --check beside: the front end starts the kernel with it; other words are refused", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const prefix = join(home, "prefix");
  const install = ["install", "--prefix", prefix, "--check"];
  assert.equal((await kernel([...install, "beside"])).code, 0);
  const folder = join(prefix, "share", "jupyter", "kernels", "damlab");
  assert.deepEqual((kernelJson(folder) as { env?: object }).env, { DAMLAB_CHECK: "beside" });
  assert.equal((await kernel([...install, "first"])).code, 0);
  assert.ok(!("env" in kernelJson(folder)));
  const refused = await kernel([...install, "never"]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /Allowed choices are first, beside/);
});

test("kernel install: again replaces the kernel and its folder", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const data = join(home, ".local", "share", "jupyter");
  const env = { XDG_DATA_HOME: join(home, ".local", "share") };
  await kernel(["install"], env);
  const folder = join(data, "kernels", "damlab");
  writeFileSync(join(folder, "stale.js"), "");
  const { code } = await kernel(["install", "--display-name", "Neu"], env);
  assert.equal(code, 0);
  assert.equal(kernelJson(folder).display_name, "Neu");
  assert.ok(!existsSync(join(folder, "stale.js")));
  assert.deepEqual(readdirSync(join(data, "kernels")), ["damlab"]);
});

test("kernel install: Node.js and damlab in folders with spaces and letters of any script", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const copy = copyOfDamlab(join(home, "Löser 格", "der Ordner"), { withNode: true });
  const env = { ...process.env, ...jupyterHome(home) };
  execFileSync(copy.node, [copy.main, "kernel", "install"], { env, stdio: "pipe" });
  const [row] = await kernelsBelow(home, kernel);
  assert.deepEqual([row.ours, row.status], [true, "ok"]);
  const { argv } = kernelJson(row.folder);
  assert.deepEqual(argv.slice(0, 2), [copy.node, copy.main]);
  const version = execFileSync(argv[0], [argv[1], "--version"], { encoding: "utf8" });
  assert.equal(version, `${packageVersion}\n`);

  rmSync(copy.main);
  const [moved] = await kernelsBelow(home, kernel);
  assert.deepEqual([moved.status, moved.problem], ["broken", `no file ${copy.main}`]);
  rmSync(copy.node);
  const { stdout } = await kernel(["list"]);
  assert.ok(stdout.includes(`yes   broken: no program ${copy.node}`), stdout);
  assert.equal((await kernel(["install"])).code, 0, "a broken kernel of ours is replaced");
  assert.equal((await kernelsBelow(home, kernel))[0].status, "ok");
});

test("kernel list: a kernel behind another of its name is hidden", async (t) => {
  const { home, kernel } = kernelCommandAtHome(t);
  const env = { JUPYTER_PATH: join(home, "first"), JUPYTER_DATA_DIR: join(home, "second") };
  const spec = { argv: ["/no/such", "x"], display_name: "Other", language: "x" };
  const other = kernelFolder(env.JUPYTER_PATH, "DamLab", spec);
  const { stderr } = await kernel(["install"], env);
  assert.ok(stderr.includes(`a front end takes ${other} instead; choose another --name`), stderr);
  const rows = (await kernelsBelow(home, kernel, env)).filter(({ name }) => name === "damlab");
  assert.deepEqual(
    rows.map(({ ours, status, problem }) => [ours, status, problem]),
    [
      [false, "broken", "no program /no/such"],
      [true, "hidden", `by ${other}`],
    ],
  );
});
