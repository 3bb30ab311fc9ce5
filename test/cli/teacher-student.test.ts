import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { binaryMachineOfCommand } from "../../src/cli/binary-teacher-student.ts";
import { readFigure } from "../../src/cli/figure-file.ts";
import {
  drawTeacherStudent,
  remeasuredTeacherStudent,
} from "../../src/cli/teacher-student-recipe.ts";
import type { BinaryTeacherStudentRow } from "../../src/studies/binary-teacher-student-rows.ts";
import type { BinaryTeacherStudentGrid } from "../../src/studies/binary-teacher-student-setting.ts";
import { binaryTeacherStudentStudy } from "../../src/studies/binary-teacher-student-study.ts";
import { teacherStudentStudy } from "../../src/studies/teacher-student-study.ts";
import { damlab } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const few = ["--simulate", "--sets", "2", "--sweeps", "20", "--dropped", "5", "--workers", "1"];
const potts = ["teacher-student", "--signal", "1,2", ...few, "--spins", "30"];
const binary = [
  ...["teacher-student", "--machine", "binary", "--load", "8", "--beta", "0.4,0.5"],
  ...["--beta-teacher", "0.5", "--start", "inverse", ...few, "--spins", "16"],
];

test("damlab teacher-student: rows of the study, as JSON and as a table", async () => {
  const { code, stdout, stderr } = await damlab([...potts, "--label-noise", "none,0.1", "--json"]);
  assert.equal(code, 0, stderr);
  const study = await teacherStudentStudy({
    loads: [2],
    signals: [1, 2],
    patterns: [2],
    labelNoises: [null, 0.1],
    seed: 1,
    simulate: { N: [30], sets: 2, sweeps: 20, dropped: 5 },
  });
  assert.deepEqual(JSON.parse(stdout), study.objects());
  assert.match(stderr, /^teacher-student: 1 of 8 rows\n/);
  const [shared, head] = (await damlab(["teacher-student"])).stdout.split("\n");
  assert.match(shared, /^source theory, load 2, patterns 2, start informed, .* seed 1$/);
  assert.match(head, /^signal +q_diag +q_off +m +free_entropy +phase$/);
});

test("damlab teacher-student: binary machines have their own rows", async () => {
  const { code, stdout, stderr } = await damlab([...binary, "--json"]);
  assert.equal(code, 0, stderr);
  const study = await binaryTeacherStudentStudy({
    orders: [3],
    loads: [8],
    betas: [0.4, 0.5],
    betaTeachers: [0.5],
    starts: ["inverse"],
    seed: 1,
    simulate: { N: [16], sets: 2, sweeps: 20, dropped: 5 },
  });
  assert.deepEqual(JSON.parse(stdout), study.objects());
});

test("damlab teacher-student: a folder keeps rows with their record and gives them back", async (t) => {
  const folder = temporaryFolder(t);
  const first = await damlab([...potts, "--csv", "--out", folder]);
  const files = readdirSync(join(folder, "teacher-student"));
  const records = files.filter((file) => file.endsWith(".record.json"));
  assert.equal(records.length, 4, first.stderr);
  assert.match(
    first.stdout,
    /^source,load,signal,patterns,label_noise,q_diag,.*,seed\ntheory,2,1,2,,0\.25,0\.25,/,
  );
  const read = () =>
    records.map((file) => readFileSync(join(folder, "teacher-student", file), "utf8"));
  const before = read();
  const again = await damlab([...potts, "--csv", "--out", folder]);
  assert.deepEqual([again.stdout, read()], [first.stdout, before]);
});

test("damlab teacher-student: Ctrl-C prints the finished rows and exits with 130", async () => {
  const args = ["teacher-student", "--signal", "1,2", "--simulate", "--workers", "1", "--json"];
  const long = [...args, "--spins", "400", "--sets", "500"];
  const result = await damlab(long, { interruptAt: /1 of 4 rows/, limit: 60 });
  assert.equal(result.code, 130, result.stderr);
  assert.equal(JSON.parse(result.stdout).length, 1);
  assert.match(result.stderr, /damlab teacher-student: interrupted after 1 of 4 rows\n$/);
});

test("damlab teacher-student: a figure is made again from its file", async (t) => {
  const folder = temporaryFolder(t);
  const drawn = await damlab([...potts, "--figure", "a.json"], { cwd: folder });
  assert.equal(drawn.code, 0, drawn.stderr);
  const rebuilt = await damlab(["figure", "rebuild", "a.json"], { cwd: folder });
  assert.deepEqual([rebuilt.code, rebuilt.stdout], [0, "a.json: identical\n"], rebuilt.stderr);
});

test("remeasuredTeacherStudent: a recipe gives the figure of binary machines, others are refused", async (t) => {
  const grid: BinaryTeacherStudentGrid = {
    orders: [3],
    loads: [4, 8],
    betas: [0.5],
    betaTeachers: "same",
    starts: ["inverse"],
    simulate: false,
    seed: 1,
  };
  const study = await binaryTeacherStudentStudy(grid, { workers: 1 });
  const rows = study.objects() as BinaryTeacherStudentRow[];
  const path = join(temporaryFolder(t), "b.json");
  await drawTeacherStudent(binaryMachineOfCommand, grid, rows, path);
  const { recipe } = (await readFigure(path)).facts;
  const again = await remeasuredTeacherStudent(path, recipe!);
  assert.deepEqual(JSON.parse(JSON.stringify(again)), JSON.parse(readFileSync(path, "utf8")));
  const odd = (change: object) => ({
    ...recipe,
    parameters: { machine: "binary", ...grid, ...change },
  });
  await assert.rejects(
    remeasuredTeacherStudent(path, odd({ machine: "spin" })),
    /expected a recipe with a machine of damlab teacher-student, got "spin"/,
  );
  await assert.rejects(
    remeasuredTeacherStudent(path, odd({ orders: [1] })),
    /the parameters and the seed of damlab teacher-student, got orders = \[1\]/,
  );
});

test("damlab teacher-student: bad options are usage errors by name", async () => {
  const wrong: [string[], RegExp][] = [
    [["--signal", "0"], /damlab teacher-student: expected --signal > 0, got 0\nsee damlab teach/],
    [["--sets", "3"], /expected --sets with --simulate, got it without/],
    [["--beta-teacher", "0.5"], /expected --beta-teacher with --machine binary, got it with potts/],
    [["--machine", "binary", "--signal", "1"], /expected --signal with --machine potts, got it wi/],
    [["--start", "direct"], /expected --start "best", "informed" or "uninformed", got "direct"/],
    [["--machine", "binary", "--order", "2"], /expected --beta-teacher < 0.5 at n = 2/],
  ];
  const results = await Promise.all(wrong.map(([args]) => damlab(["teacher-student", ...args])));
  results.forEach(({ code, stdout, stderr }, k) => {
    assert.deepEqual([code, stdout], [2, ""], `${wrong[k][0].join(" ")}: ${stderr}`);
    assert.match(stderr, wrong[k][1]);
  });
});
