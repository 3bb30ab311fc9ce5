import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CommanderError } from "commander";
import { binaryMachineOfCommand } from "../../src/cli/binary-teacher-student.ts";
import { readFigure } from "../../src/cli/figure-file.ts";
import { figureRebuildCommand } from "../../src/cli/figure-rebuild.ts";
import { teacherStudentCommand } from "../../src/cli/teacher-student.ts";
import {
  drawTeacherStudent,
  remeasuredTeacherStudent,
} from "../../src/cli/teacher-student-recipe.ts";
import type { BinaryTeacherStudentRow } from "../../src/studies/binary-teacher-student-rows.ts";
import type { BinaryTeacherStudentGrid } from "../../src/studies/binary-teacher-student-setting.ts";
import { binaryTeacherStudentStudy } from "../../src/studies/binary-teacher-student-study.ts";
import { teacherStudentStudy } from "../../src/studies/teacher-student-study.ts";
import { damlab } from "../support/cli.ts";
import { inOwnProcess } from "../support/own-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const few = ["--simulate", "--sets", "2", "--sweeps", "20", "--dropped", "5", "--workers", "1"];
const potts = ["--signal", "1,2", ...few, "--spins", "30"];
const binary = [
  ...["--machine", "binary", "--load", "8", "--beta", "0.4,0.5"],
  ...["--beta-teacher", "0.5", "--start", "inverse", ...few, "--spins", "16"],
];

const measured = (t: TestContext, ...args: string[]) =>
  inOwnProcess(t, teacherStudentCommand(), args);

test("damlab teacher-student: rows of the study, as JSON and as a table", async (t) => {
  const noises = ["--label-noise", "none,0.1", "--json"];
  const { error, stdout, stderr } = await measured(t, ...potts, ...noises);
  assert.equal(error, null);
  const grid = {
    loads: [2],
    signals: [1, 2],
    patterns: [2],
    labelNoises: [null, 0.1],
    seed: 1,
    simulate: { N: [30], sets: 2, sweeps: 20, dropped: 5 },
  };
  const study = await teacherStudentStudy(grid, { workers: 1 });
  assert.deepEqual(JSON.parse(stdout), study.objects());
  assert.match(stderr, /^teacher-student: 1 of 8 rows\n/);
  const [shared, head] = (await measured(t)).stdout.split("\n");
  assert.match(shared, /^source theory, load 2, patterns 2, start informed, .* seed 1$/);
  assert.match(head, /^signal +q_diag +q_off +m +free_entropy +phase$/);
});

test("damlab teacher-student: binary machines have their own rows", async (t) => {
  const { error, stdout } = await measured(t, ...binary, "--json");
  assert.equal(error, null);
  const grid: BinaryTeacherStudentGrid = {
    orders: [3],
    loads: [8],
    betas: [0.4, 0.5],
    betaTeachers: [0.5],
    starts: ["inverse"],
    seed: 1,
    simulate: { N: [16], sets: 2, sweeps: 20, dropped: 5 },
  };
  const study = await binaryTeacherStudentStudy(grid, { workers: 1 });
  assert.deepEqual(JSON.parse(stdout), study.objects());
});

test("damlab teacher-student: a folder gives rows back by their records, a figure its own by its recipe", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "a.json");
  const first = await measured(t, ...potts, "--csv", "--out", folder, "--figure", path);
  assert.equal(first.error, null);
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
  const again = await measured(t, ...potts, "--csv", "--out", folder);
  assert.deepEqual([again.stdout, read()], [first.stdout, before]);
  const { error, stdout } = await inOwnProcess(t, figureRebuildCommand(), [path]);
  assert.deepEqual([error, stdout], [null, `${path}: identical\n`]);
});

test("damlab teacher-student: Ctrl-C prints the finished rows and exits with 130", async () => {
  const args = ["teacher-student", "--signal", "1,2", "--simulate", "--workers", "1", "--json"];
  const long = [...args, "--spins", "400", "--sets", "500"];
  const result = await damlab(long, { interruptAt: /1 of 4 rows/, limit: 60 });
  assert.equal(result.code, 130, result.stderr);
  assert.equal(JSON.parse(result.stdout).length, 1);
  assert.match(result.stderr, /damlab teacher-student: interrupted after 1 of 4 rows\n$/);
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

test("damlab teacher-student: bad options are usage errors by name", async (t) => {
  const wrong: [string[], RegExp][] = [
    [["--signal", "0"], /expected --signal > 0, got 0/],
    [["--sets", "3"], /expected --sets with --simulate, got it without/],
    [["--beta-teacher", "0.5"], /expected --beta-teacher with --machine binary, got it with potts/],
    [["--machine", "binary", "--signal", "1"], /expected --signal with --machine potts, got it wi/],
    [["--start", "direct"], /expected --start "best", "informed" or "uninformed", got "direct"/],
    [["--machine", "binary", "--order", "2"], /expected --beta-teacher < 0.5 at n = 2/],
  ];
  for (const [args, message] of wrong) {
    const { error, stdout } = await measured(t, ...args);
    assert.ok(error instanceof CommanderError, args.join(" "));
    assert.match(error.message, message);
    assert.equal(stdout, "");
  }
  const { code, stderr } = await damlab(["teacher-student", "--signal", "0"]);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^damlab teacher-student: expected --signal > 0, got 0; give a positive number\nsee damlab teach/,
  );
});
