import assert from "node:assert/strict";
import { test } from "node:test";
import { lastWordMask } from "../../src/core/bits.ts";
import { prefix } from "../../src/patterns/patterns.ts";
import type { PatternSource } from "../../src/patterns/source.ts";
import { stream } from "../../src/random/stream.ts";

/** Sizes at which the laws are tried; a source that needs special N names its own. */
export interface LawSizes {
  readonly P: number;
  readonly N: readonly number[];
}

/** Registers the laws that every source of patterns obeys, one test a law. */
export function lawsOfGenerator(
  make: () => PatternSource,
  sizes: LawSizes = { P: 12, N: [5, 32, 45] },
): void {
  const { P } = sizes;
  const title = make().name;
  const draw = (P: number, N: number, label: string) =>
    make().draw(P, N, stream(11, "laws", label));

  test(`${title}: the same stream gives the same set, another stream another one`, () => {
    const N = sizes.N[sizes.N.length - 1];
    assert.deepEqual(draw(P, N, "a"), draw(P, N, "a"));
    assert.notDeepEqual(draw(P, N, "a"), draw(P, N, "b"));
  });

  test(`${title}: two sets from one stream differ`, () => {
    const source = make();
    const N = sizes.N[sizes.N.length - 1];
    const rng = stream(11, "laws");
    assert.notDeepEqual(source.draw(P, N, rng), source.draw(P, N, rng));
  });

  test(`${title}: P × N spins with zero padding`, () => {
    for (const N of sizes.N) {
      for (const size of [0, 1, P]) {
        const set = draw(size, N, "shape");
        assert.equal(set.P, size);
        assert.equal(set.N, N);
        assert.equal(set.wordsPerRow, Math.ceil(N / 32));
        assert.equal(set.words.length, size * set.wordsPerRow);
        for (let mu = 0; mu < size; mu++) {
          const last = set.words[(mu + 1) * set.wordsPerRow - 1];
          assert.equal((last & ~lastWordMask(N)) >>> 0, 0);
        }
      }
    }
  });

  test(`${title}: a smaller set is the beginning of a larger one`, () => {
    for (const N of sizes.N) {
      const large = draw(P, N, "prefix");
      for (const size of [0, 1, P - 3]) {
        const small = draw(size, N, "prefix");
        assert.deepEqual([...small.words], [...prefix(large, size).words]);
      }
    }
  });

  test(`${title}: sizes that are no sizes are refused by name`, () => {
    const name = /^[a-zA-Z]+: expected /;
    for (const [P, N] of [
      [3, 0],
      [3, -1],
      [3, 2.5],
      [3, Number.NaN],
      [-1, 8],
      [1.5, 8],
      [Number.NaN, 8],
    ]) {
      assert.throws(() => draw(P, N, "bad"), { name: "RangeError", message: name });
    }
  });

  test(`${title}: name and recipe are plain data and do not change`, () => {
    const source = make();
    assert.deepEqual(JSON.parse(JSON.stringify(source.recipe)), source.recipe);
    assert.ok(Object.isFrozen(source));
    assert.equal(make().name, source.name);
  });
}
