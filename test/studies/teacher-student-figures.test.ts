import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { lintFigure } from "../../src/plot/lint.ts";
import { phaseDiagram } from "../../src/plot/phase-diagram.ts";
import { binaryTeacherStudentFigure } from "../../src/studies/binary-teacher-student-figure.ts";
import type { BinaryTeacherStudentRow } from "../../src/studies/binary-teacher-student-rows.ts";
import { binaryTeacherStudentStudy } from "../../src/studies/binary-teacher-student-study.ts";
import { teacherStudentFigure } from "../../src/studies/teacher-student-figure.ts";
import type { TeacherStudentRow } from "../../src/studies/teacher-student-rows.ts";
import { teacherStudentStudy } from "../../src/studies/teacher-student-study.ts";
import { countMarks } from "../support/svg.ts";

const titleOf = (spec: { title?: unknown }) => (spec.title as { text: string }).text;

const simulate = { N: [16], sets: 2, sweeps: 6, dropped: 2 };

const pottsRows = async (change: object) =>
  (
    await teacherStudentStudy(
      { loads: [2], signals: [1, 1.5, 2], patterns: [2], seed: 1, simulate, ...change },
      { workers: 1 },
    )
  ).objects() as TeacherStudentRow[];

test("teacherStudentFigure: simulation as points with bars, theory as lines, the threshold upright", async () => {
  const spec = teacherStudentFigure(await pottsRows({}));
  assert.equal(titleOf(spec), "Student and teacher, P = 2, load 2, no labels, N = 16");
  assert.deepEqual(lintFigure(spec), []);
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "symbol"), 6);
  assert.equal(countMarks(svg, "rule"), 6);
  assert.equal(countMarks(svg, "line"), 3);
  assert.match(JSON.stringify(spec), /1\.189207115/);
});

test("teacherStudentFigure: no threshold with labels; panels for what varies; over the load of one signal", async () => {
  const labelled = await pottsRows({ labelNoises: [0.1], patterns: [2, 3] });
  const spec = teacherStudentFigure(labelled);
  assert.deepEqual(lintFigure(spec), []);
  const svg = await toSVG(spec);
  assert.match(svg, /P = 3/);
  assert.doesNotMatch(svg, /threshold/);
  const loads = teacherStudentFigure(
    await pottsRows({ loads: [1, 2, 3], signals: [1.3], simulate: false }),
  );
  assert.equal(titleOf(loads), "Student and teacher, P = 2, signal 1.3, no labels");
  assert.match(await toSVG(loads), /load α = M\/N/);
  // b_c = 1.3 at α = 4/1.3⁴
  assert.match(JSON.stringify(loads), /1\.40051/);
});

test("binaryTeacherStudentFigure: three overlaps over the load, lines and points, panels for starts", async () => {
  const grid = { orders: [3], loads: [2, 6, 10], betas: [0.5], seed: 1, simulate };
  const table = await binaryTeacherStudentStudy({ ...grid, starts: ["inverse"] }, { workers: 1 });
  const spec = binaryTeacherStudentFigure(table.objects() as BinaryTeacherStudentRow[]);
  assert.equal(
    titleOf(spec),
    "Student of binary examples, order 3, β = 0.5, N = 16, teacher of the same β",
  );
  assert.deepEqual(lintFigure(spec), []);
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "symbol"), 9);
  assert.equal(countMarks(svg, "line"), 3);
  const starts = await binaryTeacherStudentStudy(
    { ...grid, simulate: false, starts: ["inverse", "direct"] },
    { workers: 1 },
  );
  const two = binaryTeacherStudentFigure(starts.objects() as BinaryTeacherStudentRow[]);
  assert.match(await toSVG(two), /direct start/);
});

test("teacherStudentStudy, binaryTeacherStudentStudy: their rows are tables of phase diagrams", async () => {
  const potts = await teacherStudentStudy(
    { loads: [1, 2, 3], signals: [0.5, 1.25, 2], patterns: [2], seed: 1 },
    { workers: 1 },
  );
  const map = phaseDiagram(potts.objects(), { x: "load", y: "signal", value: "phase" });
  assert.deepEqual(lintFigure(map), []);
  const binary = await binaryTeacherStudentStudy(
    { orders: [3], loads: [1, 4, 7], betas: [0.5, 1, 2], betaTeachers: [0.5], seed: 1 },
    { workers: 1 },
  );
  const other = phaseDiagram(binary.objects(), { x: "load", y: "beta", value: "phase" });
  assert.match(await toSVG(other), /gR/);
});
