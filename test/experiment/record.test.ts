import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageVersion } from "../../src/experiment/package-version.ts";
import { provenance, recipe, recipeHash, sha256Hex } from "../../src/experiment/record.ts";
import { repositoryRoot } from "../support/paths.ts";

const identity = { name: "a/b", version: 1, parameters: { N: 32, beta: Infinity }, seed: 1 };

test("packageVersion: is the version in package.json", () => {
  const text = readFileSync(join(repositoryRoot, "package.json"), "utf8");
  assert.equal(packageVersion, (JSON.parse(text) as { version: string }).version);
});

test("recipeHash: changes with each part of the identity, not with the order of parameters", () => {
  const hash = recipeHash(recipe(identity));
  assert.match(hash, /^[0-9a-f]{64}$/);
  const reordered = { ...identity, parameters: { beta: Infinity, N: 32 } };
  assert.equal(recipeHash(recipe(reordered)), hash);
  const changes = [
    { name: "a/c" },
    { version: 2 },
    { parameters: { N: 33, beta: Infinity } },
    { parameters: { N: 32, beta: "Infinity" } },
    { seed: null },
  ];
  const hashes = changes.map((change) => recipeHash(recipe({ ...identity, ...change })));
  assert.equal(new Set([hash, ...hashes]).size, changes.length + 1);
});

test("recipe: a version that is not a positive integer is refused", () => {
  for (const version of [0, 1.5, Number.NaN]) {
    assert.throws(() => recipe({ ...identity, version }), {
      name: "RangeError",
      message: `recipe: expected an integer version >= 1, got ${version}`,
    });
  }
});

test("sha256Hex: agrees with OpenSSL on non-ASCII text", () => {
  for (const text of ["", "abc", "ξ_i^μ = ±1", "x".repeat(1000)]) {
    assert.equal(sha256Hex(text), createHash("sha256").update(text).digest("hex"));
  }
});

test("provenance: says when, how long, where, but neither host nor user", async () => {
  const made = await provenance(new Date(Date.now() - 2000));
  assert.ok(made.seconds >= 2 && made.seconds < 60, `${made.seconds}`);
  assert.ok(!Number.isNaN(Date.parse(made.time)));
  assert.match(made.machine, /^Node \d+\.\d+\.\d+, /);
  assert.deepEqual(Object.keys(made).sort(), ["commit", "machine", "seconds", "time"]);
});
