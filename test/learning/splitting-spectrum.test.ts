import assert from "node:assert/strict";
import { test } from "node:test";
import { leadingEigenvectors } from "../../src/learning/leading-eigenvectors.ts";
import { pottsGradient } from "../../src/learning/potts-gradient.ts";
import { splittingMatrix, tangentSpectrum } from "../../src/learning/splitting-matrix.ts";
import { splittingSpectrum } from "../../src/learning/splitting-spectrum.ts";
import { pottsMachine } from "../../src/models/potts-machine.ts";
import { normalised } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";
import { smallData, smallNet } from "../support/small-net.ts";

const { labels } = smallData;
const small = { data: smallData, targets: { labels }, softening: 0.1 };

/** 400 vectors around 3 directions in 24 dimensions with 12 memories drawn anywhere. */
const wide = (() => {
  const [M, N, P] = [400, 24, 12];
  const noise = new Float64Array(M * N);
  const rng = stream(1, "wide");
  rng.fillGaussian(noise);
  const data = normalised(
    noise.map((z, k) => z + 4 * Math.cos(0.3 * (k % N) * (1 + (Math.floor(k / N) % 3)))),
    M,
    N,
  );
  const memories = new Float64Array(P * N);
  rng.fillGaussian(memories);
  const machine = pottsMachine({
    ...{ N, C: 3, beta: 12, regularization: 0.8 },
    memories: normalised(memories, P, N).values,
    classWeights: Float64Array.from({ length: (P + 1) * 4 }, () => 0.2 + rng.uniform()),
  });
  const classes = Int32Array.from({ length: M }, (_, a) => a % 3);
  return { machine, task: { data, targets: { labels: classes }, softening: 0.1 } };
})();

test("splittingSpectrum: least eigenvalues and directions are those of the dense matrices", async () => {
  for (const { machine, task } of [
    { machine: smallNet, task: small },
    wide,
    { ...wide, task: { ...wide.task, targets: "unsupervised" as const } },
  ]) {
    const { value, status } = await splittingSpectrum(machine, task, {
      ...{ rng: stream(1), tolerance: 1e-5 },
    });
    assert.equal(status, "converged");
    for (let memory = 0; memory < machine.P; memory++) {
      const w = machine.memories.subarray(memory * machine.N, (memory + 1) * machine.N);
      const S = splittingMatrix(machine, task, memory);
      const { eigenvalues, directions } = tangentSpectrum(S, w);
      const kappa = machine.beta * machine.regularization;
      const top = eigenvalues[machine.N - 2] - eigenvalues[0];
      // float32 products, 2⁻²⁴ a term, and the residual
      const tolerance = value.errors[memory] + 1e-5 * Math.max(top, kappa);
      const error = Math.abs(value.eigenvalues[memory] - eigenvalues[0]);
      assert.ok(error <= tolerance, `${memory}: ${value.eigenvalues[memory]}, ${eigenvalues[0]}`);
      const u = value.directions.subarray(memory * machine.N, (memory + 1) * machine.N);
      let [along, overlap] = [0, 0];
      u.forEach((component, i) => {
        along += component * w[i];
        overlap += component * directions[i];
      });
      assert.ok(Math.abs(along) < 1e-12);
      const gap = eigenvalues[1] - eigenvalues[0];
      assert.ok(1 - Math.abs(overlap) <= (value.errors[memory] / gap) ** 2 + 1e-5, `${overlap}`);
    }
  }
});

test("splittingSpectrum: the criterion of the source's code is 2(λ − κ E[r x·w])", async () => {
  const { machine, task } = wide;
  const of = async (criterion: "true" | "paperCode") =>
    (await splittingSpectrum(machine, task, { rng: stream(1), criterion })).value;
  const [own, other] = [await of("true"), await of("paperCode")];
  assert.deepEqual(other.directions, own.directions);
  const { memories, responsibilities } = pottsGradient(machine, task.data, task.targets, 0.1);
  const kappa = machine.beta * machine.regularization;
  for (let gamma = 0; gamma < machine.P; gamma++) {
    // ∂L/∂w·w = −κ E[r x·w]
    let aligned = 0;
    for (let i = gamma * machine.N; i < (gamma + 1) * machine.N; i++) {
      aligned -= memories[i] * machine.memories[i];
    }
    const expected = 2 * (own.eigenvalues[gamma] - aligned);
    assert.ok(other.eigenvalues[gamma] < 0 && responsibilities[gamma] * kappa > Math.abs(aligned));
    assert.ok(Math.abs(other.eigenvalues[gamma] - expected) < 1e-6 * Math.abs(expected));
  }
});

test("splittingSpectrum: the same seed gives the same bits, few iterations are reported", async () => {
  const { machine, task } = wide;
  const [a, b] = [
    await splittingSpectrum(machine, task, { rng: stream(3) }),
    await splittingSpectrum(machine, task, { rng: stream(3) }),
  ];
  assert.deepEqual(a, b);
  const short = await splittingSpectrum(machine, task, { rng: stream(3), maximumIterations: 2 });
  assert.deepEqual([short.status, short.iterations], ["not-converged", 2]);
});

test("splittingSpectrum: an unknown criterion is refused", async () => {
  await assert.rejects(
    splittingSpectrum(smallNet, small, { rng: stream(1), criterion: "paper" as never }),
    { name: "TypeError", message: /expected criterion "true" or "paperCode", got "paper"/ },
  );
});

test("splittingSpectrum: data off the sphere and a missing rng are refused", async () => {
  const values = smallData.values.slice();
  values[0] = Number.NaN;
  await assert.rejects(
    splittingSpectrum(smallNet, { ...small, data: { ...smallData, values } }, { rng: stream(1) }),
    { name: "RangeError", message: /splittingSpectrum: expected rows of norm 1, got NaN at row 0/ },
  );
  await assert.rejects(splittingSpectrum(smallNet, small, {} as never), {
    name: "TypeError",
    message: "splittingSpectrum: expected rng, got none; stream(seed) opens one",
  });
});

test("leadingEigenvectors: products that are no numbers do not count as converged", async () => {
  const { isConverged } = await leadingEigenvectors({
    ...{ count: 1, N: 3, normals: Float64Array.of(1, 0, 0), tolerance: 1e-4 },
    ...{ maximumIterations: 5, rng: stream(1), multiply: (out) => void out.fill(Number.NaN) },
  });
  assert.equal(isConverged, false);
});
