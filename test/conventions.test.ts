import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  allPatterns,
  ar1,
  capacityStudy,
  convertLoad,
  denseAssociativeMemory,
  diagnostics,
  dynamicsTheory,
  energy,
  energyPerSpin,
  estimateCapacity,
  exampleDistances,
  featureCorrelated,
  hammingSeparated,
  independent,
  independentSource,
  loadOf,
  localFields,
  lossAlongSplit,
  margins,
  meanEstimate,
  overlaps,
  packedPatterns,
  patternsFromRows,
  pottsLogits,
  pottsMachine,
  pottsTeacher,
  pottsTeacherStudent,
  power,
  recipe,
  renderedDigitVectors,
  retrievalTrajectories,
  retrieve,
  row,
  splittingMatrix,
  stability,
  stream,
  tangentSpectrum,
  trainPotts,
  unitVectors,
} from "../src/index.ts";
import { repositoryRoot } from "./support/paths.ts";

const flipped = (sigma: Int8Array, i: number) => sigma.map((s, j) => (j === i ? -s : s));
const patterns = independent(7, 20, stream(1, "conventions"));
const model = denseAssociativeMemory(patterns, power(3));
const sigma = row(independent(1, 20, stream(2, "conventions")), 0);
const dot = (a: Int8Array, b: Int8Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

const lines: Record<string, () => void | Promise<void>> = {
  spins: () => {
    assert.deepEqual([...row(packedPatterns(Uint32Array.of(0b101), 1, 3), 0)], [-1, 1, -1]);
    assert.deepEqual([...patternsFromRows([[1, -1, 1, 1]]).words], [0b0010]);
  },
  overlap: () => {
    assert.equal(overlaps(patterns, sigma)[2], dot(row(patterns, 2), sigma) / 20);
  },
  energy: () => {
    let expected = 0;
    for (let mu = 0; mu < 7; mu++) expected -= dot(row(patterns, mu), sigma) ** 3;
    assert.equal(energy(model, sigma), expected);
    assert.equal(energyPerSpin(model, sigma), expected / 20);
  },
  margin: () => {
    const g = margins(model, sigma);
    for (let i = 0; i < 20; i++) {
      assert.equal(g[i], energy(model, flipped(sigma, i)) - energy(model, sigma));
    }
    const stored = row(patterns, 0);
    const negative = margins(model, stored).filter((value) => value < 0).length;
    assert.equal(stability(patterns, power(3)).negativePerPattern[0], negative);
  },
  field: () => {
    const signal = 20 ** 3 - 18 ** 3;
    const h = localFields(model, sigma);
    margins(model, sigma).forEach((g, i) => {
      assert.ok(Math.abs(h[i] - (sigma[i] * g) / signal) < 1e-15);
    });
    const lone = patternsFromRows([[1, -1, -1, 1, 1]]);
    const stored = row(lone, 0);
    assert.deepEqual([...localFields(denseAssociativeMemory(lone, power(4)), stored)], [...stored]);
  },
  "self term": () => {
    const h = localFields(model, sigma);
    for (let i = 0; i < 20; i++) {
      assert.ok(Math.abs(localFields(model, flipped(sigma, i))[i] - h[i]) < 1e-15);
    }
    const kept = retrievalTrajectories(
      denseAssociativeMemory(independent(400, 20, stream(4, "many")), power(4)),
      [sigma],
      { steps: 1, selfCoupling: true },
    );
    assert.deepEqual(kept.states, sigma);
    assert.match(kept.warning!, /self/);
  },
  tie: () => {
    const close = patternsFromRows([
      [1, 1, 1, 1],
      [1, 1, 1, -1],
    ]);
    const counts = stability(close, power(3));
    assert.equal(counts.badPatterns, 0);
    assert.equal(counts.ties, 2);
    assert.equal(stability(close, power(3), { ties: "fail" }).badPatterns, 2);
    const start = row(close, 1);
    const kept = retrieve(denseAssociativeMemory(close, power(3)), start, {
      update: "synchronous",
    });
    assert.deepEqual(kept.state, start);
  },
  order: async () => {
    assert.equal(power(3).F(-2), -8);
    const table = await capacityStudy({ orders: [3], N: [8], trials: 2, seed: 1 });
    assert.deepEqual([table.get("energy", 0), table.get("order", 0)], ["poly", 3]);
  },
  time: () => {
    const steps: number[] = [];
    const onSweep = (sweep: number) => steps.push(sweep);
    for (const update of ["asynchronous", "synchronous"] as const) {
      steps.length = 0;
      const { sweeps } = retrieve(model, sigma, { update, onSweep });
      assert.deepEqual(
        steps,
        Array.from({ length: sweeps }, (_, k) => k + 1),
      );
    }
  },
  temperature: () => {
    const end = retrieve(model, sigma, { update: "asynchronous", recordEnergy: true });
    const energies = [...end.energies!];
    assert.ok(energies.every((value, k) => k === 0 || value <= energies[k - 1]));
    assert.ok(end.isFixedPoint);
    const lone = denseAssociativeMemory(patternsFromRows([sigma]), power(3));
    const runs = 4000;
    const { overlaps: m } = retrievalTrajectories(lone, Array(runs).fill(sigma), {
      steps: 1,
      temperature: 2,
      rng: stream(5, "heat bath"),
    });
    const mean = meanEstimate(Array.from({ length: runs }, (_, b) => m[2 * b + 1]));
    assert.ok(Math.abs(mean.mean - Math.tanh(1 / 2)) < 5 * mean.standardError);
    const { m: hot } = dynamicsTheory(
      { n: 3, load: 1e-9, temperature: 2 },
      { overlap0: 0.9, steps: 1, paths: 1000, populations: 2, rng: stream(6, "heat bath") },
    ).value;
    assert.ok(Math.abs(hot[1] - Math.tanh(0.9 ** 2 / 2)) < 1e-4);
  },
  response: () => {
    const exact = (n: number, steps: number) =>
      dynamicsTheory({ n, load: 0.1 }, { overlap0: 0.6, steps, solver: "exact" }).value.G;
    const [cubic, square] = [exact(3, 3), exact(2, 3)];
    for (const G of [cubic, square]) {
      for (let t = 0; t <= 3; t++) for (let s = t; s <= 3; s++) assert.equal(G[4 * t + s], 0);
      for (const t of [2, 3]) assert.ok(Math.abs(G[4 * t + t - 2]) < 1e-10);
      assert.ok(G[4] > 0.1 && G[13] !== 0);
    }
  },
  load: () => {
    assert.equal(loadOf(50, 100, 3), (3 * 50) / 100 ** 2);
    const krotov = convertLoad(loadOf(50, 100, 4), 100, 4, "variance", "krotov");
    assert.ok(Math.abs(krotov - 50 / 100 ** 3) < 1e-12 * krotov);
    const R = (interaction: "poly" | "rect") =>
      dynamicsTheory({ interaction, n: 3, load: 0.2 }, { overlap0: 1, steps: 1, solver: "exact" })
        .value.R[0];
    assert.ok(Math.abs(R("poly") - 0.2) < 1e-12 && Math.abs(R("rect") - 0.1) < 1e-12);
  },
  separation: () => {
    const P = 40;
    const separated = hammingSeparated(P, 200, { mean: 0.3, minimum: 20 }, stream(3, "separation"));
    const found = diagnostics(separated);
    assert.ok(found.distanceMin >= 20);
    // pairs share patterns: the mean over pairs varies like sd/√(P/2)
    const se = found.distanceSd / Math.sqrt(P / 2);
    assert.ok(Math.abs(found.distanceMean - 0.3 * 200) < 5 * se);
  },
  correlation: () => {
    const P = 20000;
    const set = featureCorrelated(P, 2, ar1(0.5), stream(4, "correlation"));
    let sum = 0;
    for (let mu = 0; mu < P; mu++) sum += row(set, mu)[0] * row(set, mu)[1];
    assert.ok(Math.abs(sum / P - 0.5) < 5 * Math.sqrt((1 - 0.25) / P));
  },
  streams: () => {
    const parent = stream(5, "a");
    const before = parent.split("b").uint32();
    parent.uint32();
    assert.equal(parent.split("b").uint32(), before);
    assert.equal(stream(5, "a", "b").uint32(), before);
  },
  "standard error": async () => {
    const options = {
      source: independentSource(),
      interaction: power(2),
      criterion: allPatterns(),
    };
    const estimate = await estimateCapacity({ ...options, N: 16, trials: 8, seed: 1 });
    const { mean, samples } = estimate;
    const squares = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    assert.equal(samples.length, 8);
    assert.ok(Math.abs(estimate.standardError - Math.sqrt(squares / 7 / 8)) < 1e-12);
  },
  "Potts machine": () => {
    const memories = Float64Array.of(0.6, 0.8, 0, 0, 0, 1);
    const classWeights = Float64Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4);
    const parts = { N: 3, C: 2, memories, classWeights, beta: 5, regularization: 0.8 };
    const machine = pottsMachine({ ...parts, normaliser: "exact" });
    const x = unitVectors([0, 0.6, 0.8], 1, 3);
    const normaliser = Math.log(Math.sinh(5) / 5);
    const scores = [0.8 * 5 * 0.48 - normaliser, 0.8 * 5 * 0.8 - normaliser, 0];
    const expected = [0, 1, 2].map((y) =>
      Math.log(scores.reduce((sum, h, row) => sum + classWeights[3 * row + y] * Math.exp(h), 0)),
    );
    const found = pottsLogits(machine, x);
    for (const [y, logit] of expected.entries()) assert.ok(Math.abs(found[y] - logit) < 1e-12);
  },
  "Potts loss": async () => {
    const data = renderedDigitVectors({ size: 6, perDigit: 2 }, stream(1, "conventions"));
    const options = { memories: 3, labels: data.labels, C: 10, validation: 0, batch: data.M };
    const rest = { epochs: 1, patience: "none" as const, arithmetic: "float64" as const };
    const { epochs, state } = await trainPotts(data, { ...options, ...rest, rng: stream(2) });
    const uniform = (prior: number) => -prior * Math.log(prior);
    // before the first step all memories have the prior as labels; beta = 1 hardly weighs them
    const { prior } = state;
    assert.ok(Math.abs(epochs[0].loss - prior.reduce((sum, p) => sum + uniform(p), 0)) < 0.1);
  },
  splitting: () => {
    const data = renderedDigitVectors({ size: 6, perDigit: 2 }, stream(1, "conventions"));
    const memories = data.values.slice(0, 36);
    const classWeights = new Float64Array(22).fill(1 / 11);
    const machine = pottsMachine({ N: 36, C: 10, memories, classWeights, beta: 20 });
    const task = { data, targets: { labels: data.labels }, softening: 0.1 };
    const S = splittingMatrix(machine, task, 0);
    const { eigenvalues: all, directions } = tangentSpectrum(S, memories);
    const split = { memory: 0, direction: directions.slice(0, 36), eigenvalue: all[0] };
    const [{ loss }, start] = lossAlongSplit(machine, task, split, [1e-3, 0]);
    assert.ok(Math.abs((loss - start.loss) / (all[0] * 0.5e-6) - 1) < 1e-3);
  },
  "teacher and student": () => {
    const { value } = pottsTeacherStudent({ load: 2, signal: 1.5, patterns: 1 });
    assert.ok(Math.abs(value.qDiag - 4.5 / 5.5) < 1e-12);
    const teacher = pottsTeacher({ P: 1, N: 16, signal: 1.5, rng: stream(3) });
    assert.equal(teacher.beta, 1.5 * Math.sqrt(16));
    // examples of a binary teacher: with probability in proportion to exp(beta N m^n) of distinct spins
    const law = exampleDistances(2, 3, 0.5);
    const weight = (d: number) => Math.exp(0.5 * (2 / 3) * (((3 - 2 * d) ** 2 - 3) / 2));
    const total = [1, 3, 3, 1].reduce((sum, many, d) => sum + many * weight(d), 0);
    for (const [d, many] of [1, 3, 3, 1].entries()) {
      assert.ok(Math.abs(law[d] - (many * weight(d)) / total) < 1e-12);
    }
  },
  record: () => {
    const made = recipe({ name: "a", version: 2, parameters: { N: 3 }, seed: 1 });
    const { version } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));
    assert.ok(JSON.stringify(made).includes(version));
    assert.deepEqual([made.name, made.version, made.parameters, made.seed], ["a", 2, { N: 3 }, 1]);
  },
};

for (const [matter, holds] of Object.entries(lines)) test(`conventions: ${matter}`, holds);

test("conventions: every line of the page has a test of its name", () => {
  const page = readFileSync(join(repositoryRoot, "src", "CONVENTIONS.md"), "utf8");
  const matters = [...page.matchAll(/^\| ([^|]+?) \|/gm)].map(([, matter]) => matter).slice(1);
  assert.deepEqual(matters, Object.keys(lines));
});
