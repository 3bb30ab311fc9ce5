import assert from "node:assert/strict";
import { test } from "node:test";
import { denseAssociativeMemory, margins } from "../../src/models/dense-associative-memory.ts";
import { power } from "../../src/models/interaction.ts";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, row, take } from "../../src/patterns/patterns.ts";
import { requireNoAntipodes, requireNoDuplicates } from "../../src/patterns/require-distinct.ts";
import { stream } from "../../src/random/stream.ts";

const base = independent(9, 45, stream(1, "distinct"));
const rows = Array.from({ length: 9 }, (_, mu) => row(base, mu));

test("requireNoDuplicates: names the first pair of equal rows", () => {
  requireNoDuplicates(base);
  requireNoDuplicates(take(base, []));
  assert.throws(() => requireNoDuplicates(take(base, [4, 2, 7, 2, 7])), {
    name: "RangeError",
    message:
      "requireNoDuplicates: expected different patterns, got row 1 again in row 3; draw with a minimum distance of 1, or drop one of them with separatedSubset(patterns, 1)",
  });
});

test("requireNoAntipodes: names the first row whose negative came before", () => {
  requireNoAntipodes(base);
  requireNoAntipodes(take(base, [0, 0]));
  for (const N of [31, 32, 45]) {
    const cut = rows.map((spins) => spins.slice(0, N));
    const negative = cut[5].map((spin) => -spin);
    assert.throws(() => requireNoAntipodes(patternsFromRows([...cut, negative])), {
      name: "RangeError",
      message:
        "requireNoAntipodes: expected no pattern with its negative, as odd orders need, got row 9 = -row 5; draw with a maximum distance of N - 1, drop one of them, or take an even order",
    });
  }
});

test("diagnostics: pairs at distance 1 are counted, and such a pair ties in the spin where it differs", () => {
  const near = rows[3].map((spin, i) => (i === 20 ? -spin : spin));
  assert.equal(diagnostics(base).adjacentPairs, 0);
  assert.equal(diagnostics(patternsFromRows([...rows, near, near])).adjacentPairs, 2);
  const pair = patternsFromRows([rows[3], near]);
  for (const order of [2, 3, 4]) {
    const g = margins(denseAssociativeMemory(pair, power(order)), rows[3]);
    assert.ok(g.every((margin, i) => (margin === 0) === (i === 20)));
  }
});
