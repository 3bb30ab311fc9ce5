import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { formatNotebook, type Notebook } from "../src/jupyter/nbformat.ts";
import { damlab } from "./support/cli.ts";
import { MODERN_CELL, MODERN_VALUE, modernProject } from "./support/modern-imports.ts";
import { repositoryRoot } from "./support/paths.ts";
import { suiteFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { notebookOf } from "./support/tiny-notebook.ts";

const notebooks = join(repositoryRoot, "notebooks");
const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
const figureTypes = ["application/vnd.vegalite.v5+json", "image/png", "text/html", "text/plain"];

const filesBelow = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(folder, file), readFileSync(file, "latin1")] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const folder = suiteFolder();

/** Runs a notebook in quick mode with all its results below a folder of its own. */
async function quickRun(name: string, run: string): Promise<Map<string, string>> {
  const place = join(folder, name, run);
  const env = {
    DAMLAB_FIGURES: join(place, "figures"),
    DAMLAB_DATA: join(folder, name, "data", run),
  };
  const args = ["run", join(notebooks, name), "--quick", "--html", "--out", place];
  const { code, stderr } = await damlab(args, { env });
  assert.equal(code, 0, stderr);
  return filesBelow(place);
}

for (const name of names) {
  test(`${name}: runs, every claim holds, and a second run gives the same bytes`, async () => {
    const files = await quickRun(name, "first");
    const { cells } = JSON.parse(files.get(name)!) as Notebook;
    const displays = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
    const bundles = displays.flatMap((output) => ("data" in output ? [output.data] : []));
    const figures = bundles.filter((data) => figureTypes[0] in data);
    assert.ok(figures.length >= 2);
    for (const data of figures) assert.deepEqual(Object.keys(data).sort(), figureTypes);
    const claims = bundles
      .map((data) => String(data["text/html"]))
      .filter((html) => html.includes(">holds?<"));
    assert.equal(claims.length, 1);
    assert.ok(!claims[0].includes(">false<"), claims[0]);
    assert.deepEqual(await quickRun(name, "second"), files);
  });
}

test("notebooks: one notebook imports large modern packages, JSON and local sources, from anywhere", async (t) => {
  const project = temporaryFolder(t);
  const file = join(modernProject(project), "imports.ipynb");
  writeFileSync(file, formatNotebook(notebookOf(MODERN_CELL)));
  const { code, stderr } = await damlab(["run", file, "--out", project], { cwd: "/" });
  assert.equal(code, 0, stderr);
  assert.match(readFileSync(join(project, "imports.ipynb"), "utf8"), new RegExp(MODERN_VALUE));
});

test("notebooks: changing one cell changes that cell and its dependants only", async (t) => {
  const place = temporaryFolder(t);
  const outputs = async (first: string) => {
    const file = join(place, "x.ipynb");
    writeFileSync(file, formatNotebook(notebookOf(first, "const b = 5; b", "a + 1", "b + 1")));
    const { code, stderr } = await damlab(["run", file, "--out", join(place, "out")]);
    assert.equal(code, 0, stderr);
    const { cells } = JSON.parse(readFileSync(join(place, "out", "x.ipynb"), "utf8")) as Notebook;
    return cells.map((cell) => JSON.stringify(cell));
  };
  const before = await outputs("const a = 1;");
  const after = await outputs("const a = 2;");
  const changed = before.map((cell, k) => cell !== after[k]);
  assert.deepEqual(changed, [true, false, true, false]);
});
