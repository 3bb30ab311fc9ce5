import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runCommand } from "../support/command.ts";
import { repositoryRoot } from "../support/paths.ts";

// The other tests use the kernels that this machine takes by itself.
const files = [
  "test/core/distances.test.js",
  "test/core/weighted-counts.test.js",
  "test/core/probe-margins.test.js",
  "test/core/flips.test.js",
  "test/core/nested-pass.test.js",
  "test/capacity/stability.test.js",
  "test/capacity/incremental.test.js",
  "test/dynamics/heat-bath.test.js",
];

const script = `
import { kernelsFor } from ${JSON.stringify(join(repositoryRoot, "dist/src/core/wasm.js"))};
${files.map((file) => `import ${JSON.stringify(join(repositoryRoot, "dist", file))};`).join("\n")}
const exact = kernelsFor("exact");
const isRelaxed = exact !== kernelsFor("reproducible");
console.log("uses", exact === null ? "typescript" : isRelaxed ? "relaxed" : "baseline");
`;

for (const choice of ["baseline", "relaxed", "typescript"]) {
  test(`kernels: golden sets and awkward sizes pass with DAMLAB_KERNELS=${choice}`, async () => {
    const env = { DAMLAB_KERNELS: choice, NODE_TEST_CONTEXT: "" };
    const args = ["--input-type=module", "-e", script];
    const { code, stdout, stderr } = await runCommand(process.execPath, args, { env });
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, new RegExp(`^uses ${choice}$`, "m"));
    assert.match(stdout, /^[#ℹ] pass [1-9]/m);
    assert.match(stdout, /^[#ℹ] fail 0$/m);
  });
}
