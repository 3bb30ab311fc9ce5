import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { trainPotts } from "../../src/learning/train-potts.ts";
import { stream } from "../../src/random/stream.ts";
import { runCommand } from "../support/command.ts";
import { fixtureData } from "../support/literal-potts.ts";
import { repositoryRoot } from "../support/paths.ts";

const { data, labels } = fixtureData();

const url = (path: string): string => JSON.stringify(join(repositoryRoot, "dist", path));
const script = `
import { trainPotts } from ${url("src/learning/train-potts.js")};
import { stream } from ${url("src/random/stream.js")};
import { fixtureData } from ${url("test/support/literal-potts.js")};
const { data, labels } = fixtureData();
for (const options of [{ labels }, { C: 3, arithmetic: "float64" }]) {
  const rng = stream(1, "bits");
  const { state } = await trainPotts(data, { memories: 9, batch: 11, epochs: 5, rng, ...options });
  console.log([...state.memories, ...state.classWeights, state.beta, state.bestLoss].join());
}`;

test("trainPotts: has the same bits with WebAssembly and in TypeScript; relaxed SIMD comes near", async () => {
  const [baseline, typescript, relaxed] = await Promise.all(
    ["", "typescript", "relaxed"].map(async (choice) => {
      const env = { DAMLAB_KERNELS: choice };
      const args = ["--input-type=module", "-e", script];
      const { code, stdout, stderr } = await runCommand(process.execPath, args, { env });
      assert.equal(code, 0, stderr);
      return stdout.trim().split("\n");
    }),
  );
  assert.equal(baseline.length, 2);
  assert.deepEqual(typescript, baseline);
  assert.equal(relaxed[1], baseline[1]);
  const [near, here] = [relaxed[0], baseline[0]].map((line) => line.split(",").map(Number));
  here.forEach((value, k) => {
    // 25 steps, each with the rounding of float32.
    assert.ok(Math.abs(near[k] - value) < 1e-4 * (1 + Math.abs(value)), `${k}`);
  });
});

test("trainPotts: another engine multiplies, near our kernels", async () => {
  const options = { memories: 5, labels, batch: 20, epochs: 2, rng: stream(1, "engine") };
  const ours = await trainPotts(data, options);
  const theirs = await trainPotts(data, { ...options, engine: "tfjs-wasm" });
  ours.machine.memories.forEach((value, k) => {
    assert.ok(Math.abs(theirs.machine.memories[k] - value) < 1e-5, `${k}`);
  });
  await assert.rejects(trainPotts(data, { ...options, engine: "abacus" as "portable" }), {
    name: "TypeError",
    message: /name "portable", "tfjs-node" or "tfjs-wasm", got "abacus"/,
  });
});
