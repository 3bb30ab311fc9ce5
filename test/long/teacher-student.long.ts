import assert from "node:assert/strict";
import { test } from "node:test";
import type { TeacherStudentRow } from "../../src/studies/teacher-student-rows.ts";
import type { TeacherStudentGrid } from "../../src/studies/teacher-student-setting.ts";
import { teacherStudentStudy } from "../../src/studies/teacher-student-study.ts";
import { pottsThreshold } from "../../src/theory/potts-transitions.ts";

/** Orthonormal memories and balanced clusters, the best permutation of every sweep. */
const simulate = { N: [400], sets: 8, sweeps: 160, dropped: 40 };

/** Theory and simulation of each signal. */
async function pairsOf(grid: Omit<TeacherStudentGrid, "seed" | "simulate">) {
  const table = await teacherStudentStudy({ ...grid, seed: 1, simulate });
  const rows = table.objects() as TeacherStudentRow[];
  const of = (source: string) => rows.filter((row) => row.source === source);
  return of("theory").map((theory, k) => ({ theory, found: of("simulation")[k] }));
}

const worded = ({ theory, found }: { theory: TeacherStudentRow; found: TeacherStudentRow }) =>
  `P = ${theory.patterns}, load ${theory.load}, b = ${theory.signal}, noise ${theory.label_noise}: ` +
  `q_diag ${found.q_diag.toFixed(4)} ± ${found.q_diag_se?.toFixed(4)} for ${theory.q_diag.toFixed(4)}, ` +
  `q_off ${found.q_off.toFixed(4)} ± ${found.q_off_se?.toFixed(4)} for ${theory.q_off.toFixed(4)}, ` +
  `m ${found.m.toFixed(4)} ± ${found.m_se?.toFixed(4)} for ${theory.m.toFixed(4)}`;

/** Finite size lowers the signal by b²/N in relative terms: 0.03 on overlaps, 0.05 close to the threshold. */
function assertClose(pair: { theory: TeacherStudentRow; found: TeacherStudentRow }, far: boolean) {
  const { theory, found } = pair;
  const off = Math.abs(found.q_diag - theory.q_diag);
  assert.ok(off <= (far ? 0.03 : 0.05), worded(pair));
  assert.ok(Math.abs(found.q_off - theory.q_off) <= 0.03, worded(pair));
}

for (const [patterns, load, signals] of [
  [2, 2, [1.5, 2, 2.5]],
  [3, 3, [1.7109, 2, 2.5]],
] as const) {
  test(`teacherStudentStudy: ${patterns} memories are learnt as theory says`, async (t) => {
    const threshold = pottsThreshold({ load, patterns });
    for (const pair of await pairsOf({ loads: [load], signals, patterns: [patterns] })) {
      t.diagnostic(worded(pair));
      assertClose(pair, pair.theory.signal >= 1.6 * threshold);
    }
  });
}

test("teacherStudentStudy: two merged memories are the mean of the teacher's", async (t) => {
  for (const pair of await pairsOf({ loads: [2], signals: [0.7, 1], patterns: [2] })) {
    t.diagnostic(worded(pair));
    assert.equal(pair.found.naming, "average");
    assertClose(pair, true);
  }
});

test("teacherStudentStudy: labels let memories be told apart at any signal", async (t) => {
  const grid = { loads: [2], signals: [1, 1.5], patterns: [2], labelNoises: [0.1] };
  for (const pair of await pairsOf(grid)) {
    t.diagnostic(worded(pair));
    assertClose(pair, true);
  }
});

test("teacherStudentStudy: deviations from theory shrink as spins become more", async (t) => {
  const table = await teacherStudentStudy({
    loads: [2],
    signals: [2],
    patterns: [2],
    seed: 2,
    simulate: { N: [50, 400], sets: 24, sweeps: 160, dropped: 40 },
  });
  const [theory, few, many] = table.objects() as TeacherStudentRow[];
  const off = (row: TeacherStudentRow) => row.q_diag - theory.q_diag;
  t.diagnostic(`q_diag - theory: ${off(few)} ± ${few.q_diag_se}, ${off(many)} ± ${many.q_diag_se}`);
  // of order 1/N, so 8 times less
  const error = Math.hypot(few.q_diag_se!, 8 * many.q_diag_se!);
  assert.ok(Math.abs(off(few) - 8 * off(many)) < 5 * error);
});
