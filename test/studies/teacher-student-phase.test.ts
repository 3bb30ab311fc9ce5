import assert from "node:assert/strict";
import { test } from "node:test";
import { isMerged, teacherStudentPhase } from "../../src/studies/teacher-student-phase.ts";
import { pottsTeacherStudent } from "../../src/theory/potts-teacher-student.ts";
import { pottsTransitions } from "../../src/theory/potts-transitions.ts";

test("teacherStudentPhase: what the two starts lead to, and which has the larger free entropy", () => {
  const clusters = { load: 1, patterns: 12 };
  const { informed, coexistence, threshold } = pottsTransitions(clusters);
  assert.ok(informed < coexistence && coexistence < threshold);
  for (const [signal, phase] of [
    [0.99 * informed, "merged"],
    [(informed + coexistence) / 2, "metastable"],
    [(coexistence + threshold) / 2, "hard"],
    [1.01 * threshold, "distinct"],
  ] as const) {
    assert.equal(teacherStudentPhase({ ...clusters, signal, labelNoise: null }), phase);
    for (const start of ["informed", "uninformed", "best"] as const) {
      const { value } = pottsTeacherStudent({ ...clusters, signal }, { start });
      assert.equal(isMerged(phase, start), value.qDiag - value.qOff < 1e-6, `${phase} ${start}`);
    }
  }
  assert.equal(teacherStudentPhase({ ...clusters, signal: 0.1, labelNoise: 0.1 }), "distinct");
});
