import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { formatNotebook, readNotebook, writeNotebook } from "../../src/jupyter/nbformat.ts";
import { assignmentCells, isTest, releaseVersion } from "../../src/notebook/assignment.ts";
import { damlab } from "../support/cli.ts";
import { repositoryRoot } from "../support/paths.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = join(repositoryRoot, "notebooks", "assignments");
const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));

interface Row {
  question: string;
  points: number;
  earned: number;
}

async function rowsOf(file: string): Promise<{ code: number | null; rows: Row[]; log: string }> {
  const { code, stdout, stderr } = await damlab(["check", file, "--json"]);
  return { code, rows: JSON.parse(stdout) as Row[], log: stderr };
}

test("assignments: there is one", () => assert.ok(files.length >= 1));

for (const file of files) {
  test(`${file}: the teacher's copy earns all points`, async () => {
    const { code, rows, log } = await rowsOf(join(folder, file));
    assert.equal(code, 0, log);
    const cells = assignmentCells(await readNotebook(join(folder, file)), file);
    const worth = cells.reduce((sum, { points }) => sum + points, 0);
    assert.equal(
      rows.reduce((sum, { earned }) => sum + earned, 0),
      worth,
    );
    assert.ok(cells.some(({ role }) => role === "hidden-test"));
  });

  test(`${file}: no line of a solution or hidden test is in the release`, async () => {
    const teacher = await readNotebook(join(folder, file));
    const release = formatNotebook(releaseVersion(teacher, file));
    const roles = new Map(assignmentCells(teacher, file).map((cell) => [cell.position, cell.role]));
    const open = new Set<string>();
    const secret = new Set<string>();
    teacher.cells.forEach(({ source }, index) => {
      const role = roles.get(index + 1);
      let isSecret = role === "hidden-test";
      for (const line of source.split("\n").map((text) => text.trim())) {
        if (line.includes("END SOLUTION")) isSecret = false;
        (isSecret ? secret : open).add(line);
        if (line.includes("BEGIN SOLUTION")) isSecret = true;
      }
    });
    const hidden = [...secret].filter((line) => !open.has(line) && line.length > 3);
    assert.ok(hidden.length > 10);
    const found = hidden.filter((line) => release.includes(JSON.stringify(line).slice(1, -1)));
    assert.deepEqual(found, []);
  });

  test(`${file}: the release runs and earns no question in full`, async (t) => {
    const released = join(temporaryFolder(t), basename(file));
    const release = releaseVersion(await readNotebook(join(folder, file)), file);
    await writeNotebook(released, release);
    const { code, rows, log } = await rowsOf(released);
    assert.equal(code, 1);
    assert.doesNotMatch(log, /Error:/);
    const questions = new Set(
      assignmentCells(release, file)
        .filter(isTest)
        .map((c) => c.question),
    );
    for (const question of questions) {
      const own = rows.filter((row) => row.question === question);
      assert.ok(
        own.some(({ earned, points }) => earned < points),
        question,
      );
    }
  });
}
