import assert from "node:assert/strict";
import { test } from "node:test";
import { simpleBinarySearch } from "../../src/capacity/binary-search.ts";
import { searchesInStep } from "../../src/studies/searches-in-step.ts";

test("searchesInStep: each search ends as it does alone, and rounds are answered together", () => {
  const limits = [0, 1, 3, 9, 37, 64];
  const options = { startAt: 5, maximumP: 64 };
  const rounds: number[] = [];
  const found = searchesInStep(limits.length, options, (probes) => {
    rounds.push(probes.length);
    return probes.map(({ search, P }) => P <= limits[search]);
  });
  const alone = limits.map((limit) => simpleBinarySearch((P) => P <= limit, options));
  assert.deepEqual(found, alone);
  assert.equal(rounds[0], limits.length);
  assert.equal(rounds.length, Math.max(...alone.map(({ probes }) => probes.length)));
});
