import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { damlab } from "../support/cli.ts";
import { copyOfDamlab } from "../support/copy-of-damlab.ts";
import { jupyterHome } from "../support/jupyter-home.ts";
import { kernelFolder } from "../support/kernel-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Row = Record<"item" | "found" | "needed_for" | "status" | "remedy", string | null> & {
  required: boolean;
};

async function rows(env: Record<string, string> = {}): Promise<Row[]> {
  const { code, stdout } = await damlab(["doctor", "--json"], { env });
  assert.equal(code, 0);
  return JSON.parse(stdout) as Row[];
}

test("doctor: everything the core needs is there after npm ci, exit 0", async () => {
  const found = await rows();
  assert.deepEqual(
    found.filter(({ required, status }) => required && status !== "ok"),
    [],
  );
  const node = found.find(({ item }) => item === "Node.js");
  assert.equal(node?.found, process.versions.node);
  for (const item of ["typescript", "vega", "@resvg/resvg-wasm", "dejavu-fonts-ttf"]) {
    assert.equal(found.find((row) => row.item === item)?.required, true, item);
  }
});

test("doctor: what is missing has a remedy, what is there has none", async () => {
  const found = await rows({ PATH: "" });
  for (const { item, status, remedy } of found)
    assert.equal(remedy === null, status === "ok", `${item}`);
  for (const item of ["Chromium", "Python", "Jupyter"]) {
    assert.equal(found.find((row) => row.item === item)?.status, "missing", item);
  }
});

test("doctor: names the kernel that a front end finds, and its folder", async (t) => {
  const home = temporaryFolder(t);
  const env = { ...jupyterHome(home), JUPYTER_DATA_DIR: join(home, "data") };
  const row = async (): Promise<Row | undefined> =>
    (await rows(env)).find(({ item }) => item === "Jupyter kernel");
  const none = await row();
  assert.deepEqual([none?.status, none?.found], ["missing", "not installed"]);
  assert.equal(none?.remedy, "damlab kernel install");
  await damlab(["kernel", "install"], { env });
  const folder = join(home, "data", "kernels", "damlab");
  const found = await row();
  assert.deepEqual([found?.status, found?.found], ["ok", `damlab in ${folder}`]);
  const { stdout } = await damlab(["doctor"], { env });
  const [, below] = stdout.split("\nKernels that a Jupyter front end finds:\n");
  assert.match(below, /^name +display_name +language +ours +status +folder\n/);
  assert.ok(below.includes(folder));
});

test("doctor: a kernel that cannot start is broken, with the command that mends it", async (t) => {
  const home = temporaryFolder(t);
  const env = jupyterHome(home);
  const row = async (): Promise<Row> =>
    (await rows({ ...env, JUPYTER_PATH: join(home, "a b/share/jupyter") })).find(
      ({ item }) => item === "Jupyter kernel",
    )!;
  const { node, main } = copyOfDamlab(join(home, "moved"));
  const spec = { display_name: "x", language: "typescript" };
  const argv = [node, main, "kernel", "start", "{connection_file}"];
  const data = join(home, "a b", "share", "jupyter");
  const folder = kernelFolder(data, "mine", { ...spec, argv });
  assert.deepEqual([(await row()).status, (await row()).remedy], ["ok", null]);

  rmSync(join(home, "moved", "dist", "src", "experiment"), { recursive: true });
  const damaged = await row();
  assert.equal(damaged.status, "broken");
  assert.match(damaged.found!, /^mine in .*: does not start: .*Cannot find module/);
  assert.equal(damaged.remedy, `damlab kernel install --name mine --prefix "${join(home, "a b")}"`);

  rmSync(main);
  const gone = await row();
  assert.equal(gone.found, `mine in ${folder}: broken: no file ${main}`);
});

test("doctor: without zeromq there is no Jupyter kernel, all else works", async (t) => {
  const home = temporaryFolder(t);
  const { main } = copyOfDamlab(join(home, "copy"), { without: ["zeromq"] });
  const env = jupyterHome(home);
  const { code, stdout } = await damlab(["doctor", "--json"], { env, main });
  assert.equal(code, 0);
  const row = (JSON.parse(stdout) as Row[]).find(({ item }) => item === "zeromq");
  assert.deepEqual(
    [row?.status, row?.required, row?.remedy],
    ["missing", false, "npm install zeromq"],
  );
  const { stderr } = await damlab(["kernel", "install"], { env, main });
  assert.match(stderr, /the kernel cannot start: zeromq is not installed; npm install zeromq\n$/);
});

test("doctor: something broken that the core needs is named, exit 1", async () => {
  const { code, stdout, stderr } = await damlab(["doctor"], { env: { TMPDIR: "/proc/none" } });
  assert.equal(code, 1);
  assert.match(stdout, /^broken +temporary folder +not writable/m);
  assert.match(stdout, /^ {2}temporary folder: set TMPDIR/m);
  assert.equal(stderr, "damlab doctor: not in order: temporary folder\n");
});

test("doctor: tells which kernels run here and are taken, and which engines multiply", async () => {
  const of = async (item: string, env: Record<string, string>): Promise<Row | undefined> =>
    (await rows(env)).find((row) => row.item === item);
  const taken = (choice: string) => of("kernels", { DAMLAB_KERNELS: choice });
  const relaxed = await taken("relaxed");
  const all = "TypeScript, SIMD, relaxed SIMD; taken for integers: relaxed SIMD, for float32: ";
  assert.deepEqual([relaxed?.status, relaxed?.found], ["ok", `${all}relaxed SIMD`]);
  assert.match((await taken("typescript"))?.found ?? "", /taken for integers: TypeScript, for/);
  const wrong = await taken("nonsense");
  assert.deepEqual([wrong?.status, wrong?.remedy], ["broken", "unset DAMLAB_KERNELS"]);
  assert.match(wrong?.found ?? "", /got "nonsense"/);
  const wasm = await of("engine tfjs-wasm", {});
  assert.deepEqual([wasm?.status, wasm?.found, wasm?.required], ["ok", "multiplies", false]);
});

test("doctor: an engine whose package is absent is missing, with what to install", async (t) => {
  const copy = join(temporaryFolder(t), "copy");
  const { main } = copyOfDamlab(copy, { without: ["@tensorflow"] });
  const { code, stdout } = await damlab(["doctor", "--json"], { main });
  assert.equal(code, 0);
  const row = (JSON.parse(stdout) as Row[]).find(({ item }) => item === "engine tfjs-wasm");
  const remedy = "npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm";
  assert.deepEqual([row?.status, row?.found, row?.remedy], ["missing", null, remedy]);
});
