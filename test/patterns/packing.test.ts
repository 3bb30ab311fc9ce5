import assert from "node:assert/strict";
import { test } from "node:test";
import { distance } from "../../src/core/bits.ts";
import { nearRows } from "../../src/patterns/near-rows.ts";
import { packRows } from "../../src/patterns/packing.ts";
import { exactFlipRows, independentRows, randomCentroid } from "../../src/patterns/proposals.ts";
import { stream } from "../../src/random/stream.ts";

/** Every candidate compared with every kept row. */
function literalPacking(
  P: number,
  N: number,
  propose: (words: Uint32Array, offset: number) => void,
  limits: { minimum: number; maximum: number; tries: number },
): Uint32Array[] {
  const kept: Uint32Array[] = [];
  let refused = 0;
  while (kept.length < P && refused < limits.tries) {
    const candidate = new Uint32Array(Math.ceil(N / 32));
    propose(candidate, 0);
    const isKept = kept.every((row) => {
      const d = distance(row, 0, candidate, 0, row.length);
      return d >= limits.minimum && d <= limits.maximum;
    });
    if (isKept) kept.push(candidate);
    refused = isKept ? 0 : refused + 1;
  }
  return kept;
}

test("packRows: keeps the rows that comparing every candidate with every kept row keeps", () => {
  const cases: [number, number, number, number, number | null][] = [
    [600, 64, 1, 64, null],
    [600, 64, 4, 63, null],
    [600, 64, 12, 52, null],
    [200, 64, 20, 64, null],
    [900, 10, 1, 10, null],
    [600, 10, 1, 9, null],
    [60, 20, 5, 17, null],
    [300, 33, 5, 28, null],
    [300, 100, 10, 100, 6],
    [300, 200, 1, 200, 1],
    [5, 1, 1, 1, null],
  ];
  for (const [P, N, minimum, maximum, flips] of cases) {
    const propose = () => {
      const rng = stream(1, "packing", N, minimum);
      return flips === null
        ? independentRows(N, rng)
        : exactFlipRows(N, flips, randomCentroid(N, rng), rng);
    };
    const limits = { minimum, maximum, tries: 300 };
    const expected = literalPacking(P, N, propose(), limits);
    const packed = packRows(P, N, propose(), limits);
    assert.equal(packed.P, expected.length, `${P} ${N} ${minimum}`);
    assert.deepEqual(
      [...packed.words],
      expected.flatMap((row) => [...row]),
    );
  }
});

test("nearRows: finds a row at the radius wherever its bits differ, and none beyond", () => {
  const N = 45;
  for (const radius of [0, 1, 3, 5]) {
    for (const negative of [false, true]) {
      const rng = stream(2, "near", radius);
      const propose = independentRows(N, rng);
      const words = new Uint32Array(400 * 2);
      const near = nearRows(words, 400, N, radius, negative);
      for (let mu = 0; mu < 400; mu++) {
        propose(words, 2 * mu);
        near.add(mu);
      }
      let left = 0;
      for (let k = 0; k < 300; k++) {
        const probe = new Uint32Array(2);
        const mu = rng.below(400);
        exactFlipRows(N, radius + (k % 2), words.slice(2 * mu, 2 * mu + 2), rng)(probe, 0);
        const expected = Array.from({ length: 400 }, (_, nu) =>
          distance(words, 2 * nu, probe, 0, 2),
        ).some((d) => d <= radius);
        if (negative) {
          probe[0] = ~probe[0];
          probe[1] = ~probe[1] & 0x1fff;
        }
        const found = near.has(probe);
        if (found === null) left += 1;
        else assert.equal(found, expected, `radius ${radius}, ${k}`);
        assert.equal(expected, k % 2 === 0);
      }
      assert.ok(left < 30, `${left} of 300 left open at radius ${radius}`);
    }
  }
});
