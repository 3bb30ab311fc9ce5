import assert from "node:assert/strict";
import { test } from "node:test";
import { retrievalTrajectories } from "../../src/dynamics/retrieval-trajectories.ts";
import { retrieve } from "../../src/dynamics/retrieve.ts";
import { denseAssociativeMemory, energy } from "../../src/models/dense-associative-memory.ts";
import { exponential, power, rectifiedPower } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { startAtOverlap } from "../../src/patterns/start-at-overlap.ts";
import { stream } from "../../src/random/stream.ts";

test("retrievalTrajectories: synchronous steps without temperature are those of retrieve", () => {
  for (const [P, N, interaction] of [
    [6, 33, power(2)],
    [60, 40, power(3)],
    [90, 70, rectifiedPower(3)],
    [90, 70, exponential(0.3)],
  ] as const) {
    const patterns = independent(P, N, stream(1, "as retrieve", P, N));
    const memory = denseAssociativeMemory(patterns, interaction);
    const starts = Array.from({ length: 9 }, (_, b) =>
      startAtOverlap(row(patterns, b % P), b / 9, stream(1, "as retrieve", "start", b)),
    );
    const steps = 12;
    const result = retrievalTrajectories(memory, starts, {
      steps,
      targets: starts.map((_, b) => b % P),
      energies: true,
    });
    starts.forEach((start, b) => {
      const seen = [Array.from(start)];
      const { status, period, sweeps } = retrieve(memory, start, {
        update: "synchronous",
        maxSweeps: steps,
        onSweep: (_, state) => seen.push(Array.from(state)),
      });
      while (period !== null && seen.length <= steps) seen.push(seen[seen.length - period]);
      const pattern = row(patterns, b % P);
      for (let t = 0; t <= steps; t++) {
        const m = seen[t].reduce((sum, s, i) => sum + s * pattern[i], 0) / N;
        assert.equal(result.overlaps[b * (steps + 1) + t], m);
        const E = energy(memory, seen[t]);
        const error = Math.abs(result.energies![b * (steps + 1) + t] - E);
        // Sums of P rounded terms in two orders; integers are exact.
        assert.ok(error <= (memory.table.exact ? 0 : P * 2 ** -52 * Math.abs(E)));
      }
      assert.deepEqual(Array.from(result.states.subarray(b * N, (b + 1) * N)), seen[steps]);
      assert.equal(result.fixedAt[b], status === "fixed-point" ? sweeps - 1 : -1);
      assert.equal(result.cycleAt[b], period === 2 ? sweeps - 2 : -1);
    });
  }
});
