import assert from "node:assert/strict";
import { test } from "node:test";
import { kernelBytes, kernelsOf } from "../../src/core/wasm.ts";
import { runCommand } from "../support/command.ts";

const built = new URL("../../src/", import.meta.url).href;
const baselineOnly = { exact: "baseline", reproducible: "baseline", rounded: "baseline" };

/** Runs lines of a module in a Node.js of its own and reads what it prints. */
async function inChild(code: string, env: Record<string, string>, flags: string[] = []) {
  const args = [...flags, "--input-type=module", "--eval", code];
  const { stdout, stderr } = await runCommand(process.execPath, args, { env });
  return { stderr, printed: stdout && (JSON.parse(stdout) as unknown) };
}

/** Which kernels a process takes for each purpose. */
const binaries = (env: Record<string, string>, flags: string[] = []) =>
  inChild(
    `const { kernelsFor } = await import("${built}core/wasm.js");
     const name = (purpose) => kernelsFor(purpose)?.binary ?? "typescript";
     const [exact, reproducible, rounded] = ["exact", "reproducible", "rounded"].map(name);
     console.log(JSON.stringify({ exact, reproducible, rounded }));`,
    { DAMLAB_KERNELS: "", ...env },
    flags,
  );

test("kernelsFor: DAMLAB_KERNELS chooses, and reproducible numbers never take relaxed SIMD", async () => {
  const typescript = { exact: "typescript", reproducible: "typescript", rounded: "typescript" };
  const relaxed = { exact: "relaxed", reproducible: "baseline", rounded: "relaxed" };
  for (const [choice, expected] of Object.entries({
    typescript,
    baseline: baselineOnly,
    relaxed,
  })) {
    assert.deepEqual((await binaries({ DAMLAB_KERNELS: choice })).printed, expected, choice);
  }
});

test("kernelsFor: by itself relaxed SIMD serves exact kernels only, and none on Node 20", async () => {
  const hasRelaxed = Number(process.versions.node.split(".")[0]) > 20;
  const expected = { ...baselineOnly, ...(hasRelaxed && { exact: "relaxed" }) };
  assert.deepEqual((await binaries({})).printed, expected);
  const flag = hasRelaxed ? [] : ["--experimental-wasm-relaxed-simd"];
  assert.deepEqual((await binaries({}, flag)).printed, { ...baselineOnly, exact: "relaxed" });
});

test("kernelsFor: another DAMLAB_KERNELS is refused by name", async () => {
  const { stderr } = await binaries({ DAMLAB_KERNELS: "nonsense" });
  assert.match(
    stderr,
    /RangeError: kernelsFor: expected DAMLAB_KERNELS .*baseline or relaxed, got "nonsense"; unset/,
  );
});

/** Numbers of the whole library that come from kernels where there are any. */
const numbers = `
  const damlab = await import("${built}index.js");
  const engine = await damlab.tensorEngine();
  const data = Float32Array.from({ length: 35 }, (_, k) => Math.sin(k));
  const x = { rows: 5, columns: 7, data };
  const { data: shares } = engine.softmax(engine.multiply(x, x, { transposeB: true }), 2);
  const patterns = damlab.independent(20, 60, damlab.stream(1));
  const { badBits } = damlab.stability(patterns, damlab.power(2));
  console.log(JSON.stringify([[...shares], badBits, "WebAssembly" in globalThis]));`;

test("kernelsFor: without WebAssembly, or with twins chosen, the library has the same numbers", async () => {
  const { printed } = await inChild(numbers, { DAMLAB_KERNELS: "baseline" });
  const twins = await inChild(numbers, { DAMLAB_KERNELS: "typescript" });
  const without = await inChild(`delete globalThis.WebAssembly;${numbers}`, { DAMLAB_KERNELS: "" });
  const [shares, unstable] = printed as [number[], number];
  assert.equal(shares.length, 25);
  assert.ok(unstable > 0);
  assert.deepEqual(twins.printed, [shares, unstable, true]);
  assert.deepEqual(without.printed, [shares, unstable, false], without.stderr);
});

test("kernelsFor: a page that forbids compiling gets the twins", async () => {
  const { printed, stderr } = await inChild(
    `WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError("policy"); } };
     const { kernelsFor } = await import("${built}core/wasm.js");
     console.log(JSON.stringify(kernelsFor("exact")));`,
    { DAMLAB_KERNELS: "" },
  );
  assert.equal(printed, null, stderr);
});

test("kernels: both binaries together have at most 64 KiB", () => {
  const bytes = kernelBytes("baseline").length + kernelBytes("relaxed").length;
  assert.ok(bytes > 1000 && bytes <= 65536, `${bytes}`);
});

test("kernelsOf: one instance a binary", () => {
  assert.ok(kernelsOf("baseline") !== null);
  assert.equal(kernelsOf("baseline"), kernelsOf("baseline"));
});
