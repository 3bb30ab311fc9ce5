import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { NotStored } from "../../src/experiment/not-stored.ts";
import { produceOrLoad } from "../../src/experiment/produce-or-load.ts";
import { recipe } from "../../src/experiment/record.ts";
import { readStored, writeStored } from "../../src/experiment/stored-result.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const never = () => assert.fail("computed although it is stored");

test("writeStored: concurrent callers of one result get the same, valid one", async (t) => {
  const folder = temporaryFolder(t);
  let calls = 0;
  const run = () => ({ caller: calls++, values: Array.from({ length: 5000 }, (_, i) => i / 7) });
  const call = () => produceOrLoad("a/b", { seed: 1 }, run, { folder });
  const results = await Promise.all([call(), call(), call()]);
  assert.equal(calls, 3);
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
  assert.deepEqual(await call(), results[0]);
  assert.deepEqual(readdirSync(join(folder, "a")).sort(), ["b.json", "b.record.json"]);
});

test("writeStored: of concurrent callers with other parameters one stores, the others hear it", async (t) => {
  const folder = temporaryFolder(t);
  const call = (k: number) => produceOrLoad("a/b", { k }, async () => [k], { folder });
  const ends = await Promise.allSettled([1, 2, 3].map(call));
  const stored = ends.flatMap((end) => (end.status === "fulfilled" ? end.value : []));
  assert.equal(stored.length, 1);
  assert.deepEqual(await produceOrLoad("a/b", { k: stored[0] }, never, { folder }), stored);
  for (const [i, end] of ends.entries()) {
    if (end.status === "fulfilled") continue;
    assert.ok(end.reason instanceof NotStored);
    assert.deepEqual(end.reason.result, [i + 1]);
    assert.match(
      end.reason.message,
      new RegExp(`\\(parameters\\.k = ${stored[0]}\\), got parameters\\.k = ${i + 1};`),
    );
  }
});

test("writeStored: of many writers at one moment exactly one stores", async (t) => {
  const folder = temporaryFolder(t);
  const stems = Array.from({ length: 20 }, (_, i) => `n${i}`);
  const write = async (stem: string, k: number): Promise<number[]> => {
    const place = { folder, stem, shown: "a" };
    const made = {
      recipe: recipe({ name: `a/${stem}`, version: 1, parameters: { k }, seed: null }),
      provenance: { time: "", seconds: 0, commit: null, machine: "" },
    };
    const text = `[${k}]\n`;
    const stored = await writeStored(place, { data: `${stem}.json`, text }, made);
    return stored === null ? [k] : [];
  };
  for (const stem of stems) {
    const winners = await Promise.all([1, 2, 3, 4].map((k) => write(stem, k)));
    const stored = await readStored({ folder, stem, shown: "a" });
    assert.deepEqual([stored?.record.recipe.parameters.k], winners.flat());
    assert.equal(stored?.text, `[${winners.flat()}]\n`);
  }
});

test("writeStored: the first of several processes stores each name, the others hear it", async (t) => {
  const folder = temporaryFolder(t);
  const module = new URL("../../src/experiment/produce-or-load.js", import.meta.url).href;
  const names = Array.from({ length: 20 }, (_, i) => `a/n${i}`);
  const script = `
    const { produceOrLoad } = await import(${JSON.stringify(module)});
    const k = Number(process.argv[1]);
    const call = (name) => produceOrLoad(name, { k }, () => [k], { folder: process.argv[2] });
    const ends = await Promise.allSettled(${JSON.stringify(names)}.map(call));
    console.log(JSON.stringify(ends.map(({ status, reason }) =>
      status === "fulfilled" ? "" : reason.constructor.name + reason.message)));`;
  const ends = await Promise.all(
    [1, 2, 3].map(async (k) => {
      const args = ["--input-type=module", "-e", script, String(k), folder];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      return JSON.parse(stdout) as string[];
    }),
  );
  for (const [i, name] of names.entries()) {
    const winner = ends.findIndex((end) => end[i] === "") + 1;
    assert.deepEqual(await produceOrLoad(name, { k: winner }, never, { folder }), [winner]);
    for (const [j, end] of ends.entries()) {
      if (j + 1 !== winner) assert.match(end[i], new RegExp(`parameters\\.k = ${winner}\\), got `));
    }
  }
  assert.equal(readdirSync(join(folder, "a")).length, 2 * names.length);
});

test("writeStored: the data is never seen in part, nor without its record", async (t) => {
  const folder = temporaryFolder(t);
  const sizes = new Set<number>();
  let done = false;
  const watch = (): void => {
    const size = statSync(join(folder, "a", "b.json"), { throwIfNoEntry: false })?.size;
    if (size !== undefined) {
      sizes.add(size);
      assert.ok(statSync(join(folder, "a", "b.record.json")).size > 0);
    }
    if (!done) setImmediate(watch);
  };
  watch();
  await produceOrLoad("a/b", {}, () => ["x".repeat(20_000_000)], { folder });
  await new Promise((resolve) => setTimeout(resolve, 5));
  done = true;
  assert.deepEqual([...sizes], [statSync(join(folder, "a", "b.json")).size]);
});

test("writeStored: when files cannot be written the error names the study and has the result", async (t) => {
  const folder = temporaryFolder(t);
  const run = () => {
    rmSync(join(folder, "a"), { recursive: true });
    return { r: 1 };
  };
  await assert.rejects(produceOrLoad("a/b", {}, run, { folder }), (error: NotStored) => {
    assert.ok(error instanceof NotStored);
    assert.match(
      error.message,
      /^produceOrLoad: expected to store the result of a\/b, got Error: ENOENT: .*; the property/,
    );
    assert.equal((error.cause as NodeJS.ErrnoException).code, "ENOENT");
    assert.deepEqual(error.result, { r: 1 });
    return true;
  });
});

test("writeStored: a claim left behind is named, and nothing is written", async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, "a", "b.claim"), { recursive: true });
  await assert.rejects(
    produceOrLoad("a/b", {}, () => 1, { folder }),
    /got Error: produceOrLoad: expected other writers to finish, got .*a\/b\.claim; delete this/,
  );
  assert.deepEqual(readdirSync(join(folder, "a")), ["b.claim"]);
});

test("writeStored: a claim that goes away is waited for", async (t) => {
  const folder = temporaryFolder(t);
  const claim = join(folder, "a", "b.claim");
  mkdirSync(claim, { recursive: true });
  setTimeout(() => rmSync(claim, { recursive: true }), 100);
  assert.equal(await produceOrLoad("a/b", {}, () => 1, { folder }), 1);
  assert.equal(readFileSync(join(folder, "a", "b.json"), "utf8"), "1\n");
});
