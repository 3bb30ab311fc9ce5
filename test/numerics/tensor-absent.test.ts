import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { runCommand } from "../support/command.ts";
import { copyOfDamlab } from "../support/copy-of-damlab.ts";
import { repositoryRoot } from "../support/paths.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("tensorEngine: without any optional package the library loads and multiplies; each absent one is named", async (t) => {
  const folder = join(temporaryFolder(t), "copy");
  const { main } = copyOfDamlab(folder, { without: ["@tensorflow", "zeromq"] });
  copyFileSync(join(repositoryRoot, "package.json"), join(folder, "package.json"));
  const index = pathToFileURL(join(dirname(main), "..", "index.js")).href;
  const code = `
    const { tensorEngine } = await import("${index}");
    const { multiply } = await tensorEngine();
    const two = { rows: 1, columns: 1, data: Float32Array.of(2) };
    const failure = (name) => tensorEngine(name).catch(({ message }) => message);
    const failures = [await failure("tfjs-node"), await failure("tfjs-wasm")];
    console.log(JSON.stringify([multiply(two, two).data[0], ...failures]));`;
  const run = async (): Promise<unknown> => {
    const args = ["--input-type=module", "--eval", code];
    const { stdout, stderr } = await runCommand(process.execPath, args);
    assert.equal(stderr, "");
    return JSON.parse(stdout);
  };
  const absent = (name: string): string =>
    `tensorEngine: expected the optional package ${name}, got none; npm install ${name}`;
  assert.deepEqual(await run(), [
    4,
    absent("@tensorflow/tfjs-node"),
    absent("@tensorflow/tfjs-core"),
  ]);

  const broken = join(folder, "node_modules", "@tensorflow", "tfjs-node");
  mkdirSync(broken, { recursive: true });
  writeFileSync(join(broken, "index.js"), 'throw new Error("libtensorflow.so.2: not found");');
  const [, message] = (await run()) as string[];
  assert.equal(
    message,
    "tensorEngine: expected the optional package @tensorflow/tfjs-node, got one that does not load " +
      "(libtensorflow.so.2: not found); npm install @tensorflow/tfjs-node again",
  );
});
