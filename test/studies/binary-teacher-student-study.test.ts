import assert from "node:assert/strict";
import { test } from "node:test";
import type { ColumnTable } from "arquero";
import type { BinaryTeacherStudentRow } from "../../src/studies/binary-teacher-student-rows.ts";
import type { BinaryTeacherStudentGrid } from "../../src/studies/binary-teacher-student-setting.ts";
import { binaryTeacherStudentStudy } from "../../src/studies/binary-teacher-student-study.ts";

const first =
  "source order load beta beta_teacher q_teacher q m free_entropy start phase status q_teacher_se q_se m_se";
const rowsOf = (table: ColumnTable) => table.objects() as BinaryTeacherStudentRow[];

const small: BinaryTeacherStudentGrid = {
  orders: [3],
  loads: [10],
  betas: [0.5],
  starts: ["inverse", "paramagnetic", "direct"],
  seed: 1,
  simulate: { N: [24], sets: 3, sweeps: 40, dropped: 20 },
};

test("binaryTeacherStudentStudy: theory and simulation as rows with the documented columns first", async () => {
  const table = await binaryTeacherStudentStudy(small, { workers: 1 });
  assert.deepEqual(table.columnNames().slice(0, 15), first.split(" "));
  const rows = rowsOf(table);
  const [theory, found] = rows;
  assert.deepEqual([theory.source, theory.phase, theory.status], ["theory", "gR", "converged"]);
  // at the teacher's β the overlap with it is that of two students
  assert.ok(Math.abs(theory.q_teacher - theory.q) < 1e-9);
  assert.deepEqual([found.M, found.N, found.load_convention], [960, 24, "factorial"]);
  assert.ok(found.q_teacher > 0.9 && found.q > 0.9);
  assert.deepEqual(
    rows.map(({ start }) => start),
    ["inverse", "inverse", "paramagnetic", "paramagnetic", "direct", "direct"],
  );
  assert.equal(rows[2].q_teacher, 0);
});

test("binaryTeacherStudentStudy: the table does not depend on the workers, nor a row on the others", async () => {
  const grid = { ...small, theory: false };
  const one = rowsOf(await binaryTeacherStudentStudy(grid, { workers: 1 }));
  assert.deepEqual(rowsOf(await binaryTeacherStudentStudy(grid, { workers: 2 })), one);
  const alone = await binaryTeacherStudentStudy({ ...grid, starts: ["direct"] }, { workers: 1 });
  assert.deepEqual(rowsOf(alone), [one[2]]);
});

test("binaryTeacherStudentStudy: a grid of loads and temperatures has phases, one row a cell", async () => {
  const grid = { orders: [3], loads: [0.5, 8], betas: [0.4, 3], betaTeachers: [0.5], seed: 1 };
  const rows = rowsOf(await binaryTeacherStudentStudy(grid, { workers: 1 }));
  assert.deepEqual(
    rows.map(({ load, beta }) => [load, beta]),
    [
      [0.5, 0.4],
      [0.5, 3],
      [8, 0.4],
      [8, 3],
    ],
  );
  assert.equal(rows[0].phase, "P");
  assert.equal(rows[0].aligned, false);
  assert.ok(new Set(rows.map(({ phase }) => phase)).size >= 2);
});

test("binaryTeacherStudentStudy: what cannot be measured is refused before anything is", async () => {
  const wrong: [object, RegExp][] = [
    [
      { orders: [1] },
      /^RangeError: binaryTeacherStudentStudy: expected an integer order >= 2, got 1$/,
    ],
    [{ betas: [0] }, /expected beta > 0, got 0/],
    [{ betaTeachers: 0.5 }, /^TypeError: .* expected a list betaTeachers, got 0.5$/],
    [{ orders: [2] }, /expected betaTeacher < 0.5 at n = 2/],
    [
      { starts: ["teacher"] },
      /expected start "direct", "inverse", "glass", "paramagnetic" or "best"/,
    ],
    [{ simulate: { N: [2], sets: 1 } }, /expected N >= order, got N = 2 at order 3/],
    [{ simulate: { N: [24], sets: 0 } }, /expected an integer sets >= 1, got 0/],
    [{ loads: [0.001] }, /expected 1 example or more .* got 0 x 24 at load 0.001/],
    [{ simulate: { N: [4000], sets: 1 } }, /2\^32 spins together at most, got 26666667 x 4000/],
  ];
  for (const [change, message] of wrong) {
    await assert.rejects(binaryTeacherStudentStudy({ ...small, ...change } as never), message);
  }
});
