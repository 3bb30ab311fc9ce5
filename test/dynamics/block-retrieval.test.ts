import assert from "node:assert/strict";
import { test } from "node:test";
import { retrieveBlocks } from "../../src/dynamics/block-retrieval.ts";
import { denseAssociativeMemory, energy } from "../../src/models/dense-associative-memory.ts";
import {
  exponential,
  type Interaction,
  power,
  rectifiedPower,
} from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

const N = 24;
const patterns = independent(25, N, stream(1, "blocks"));
const oneHot = [0, 1, 2].map((k) => Int8Array.from({ length: 3 }, (_, i) => (i === k ? 1 : -1)));
const ladder = [0, 1, 2, 3].map((l) => Int8Array.from({ length: 3 }, (_, i) => (i < l ? 1 : -1)));
const first = { offset: 2, words: oneHot };
const second = { offset: 10, words: ladder };
const interactions: Interaction[] = [power(2), power(3), rectifiedPower(6), exponential(0.7)];

const starts = Array.from({ length: 20 }, (_, k) => row(independent(1, N, stream(2, k)), 0));
const withWord = (state: Int8Array, offset: number, word: Int8Array): Int8Array => {
  const copy = Int8Array.from(state);
  copy.set(word, offset);
  return copy;
};

test("retrieveBlocks: one block ends at the exhaustive minimum over its words, the rest is clamped", () => {
  for (const interaction of interactions) {
    const model = denseAssociativeMemory(patterns, interaction);
    for (const start of starts) {
      const { state, chosen, isFixedPoint } = retrieveBlocks(model, start, [first]);
      const energies = oneHot.map((word) => energy(model, withWord(start, 2, word)));
      assert.equal(energies[chosen[0]], Math.min(...energies), interaction.name);
      assert.deepEqual(state, withWord(start, 2, oneHot[chosen[0]]));
      assert.ok(isFixedPoint);
    }
  }
});

test("retrieveBlocks: with two blocks no change of one lowers the energy, and most ends are the global minimum", () => {
  let global = 0;
  for (const interaction of interactions) {
    const model = denseAssociativeMemory(patterns, interaction);
    for (const start of starts) {
      const { state, chosen } = retrieveBlocks(model, start, [first, second]);
      const at = (a: number, b: number): number =>
        energy(model, withWord(withWord(start, 2, oneHot[a]), 10, ladder[b]));
      const [a, b] = chosen;
      assert.equal(energy(model, state), at(a, b));
      const all = oneHot.map((_, k) => ladder.map((_, l) => at(k, l)));
      assert.equal(at(a, b), Math.min(...all[a]));
      assert.equal(at(a, b), Math.min(...all.map((line) => line[b])));
      if (at(a, b) === Math.min(...all.flat())) global += 1;
    }
  }
  assert.ok(global > 60, `${global} of 80`);
});

test("retrieveBlocks: begins at the words of the memory that is nearest in the clamped spins", () => {
  const rows = Array.from({ length: 25 }, (_, mu) =>
    withWord(withWord(row(patterns, mu), 2, oneHot[mu % 3]), 10, ladder[mu % 4]),
  );
  const model = denseAssociativeMemory(patternsFromRows(rows), rectifiedPower(20));
  rows.forEach((memory, mu) => {
    const hidden = withWord(withWord(memory, 2, oneHot[0]), 10, ladder[0]);
    const { state, sweeps } = retrieveBlocks(model, hidden, [first, second]);
    // at once the memory itself, so that the first sweep has nothing to change
    assert.deepEqual([state, sweeps], [memory, 1], `${mu}`);
  });
});

test("retrieveBlocks: shares are the energies of the words over their sum", () => {
  const model = denseAssociativeMemory(patterns, rectifiedPower(6));
  const { shares, state } = retrieveBlocks(model, starts[0], [first, second]);
  for (const [b, { offset, words }] of [first, second].entries()) {
    const energies = words.map((word) => energy(model, withWord(state, offset, word)));
    const total = energies.reduce((x, y) => x + y, 0);
    shares[b].forEach((share, k) => {
      assert.ok(Math.abs(share - energies[k] / total) < 1e-14);
    });
  }
});

test("retrieveBlocks: supports below zero count as none, and no support at all gives equal shares", () => {
  const opposed = denseAssociativeMemory(independent(1, N, stream(9)), power(3));
  const far = row(opposed.patterns, 0).map((x) => -x);
  const { shares } = retrieveBlocks(opposed, far, [first]);
  assert.deepEqual([...shares[0]], [1 / 3, 1 / 3, 1 / 3]);
});

test("retrieveBlocks: blocks that do not fit are refused", () => {
  const model = denseAssociativeMemory(patterns, power(2));
  const message = (offset: number, words: Int8Array[], block: number) =>
    "retrieveBlocks: expected blocks of equally long words within N = 24 spins, not overlapping, " +
    `got ${words.length} words of length ${words[0]?.length} from spin ${offset} in block ${block}`;
  const refused = (blocks: (typeof first)[], text: string) =>
    assert.throws(() => retrieveBlocks(model, starts[0], blocks), {
      name: "RangeError",
      message: text,
    });
  refused([], "retrieveBlocks: expected blocks, got 0");
  refused([{ offset: 22, words: oneHot }], message(22, oneHot, 0));
  refused([{ offset: 0, words: [] }], message(0, [], 0));
  refused([first, { offset: 4, words: ladder }], message(4, ladder, 1));
  const uneven = [Int8Array.of(1, 1), Int8Array.of(1)];
  refused([{ offset: 0, words: uneven }], message(0, uneven, 0));
});
