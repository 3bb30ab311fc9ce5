import assert from "node:assert/strict";
import { test } from "node:test";
import { kernelSpinPaths, type SpinPaths, type SpinStep } from "../../src/core/spin-paths.ts";
import { kernelsFor } from "../../src/core/wasm.ts";
import { stream } from "../../src/random/stream.ts";
import { byteTables } from "../../src/theory/byte-tables.ts";
import { typescriptSpinPaths } from "../../src/theory/spin-paths-twin.ts";

/** Steps of random numbers; every third one without new noise. */
function randomSteps(steps: number, rule: SpinStep["rule"]): SpinStep[] {
  const rng = stream(1, "steps", steps, rule);
  const numbers = (length: number, scale: number) =>
    Float64Array.from({ length }, () => scale * rng.gaussian());
  return Array.from({ length: steps }, (_, t) => ({
    t,
    rule,
    affine: Float32Array.from([...numbers(3, 0.1), 1.1]),
    factor: Float32Array.from([
      ...numbers(t, 0.5),
      t % 3 === 2 && rule !== "smeared sign" ? 0 : 0.8,
    ]),
    tables: byteTables(numbers(t + 1, 0.3), 0.2),
    scale: 1 / 0.8,
    smear: 0.3,
  }));
}

function allSums(spins: SpinPaths, up: number, steps: readonly SpinStep[]): unknown[] {
  try {
    return [spins.start(up, 3), ...steps.map((step) => spins.step(step))];
  } finally {
    spins.release();
  }
}

test("spinPaths: kernel and twin sum the same bits at awkward horizons and numbers of paths", {
  skip: kernelsFor("reproducible") === null && "no WebAssembly kernels here",
}, () => {
  const key = [0x9e3779b9, 5] as const;
  const cases = [1, 5, 16, 17, 100, 1000].map((paths) => ({ paths, steps: 9 }));
  for (let steps = 1; steps <= 20; steps++) cases.push({ paths: 37, steps });
  cases.push({ paths: 1024, steps: 4 }, { paths: 1040, steps: 5 });
  for (const { paths, steps } of cases) {
    for (const rule of ["sign", "smeared sign", "heat bath"] as const) {
      const shape = { paths, steps, key };
      const inSteps = randomSteps(steps, rule);
      const up = Math.ceil(0.7 * paths);
      assert.deepEqual(
        allSums(kernelSpinPaths(shape)!, up, inSteps),
        allSums(typescriptSpinPaths(shape), up, inSteps),
        `${paths} paths, ${steps} steps, ${rule}`,
      );
    }
  }
});
