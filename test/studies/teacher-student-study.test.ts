import assert from "node:assert/strict";
import { test } from "node:test";
import type { ColumnTable } from "arquero";
import type { TeacherStudentRow } from "../../src/studies/teacher-student-rows.ts";
import type { TeacherStudentGrid } from "../../src/studies/teacher-student-setting.ts";
import { teacherStudentStudy } from "../../src/studies/teacher-student-study.ts";
import { pottsTransitions } from "../../src/theory/potts-transitions.ts";

const first =
  "source load signal patterns label_noise q_diag q_off m free_entropy start status q_diag_se q_off_se m_se";
const rowsOf = (table: ColumnTable) => table.objects() as TeacherStudentRow[];

/** Merged and distinct memories, with and without labels. */
const small: TeacherStudentGrid = {
  loads: [2],
  signals: [0.8, 2],
  patterns: [2],
  labelNoises: [null, 0.1],
  seed: 1,
  simulate: { N: [40], sets: 3, sweeps: 60, dropped: 20 },
};

test("teacherStudentStudy: theory and simulation as rows with the documented columns first", async () => {
  const table = await teacherStudentStudy(small, { workers: 1 });
  assert.deepEqual(table.columnNames().slice(0, 14), first.split(" "));
  const rows = rowsOf(table);
  assert.deepEqual(
    rows.map(({ source }) => source),
    Array.from({ length: 8 }, (_, k) => (k % 2 === 0 ? "theory" : "simulation")),
  );
  // The closed form of merged memories: q_diag = q_off = Λ/(1 + Λ)/2, Λ = αb²/2.
  const Lambda = 0.8 ** 2;
  assert.ok(Math.abs(rows[0].q_diag - Lambda / (1 + Lambda) / 2) < 1e-12);
  assert.deepEqual([rows[0].phase, rows[0].q_diag_se, rows[0].M], ["merged", null, null]);
  const [, merged, , distinct, , , , labelled] = rows;
  assert.deepEqual([merged.naming, merged.M, merged.N], ["average", 80, 40]);
  assert.equal(merged.q_diag, merged.q_off);
  assert.deepEqual([distinct.naming, labelled.naming], ["sweep", "labels"]);
  assert.deepEqual([distinct.free_entropy, distinct.status, distinct.sets], [null, null, 3]);
  for (const row of [merged, distinct, labelled]) {
    const theory = rows[rows.indexOf(row) - 1];
    const difference = Math.abs(row.q_diag - theory.q_diag);
    // N = 40: relative corrections of order b²/N to the signal, and what the sets leave open
    const bias = 2 * theory.q_diag * (1 - theory.q_diag) * (row.signal ** 2 / 40);
    assert.ok(difference < bias + 5 * row.q_diag_se!, `${row.q_diag} for ${theory.q_diag}`);
  }
});

test("teacherStudentStudy: the table does not depend on the workers, nor a row on the others", async () => {
  const grid = { ...small, theory: false };
  const rows: TeacherStudentRow[] = [];
  const one = rowsOf(
    await teacherStudentStudy(grid, { workers: 1, onRow: (row) => rows.push(row) }),
  );
  assert.deepEqual(rows, one);
  assert.deepEqual(rowsOf(await teacherStudentStudy(grid, { workers: 2 })), one);
  const other = { ...grid, signals: [2], labelNoises: [0.1] };
  const alone = await teacherStudentStudy(other, { workers: 1 });
  assert.deepEqual(rowsOf(alone), [one[3]]);
});

test("teacherStudentStudy: many memories stay merged or distinct as they start, the better one wins", async () => {
  const at = async (signal: number, start: "best" | "informed" | "uninformed") => {
    const grid = { loads: [1], signals: [signal], patterns: [10], starts: [start], seed: 1 };
    const [row] = rowsOf(await teacherStudentStudy(grid, { workers: 1 }));
    return row;
  };
  const [informed, uninformed, best] = [
    await at(3.1, "informed"),
    await at(3.1, "uninformed"),
    await at(3.1, "best"),
  ];
  assert.equal(best.phase, "hard");
  assert.ok(informed.q_diag - informed.q_off > 0.1 && uninformed.q_diag === uninformed.q_off);
  assert.deepEqual([best.start, best.q_diag], ["informed", informed.q_diag]);
  assert.ok(informed.free_entropy! > uninformed.free_entropy!);
});

test("teacherStudentStudy: a simulation of the best start begins where theory has the larger free entropy", async () => {
  const clusters = { load: 1, patterns: 12 };
  const { informed, coexistence, threshold } = pottsTransitions(clusters);
  const signals = [(informed + coexistence) / 2, (coexistence + threshold) / 2];
  const rows = rowsOf(
    await teacherStudentStudy(
      {
        ...{ loads: [1], patterns: [12], signals, seed: 1 },
        simulate: { N: [24], sets: 1, sweeps: 2, dropped: 1 },
      },
      { workers: 1 },
    ),
  );
  assert.deepEqual(
    rows.map(({ source, phase, start, naming }) => [source, phase, start, naming]),
    [
      ["theory", "metastable", "uninformed", null],
      ["simulation", "metastable", "uninformed", "average"],
      ["theory", "hard", "informed", null],
      ["simulation", "hard", "informed", "sweep"],
    ],
  );
});

test("teacherStudentStudy: what cannot be measured is refused before anything is", async () => {
  const wrong: [object, RegExp][] = [
    [
      { signals: [0] },
      /^RangeError: teacherStudentStudy: expected signal > 0, got 0; give a positive number$/,
    ],
    [{ loads: 2 }, /^TypeError: teacherStudentStudy: expected a list loads, got 2$/],
    [{ patterns: [1.5] }, /expected an integer patterns >= 1, got 1.5/],
    [{ labelNoises: [] }, /expected a list labelNoises of 1 value or more, got none/],
    [{ labelNoises: ["0.1"] }, /expected a number labelNoise, got "0.1"/],
    [{ patterns: [1] }, /expected no labelNoise with 1 pattern/],
    [{ starts: ["random"] }, /expected start "best", "informed" or "uninformed", got "random"/],
    [{ theory: false, simulate: false }, /expected theory or simulate, got neither/],
    [{ simulate: { N: [3], sets: 1 }, patterns: [4] }, /expected at most 3 memories of overlap 0/],
    [{ simulate: { N: [40] } }, /expected a number sets, got none/],
    [{ simulate: { N: [40], sets: 2, sweeps: 5 } }, /0 <= dropped < sweeps = 5, got 60/],
    [{ simulate: { N: [4], sets: 2 }, loads: [0.1] }, /at least 1 example, got M = 0 at load 0.1/],
    [{ simulate: { N: [20000], sets: 2 } }, /at most 1 GiB, got 40000 x 20000 numbers at load 2/],
  ];
  for (const [change, message] of wrong) {
    await assert.rejects(teacherStudentStudy({ ...small, ...change } as never), message);
  }
  await assert.rejects(teacherStudentStudy(undefined as never), /expected a grid, got none/);
});

test("teacherStudentStudy: an abort ends it and keeps the rows handed out before", async () => {
  const rows: TeacherStudentRow[] = [];
  const control = new AbortController();
  const study = teacherStudentStudy(small, {
    workers: 1,
    signal: control.signal,
    onRow: (row) => {
      rows.push(row);
      if (rows.length === 3) control.abort(new Error("enough"));
    },
  });
  await assert.rejects(study, /enough/);
  assert.equal(rows.length, 3);
});
