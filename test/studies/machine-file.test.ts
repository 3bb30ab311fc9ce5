import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { recipe } from "../../src/experiment/record.ts";
import { trainPotts } from "../../src/learning/train-potts.ts";
import { pottsMachine } from "../../src/models/potts-machine.ts";
import { normalised } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";
import { machineText, readMachine, saveMachine } from "../../src/studies/machine-file.ts";
import { packArrays, unpackArrays } from "../../src/studies/packed-arrays.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const made = recipe({ name: "train/potts", version: 1, parameters: { P: 3 }, seed: 7 });
const rng = stream(5, "machine");
const numbers = new Float64Array(3 * 8);
rng.fillGaussian(numbers);
const machine = pottsMachine({
  N: 8,
  C: 2,
  memories: normalised(numbers, 3, 8).values,
  classWeights: Float64Array.from({ length: 12 }, () => rng.uniform()),
  beta: 1 / 3,
  regularization: 0.6,
});
const provenance = { time: "2026-01-01T00:00:00.000Z", seconds: 1, commit: null, machine: "any" };

test("saveMachine, readMachine: the same machine bit for bit, with all that is told about it", async (t) => {
  const path = join(temporaryFolder(t), "machine.json");
  const facts = {
    recipe: made,
    classes: ["cat", "dog"],
    image: { height: 2, width: 4 },
    training: { epochs: 3, loss: -0.1 },
    provenance,
  };
  await saveMachine(path, machine, facts);
  const read = await readMachine(path);
  assert.deepEqual(read, { ...facts, machine, state: null });
  assert.deepEqual(read.machine.memories, machine.memories);
  assert.deepEqual(read.machine.classWeights, machine.classWeights);
  assert.deepEqual(readdirSync(join(path, "..")), ["machine.json"]);
  await saveMachine(path, machine, { recipe: made });
  const bare = await readMachine(path);
  assert.deepEqual([bare.classes, bare.image, bare.training], [["0", "1"], null, null]);
});

test("saveMachine: training goes on from a read state as if it had not stopped", async (t) => {
  const path = join(temporaryFolder(t), "machine.json");
  const values = new Float64Array(60 * 5);
  rng.fillGaussian(values);
  const data = normalised(values, 60, 5);
  const labels = Int32Array.from({ length: 60 }, (_, a) => a % 3);
  const options = { memories: 4, labels, batch: 20, patience: "none" as const, rng: stream(1) };
  const whole = await trainPotts(data, { ...options, epochs: 6 });
  const half = await trainPotts(data, { ...options, epochs: 3 });
  await saveMachine(path, half.machine, { recipe: made, state: half.state });
  const { state } = await readMachine(path);
  assert.deepEqual(state, half.state);
  assert.ok(state);
  const resumed = await trainPotts(data, { ...options, epochs: 6, resume: state });
  assert.deepEqual(resumed.machine.memories, whole.machine.memories);
  assert.deepEqual(resumed.machine.classWeights, whole.machine.classWeights);
  assert.equal(resumed.machine.beta, whole.machine.beta);
});

test("readMachine: what is cut off, changed, of another kind or newer is refused by name", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "machine.json");
  const text = machineText(machine, { recipe: made, provenance });
  const refused = async (other: string, message: RegExp) => {
    assert.notEqual(other, text);
    writeFileSync(path, other);
    await assert.rejects(readMachine(path), message);
  };
  const whole =
    /^Error: readMachine: expected a whole model file, got other or incomplete content in .*machine\.json; restore/;
  await refused("", whole);
  await refused(text.slice(0, -3), whole);
  await refused(text.slice(0, 200), whole);
  await refused("null", /expected a model file, got something else/);
  await refused('{"cells": []}', /expected a model file, got something else/);
  await refused(
    text.replace('"version": 1,', '"version": 2,').replace("damlab 0.1.0", "damlab 9.9.9"),
    /expected version 1 of model files, got version 2 \(damlab 9\.9\.9\) in .*; update damlab/,
  );
  await refused(text.replace('"classes":', '"names":'), /expected a model file, got other content/);
  const changed = /expected the content that was written, got other content \(SHA-256\) in/;
  const digit = text.indexOf('"base64":"') + 20;
  const other = text[digit] === "A" ? "B" : "A";
  await refused(`${text.slice(0, digit)}${other}${text.slice(digit + 1)}`, changed);
  await refused(text.replace('"seed":7', '"seed":8'), changed);
  await refused(text.replace('"classes": ["0","1"]', '"classes": ["1","0"]'), changed);
  await refused(
    machineText({ ...machine, beta: -1 }, { recipe: made }),
    /expected a machine, got pottsMachine: expected finite beta >= 0, got -1; .* in .*machine\.json/,
  );
  // where and when is beside: it may change
  writeFileSync(path, text.replace("2026-01-01", "2027-01-01"));
  assert.equal((await readMachine(path)).provenance?.time, "2027-01-01T00:00:00.000Z");
  await assert.rejects(
    readMachine(join(folder, "absent.json")),
    /expected a model file, got .*absent\.json \(ENOENT\); damlab train writes one/,
  );
});

test("saveMachine: what cannot be kept is refused before a file is touched", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "machine.json");
  writeFileSync(path, "before");
  const refused = async (facts: object, message: RegExp) =>
    assert.rejects(saveMachine(path, machine, facts as { recipe: typeof made }), message);
  await refused({ recipe: made, classes: ["one"] }, /a name for each of C = 2 classes, got 1/);
  await refused(
    { recipe: made, image: { height: 3, width: 3 } },
    /expected an image of N = 8 pixels, got 3 x 3/,
  );
  await refused({}, /^TypeError: saveMachine: expected { recipe, … }, got none/);
  assert.equal(readFileSync(path, "utf8"), "before");
  mkdirSync(join(folder, "folder"));
  await assert.rejects(
    saveMachine(join(folder, "folder"), machine, { recipe: made }),
    /saveMachine: expected a file that can be written, got .*folder \(E\w+\)/,
  );
});

test("packArrays: every number comes back, equal arrays are kept once, short numbers shortly", () => {
  const odd = Float64Array.of(-0, 1 / 3, Number.MIN_VALUE, 1e308, -Infinity);
  const short = Float64Array.of(-0, 0.5, 3, Math.fround(0.1));
  const value = { odd, list: [short, odd], whole: Int32Array.of(-5, 2 ** 31 - 1), n: 1, no: null };
  const packed = packArrays(value);
  assert.deepEqual(
    packed.arrays.map(({ kept }) => kept),
    ["float32", "float64", "int32"],
  );
  const turned = Object.fromEntries(Object.entries(value).reverse());
  assert.deepEqual(packArrays(turned), packed);
  const back = unpackArrays(JSON.parse(JSON.stringify(packed))) as typeof value;
  assert.deepEqual(back, value);
  assert.deepEqual(back.odd, odd);
  assert.notEqual(back.list[1], back.odd);
});

test("saveMachine: a thousand memories of 784 pixels take less than 10 MB", () => {
  const values = new Float64Array(1000 * 784);
  rng.fillGaussian(values);
  const large = pottsMachine({
    N: 784,
    C: 10,
    memories: normalised(values, 1000, 784).values,
    classWeights: new Float64Array(1001 * 11).fill(1 / 3),
    beta: 1,
  });
  assert.ok(machineText(large, { recipe: made }).length < 10e6);
});
