import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findKernels, kernelSlug, readKernelspec } from "../../src/jupyter/kernelspec.ts";
import { removeKernelspec, writeKernelspec } from "../../src/jupyter/kernelspec-install.ts";
import { kernelFolder } from "../support/kernel-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const node = { argv: [process.execPath], display_name: "Node", language: "javascript" };

test("findKernels: finds by folder and name, the first of a name hides later ones", async (t) => {
  const root = temporaryFolder(t);
  const [one, two] = [join(root, "one"), join(root, "two ü")];
  kernelFolder(one, "b", node);
  kernelFolder(one, "Aa", node);
  kernelFolder(two, "AA", node);
  kernelFolder(two, "c", node);
  mkdirSync(join(two, "kernels", "empty"));
  writeFileSync(join(two, "kernels", "file"), "");
  const folders = [one, join(root, "none"), two].map((data) => join(data, "kernels"));
  const found = await findKernels(folders);
  assert.deepEqual(
    found.map(({ name, hiddenBy }) => [name, hiddenBy]),
    [
      ["aa", null],
      ["b", null],
      ["aa", join(one, "kernels", "Aa")],
      ["c", null],
    ],
  );
  assert.equal(found[3].folder, join(two, "kernels", "c"));
  assert.deepEqual(found[3].spec, node);
});

test("readKernelspec: says what is wrong with a kernel that cannot start", async (t) => {
  const root = temporaryFolder(t);
  const problem = async (spec: object | string) =>
    (await readKernelspec(kernelFolder(root, "k", spec))).problem;
  assert.equal(await problem(node), null);
  assert.equal(await problem("{"), "kernel.json is not JSON");
  assert.equal(await problem("[]"), "kernel.json: not an object");
  assert.equal(await problem({ ...node, argv: 3 }), "kernel.json: wrong argv");
  assert.equal(await problem({ ...node, language: 3 }), "kernel.json: wrong language");
  assert.equal(
    await problem({ ...node, interrupt_mode: "no" }),
    "kernel.json: wrong interrupt_mode",
  );
  assert.equal(await problem({ ...node, argv: [] }), "kernel.json: no command in argv");
  assert.equal(await problem({ ...node, argv: ["/no/such"] }), "no program /no/such");
  assert.equal(await problem({ ...node, argv: ["no-such-program"] }), "no program no-such-program");
  const absent = await readKernelspec(join(root, "absent"));
  assert.deepEqual(absent, { spec: null, problem: "kernel.json cannot be read" });
});

test("readKernelspec: a program may be on the PATH, beside kernel.json, or Jupyter's Python", async (t) => {
  const root = temporaryFolder(t);
  for (const program of ["sh", "python", "python3.99"]) {
    const folder = kernelFolder(root, "k", { ...node, argv: [program] });
    assert.equal((await readKernelspec(folder)).problem, null, program);
  }
  const folder = kernelFolder(root, "k", { ...node, argv: ["{resource_dir}/run"] });
  assert.equal((await readKernelspec(folder)).problem, `no program ${folder}/run`);
  symlinkSync(process.execPath, join(folder, "run"));
  assert.equal((await readKernelspec(folder)).problem, null);
});

test("kernelSlug: keeps what Jupyter allows, writes the rest in it, refuses what leaves nothing", () => {
  assert.equal(kernelSlug("damlab"), "damlab");
  assert.equal(kernelSlug("a.b_c-3"), "a.b_c-3");
  assert.equal(kernelSlug(" Mein Körnel / 2 "), "mein-kornel-2");
  assert.equal(kernelSlug("../../etc"), "etc");
  for (const text of ["", " ", "..", "日本語", "x".repeat(101)]) {
    assert.throws(() => kernelSlug(text), {
      name: "RangeError",
      message: /^kernelSlug: expected 1 to 100 letters .*, got ".*"; put other texts into/,
    });
  }
});

test("writeKernelspec: replaces the whole folder and leaves nothing beside it", async (t) => {
  const root = temporaryFolder(t);
  const folder = join(root, "a b", "kernels", "k");
  await writeKernelspec(folder, { "kernel.json": "1", "old.png": Uint8Array.of(1) });
  await writeKernelspec(folder, { "kernel.json": "2", "logo.png": Uint8Array.of(7) });
  assert.deepEqual(readdirSync(folder).sort(), ["kernel.json", "logo.png"]);
  assert.equal(readFileSync(join(folder, "kernel.json"), "utf8"), "2");
  assert.deepEqual([...readFileSync(join(folder, "logo.png"))], [7]);
  assert.deepEqual(readdirSync(join(root, "a b", "kernels")), ["k"]);
});

test("writeKernelspec: what was there stays when writing fails", async (t) => {
  const root = temporaryFolder(t);
  const folder = join(root, "kernels", "k");
  await writeKernelspec(folder, { "kernel.json": "1" });
  await assert.rejects(writeKernelspec(folder, { "kernel.json": "2", "no/such/folder": "" }), {
    code: "ENOENT",
  });
  assert.equal(readFileSync(join(folder, "kernel.json"), "utf8"), "1");
  assert.deepEqual(readdirSync(join(root, "kernels")), ["k"]);
});

test("removeKernelspec: removes emptied folders above, none that holds something, none to keep", async (t) => {
  const root = temporaryFolder(t);
  const share = join(root, "share");
  const folder = join(share, "jupyter", "kernels", "k");
  await writeKernelspec(folder, { "kernel.json": "" });
  await removeKernelspec(folder, root);
  assert.deepEqual(readdirSync(root), []);
  await writeKernelspec(folder, { "kernel.json": "" });
  writeFileSync(join(share, "note"), "");
  await removeKernelspec(folder, root);
  assert.deepEqual(readdirSync(share), ["note"]);
});
