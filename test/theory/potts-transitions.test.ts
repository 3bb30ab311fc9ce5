import assert from "node:assert/strict";
import { test } from "node:test";
import { pottsTeacherStudent } from "../../src/theory/potts-teacher-student.ts";
import { pottsThreshold, pottsTransitions } from "../../src/theory/potts-transitions.ts";
import { near } from "../support/near.ts";

test("pottsTransitions: a hard phase exists for P > 4 + 2√α and no fewer patterns", () => {
  for (const [patterns, load, isContinuous] of [
    [2, 2, true],
    [6, 1, true],
    [7, 1, false],
    [6, 0.9, false],
    [10, 9.1, true],
    [10, 8.9, false],
    [5, 0.24, false],
    [5, 0.26, true],
  ] as const) {
    const transitions = pottsTransitions({ patterns, load });
    assert.equal(transitions.isContinuous, isContinuous, `P = ${patterns}, load ${load}`);
    assert.equal(transitions.isContinuous, patterns <= 4 + 2 * Math.sqrt(load));
    if (isContinuous) assert.equal(transitions.informed, transitions.threshold);
  }
});

test("pottsTransitions: starts part, exchange and join at the three signals", () => {
  const clusters = { patterns: 10, load: 1 };
  const { informed, coexistence, threshold, across } = pottsTransitions(clusters);
  near(threshold, Math.sqrt(10), 1e-14, "threshold");
  const q = (signal: number, start: "informed" | "uninformed") => {
    const { value } = pottsTeacherStudent({ ...clusters, signal }, { start });
    return value.qDiag - value.qOff;
  };
  assert.equal(q(informed - 1e-6, "informed"), 0);
  near(q(informed + 1e-9, "informed"), across, 1e-3, "q where it appears");
  const best = (signal: number) => pottsTeacherStudent({ ...clusters, signal }).value.start;
  assert.equal(best(coexistence - 1e-6), "uninformed");
  assert.equal(best(coexistence + 1e-6), "informed");
  assert.equal(q(threshold - 1e-6, "uninformed"), 0);
  assert.equal(q(threshold + 1e-6, "uninformed"), q(threshold + 1e-6, "informed"));
});

test("pottsThreshold: one pattern, which has none, is refused", () => {
  near(pottsThreshold({ load: 2, patterns: 2 }), 1.189207115002721, 1e-15, "b_c");
  assert.throws(() => pottsThreshold({ load: 1, patterns: 1 }), /expected patterns >= 2/);
  assert.throws(() => pottsTransitions({ load: -1, patterns: 2 }), /expected load > 0, got -1/);
});
