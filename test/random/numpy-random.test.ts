import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pcg64, seedSequence } from "../support/numpy-random.ts";
import { repositoryRoot } from "../support/paths.ts";

interface Case {
  readonly entropy: string | readonly string[];
  readonly spawnKey: readonly number[];
  readonly [name: string]: string | readonly (string | number)[] | readonly string[][];
}
const fixture: { cases: Case[] } = JSON.parse(
  readFileSync(join(repositoryRoot, "test/fixtures/random/numpy-pcg64.json"), "utf8"),
);
const hex = (words: Iterable<number | bigint>) => Array.from(words, (word) => word.toString(16));
const times = <T>(count: number, draw: () => T) => Array.from({ length: count }, draw);
const seedsOf = ({ entropy, spawnKey }: Case) =>
  seedSequence(typeof entropy === "string" ? BigInt(entropy) : entropy.map(BigInt), spawnKey);

test("seedSequence: pool, words and children are those of NumPy", () => {
  assert.equal(fixture.cases.length, 16);
  for (const known of fixture.cases) {
    const seeds = seedsOf(known);
    assert.deepEqual(hex(seeds.pool), known.pool);
    assert.deepEqual(hex(seeds.words32(9)), known.words32);
    assert.deepEqual(hex(seeds.words64(3)), known.words64);
    const children = seeds.spawn(2).map((child) => hex(times(2, pcg64(child).raw)));
    assert.deepEqual(children, known.spawned);
  }
});

test("pcg64: words, doubles, advances and jumps are those of NumPy", () => {
  const bits = new DataView(new ArrayBuffer(8));
  const bitsOf = (x: number) => {
    bits.setFloat64(0, x);
    return bits.getBigUint64(0);
  };
  for (const known of fixture.cases) {
    const fresh = () => pcg64(seedsOf(known));
    assert.deepEqual(hex(times(5, fresh().raw)), known.raw);
    assert.deepEqual(hex(times(4, fresh().random).map(bitsOf)), known.random);
    assert.deepEqual(hex(times(3, fresh().advance(10n ** 30n + 3n).raw)), known.advanced);
    assert.deepEqual(hex(times(3, fresh().jumped().raw)), known.jumped);
    assert.deepEqual(hex(times(2, fresh().jumped(3n).raw)), known.jumpedThrice);
    const back = fresh();
    times(6, back.raw);
    assert.deepEqual(hex(times(5, back.advance(-6n).raw)), known.raw);
  }
});
