import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { table } from "arquero";
import type { NotStored } from "../../src/experiment/not-stored.ts";
import { produceOrLoad } from "../../src/experiment/produce-or-load.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const parameters = { N: 32, beta: Infinity, seed: 1 };
const rows = () => table({ m: [0.1 + 0.2, -0, Number.NaN, null], name: ["", "ξ", "true", null] });
const never = () => assert.fail("computed although it is stored");

test("produceOrLoad: a table is computed once and comes back bit for bit", async (t) => {
  const folder = temporaryFolder(t);
  const first = await produceOrLoad("a/n=3", parameters, rows, { folder });
  const second = await produceOrLoad("a/n=3", parameters, never as typeof rows, { folder });
  assert.deepEqual(first.objects(), rows().objects());
  assert.deepEqual(second.objects(), first.objects());
  assert.deepEqual(readdirSync(join(folder, "a")).sort(), ["n=3.csv", "n=3.record.json"]);
});

test("produceOrLoad: any JSON value is computed once and comes back bit for bit", async (t) => {
  const folder = temporaryFolder(t);
  const value = { list: [1, -0, Infinity], nested: { text: "é", none: null, yes: true } };
  const run = (given: typeof parameters) => ({ ...value, N: given.N });
  const first = await produceOrLoad("a/value", parameters, run, { folder });
  const second = await produceOrLoad("a/value", parameters, never as typeof run, { folder });
  assert.deepEqual(first, { ...value, N: 32 });
  assert.deepEqual(second, first);
});

test("produceOrLoad: the record holds recipe, hash and provenance, no absolute path", async (t) => {
  const folder = temporaryFolder(t);
  await produceOrLoad("a/b", parameters, rows, { folder, version: 4 });
  const text = readFileSync(join(folder, "a", "b.record.json"), "utf8");
  const { recipe, hash, provenance } = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual(recipe, {
    name: "a/b",
    package: (recipe as { package: string }).package,
    parameters: { N: 32, beta: { $number: "Infinity" } },
    seed: 1,
    version: 4,
  });
  assert.match(String(hash), /^[0-9a-f]{64}$/);
  assert.ok((provenance as { seconds: number }).seconds >= 0);
  assert.ok(!text.includes(folder));
});

test("produceOrLoad: other parameters, seed or version are refused by name, file kept", async (t) => {
  const folder = temporaryFolder(t);
  await produceOrLoad("a/b", parameters, rows, { folder });
  const before = readFileSync(join(folder, "a", "b.csv"), "utf8");
  await assert.rejects(produceOrLoad("a/b", { ...parameters, N: 64, n: 2 }, rows, { folder }), {
    message:
      `produceOrLoad: expected the parameters stored in ${folder}/a/b.csv (parameters.N = 32, parameters.n = nothing), ` +
      "got parameters.N = 64, parameters.n = 2; delete the file or rename the study",
  });
  const reseeded = produceOrLoad("a/b", { ...parameters, seed: 2 }, rows, { folder });
  await assert.rejects(reseeded, /\(seed = 1\), got seed = 2;/);
  const changed = produceOrLoad("a/b", parameters, rows, { folder, version: 2 });
  await assert.rejects(changed, /\(version = 1\), got version = 2;/);
  const unnamed = produceOrLoad("a/b", { ...parameters, N: undefined }, rows, { folder });
  await assert.rejects(unnamed, /\(parameters.N = 32\), got parameters.N = nothing;/);
  assert.equal(readFileSync(join(folder, "a", "b.csv"), "utf8"), before);
});

test("produceOrLoad: parameters called like fields of the recipe hide nothing", async (t) => {
  const folder = temporaryFolder(t);
  const named = { version: 7, package: "p", name: "s", parameters: 1 };
  const call = (version: number) => produceOrLoad("a/b", named, () => version, { folder, version });
  assert.equal(await call(1), 1);
  await assert.rejects(call(2), /\(version = 1\), got version = 2;/);
  const renamed = produceOrLoad("a/b", { ...named, version: 8 }, () => 1, { folder });
  await assert.rejects(renamed, /\(parameters.version = 7\), got parameters.version = 8;/);
});

test("produceOrLoad: a seed that is no integer from 0 is refused before anything is computed", async (t) => {
  const folder = temporaryFolder(t);
  for (const seed of [Number.NaN, 0.5, -1, Infinity]) {
    await assert.rejects(produceOrLoad("a/b", { seed }, never as typeof rows, { folder }), {
      name: "RangeError",
      message: `recipe: expected an integer seed 0 <= seed < 2^53, got ${seed}`,
    });
  }
  const text = produceOrLoad("a/b", { seed: "1" }, never as typeof rows, { folder });
  await assert.rejects(text, /^TypeError: produceOrLoad: expected a number as seed, got 1$/);
});

test("produceOrLoad: after deleting the data any parameters are computed again", async (t) => {
  const folder = temporaryFolder(t);
  await produceOrLoad("a/b", parameters, rows, { folder });
  rmSync(join(folder, "a", "b.csv"));
  const other = await produceOrLoad("a/b", { N: 64 }, () => [64], { folder });
  assert.deepEqual(other, [64]);
  assert.deepEqual(
    await produceOrLoad("a/b", { N: 64 }, never as () => number[], { folder }),
    [64],
  );
});

test("produceOrLoad: damaged or foreign files are named and left as they are", async (t) => {
  const folder = temporaryFolder(t);
  await produceOrLoad("a/b", parameters, rows, { folder });
  const again = () => produceOrLoad("a/b", parameters, never as typeof rows, { folder });
  const data = join(folder, "a", "b.csv");
  const record = join(folder, "a", "b.record.json");
  const recordText = readFileSync(record, "utf8");

  truncateSync(data, 5);
  await assert.rejects(
    again(),
    /expected the data recorded for .*a\/b\.csv, got other or incomplete/,
  );
  assert.equal(readFileSync(data, "utf8").length, 5);
  truncateSync(record, 20);
  await assert.rejects(
    again(),
    /expected a record in .*a\/b\.record\.json, got other or incomplete/,
  );
  writeFileSync(record, recordText.replace('"N": 32', '"N": 33'));
  await assert.rejects(again(), /expected a record in /);
  writeFileSync(record, recordText.replaceAll("b.csv", "b.json"));
  await assert.rejects(
    again(),
    /expected a record beside .*a\/b\.csv, got one for b\.json; delete/,
  );
  rmSync(record);
  await assert.rejects(again(), /expected a record beside .*a\/b\.csv, got none; delete the file/);
  assert.ok(readFileSync(data, "utf8").length > 0);
});

test("produceOrLoad: a run that throws or a result that cannot be stored leaves nothing", async (t) => {
  const folder = temporaryFolder(t);
  const failing = produceOrLoad("a/b", parameters, () => Promise.reject(new Error("x")), {
    folder,
  });
  await assert.rejects(failing, /^Error: x$/);
  const result = table({ f: [rows] });
  const unstorable = produceOrLoad("a/b", parameters, () => result, { folder });
  await assert.rejects(unstorable, (error: NotStored) => {
    assert.match(error.message, /the result of a\/b, got TypeError: .* in column f, got function;/);
    assert.equal(error.result, result);
    return true;
  });
  assert.deepEqual(readdirSync(join(folder, "a")), []);
});

test("produceOrLoad: an unwritable folder is named before anything is computed", async (t) => {
  const folder = join(temporaryFolder(t), "file");
  writeFileSync(folder, "");
  await assert.rejects(produceOrLoad("a/b", parameters, never as typeof rows, { folder }), {
    message: /expected a writable folder, got .*file\/a \((ENOTDIR|EEXIST)\); pass another one/,
  });
});

test("produceOrLoad: the default folder is data/out of the project", async (t) => {
  const project = temporaryFolder(t);
  mkdirSync(join(project, "notebooks"));
  writeFileSync(join(project, "package.json"), "{}");
  const before = process.cwd();
  process.chdir(join(project, "notebooks"));
  t.after(() => process.chdir(before));
  await produceOrLoad("a/b", {}, () => 1);
  assert.deepEqual(readdirSync(join(project, "data", "out", "a")), ["b.json", "b.record.json"]);
  const other = produceOrLoad("a/b", { N: 2 }, () => 1);
  await assert.rejects(
    other,
    /stored in data\/out\/a\/b\.json \(parameters.N = nothing\), got parameters.N = 2;/,
  );
});

test("produceOrLoad: a name that is not study/name is refused", async () => {
  for (const name of ["b", "a/b/c", "../b", "a/..", "/a/b", "a/b c", ""]) {
    await assert.rejects(
      produceOrLoad(name, {}, () => 1),
      {
        name: "RangeError",
        message: /expected a name of the form study\/name .*, got "/,
      },
    );
  }
});
