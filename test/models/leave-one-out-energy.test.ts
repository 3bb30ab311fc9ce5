import assert from "node:assert/strict";
import { test } from "node:test";
import { denseAssociativeMemory, energy } from "../../src/models/dense-associative-memory.ts";
import { exponential, power, rectifiedPower } from "../../src/models/interaction.ts";
import { leaveOneOutEnergies } from "../../src/models/leave-one-out-energy.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, row, take } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

test("leaveOneOutEnergies: is the energy in the memory without the pattern, over F(N)", () => {
  const patterns = independent(12, 30, stream(1, "left out"));
  for (const interaction of [power(3), rectifiedPower(20), exponential(0.4)]) {
    const energies = leaveOneOutEnergies(patterns, interaction);
    energies.forEach((value, mu) => {
      const others = Array.from({ length: 12 }, (_, nu) => nu).filter((nu) => nu !== mu);
      const model = denseAssociativeMemory(take(patterns, others), interaction);
      const expected = energy(model, row(patterns, mu)) / interaction.F(30);
      // a sum of 11 terms of at most 1, each rounded a few times
      assert.ok(Math.abs(value - expected) < 1e-14, `${interaction.name}: ${value} ${expected}`);
    });
  }
});

test("leaveOneOutEnergies: a copy counts one, and the last of its kind nothing", () => {
  const rows = patternsFromRows([
    [1, 1, 1, 1],
    [1, 1, 1, 1],
    [-1, -1, -1, -1],
  ]);
  assert.deepEqual([...leaveOneOutEnergies(rows, rectifiedPower(4))], [-1, -1, 0]);
});
