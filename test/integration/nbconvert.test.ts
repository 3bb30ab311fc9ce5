import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import {
  type CodeCell,
  type Notebook,
  readNotebook,
  writeNotebook,
} from "../../src/jupyter/nbformat.ts";
import { launchChromium, lookOf, needsChromium } from "../support/chromium.ts";
import { damlab } from "../support/cli.ts";
import { type JupyterUser, jupyterUser, needsJupyter } from "../support/jupyter.ts";
import { MODERN_CELL, MODERN_VALUE, modernProject } from "../support/modern-imports.ts";
import { repositoryRoot } from "../support/paths.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { notebookOf } from "../support/tiny-notebook.ts";

const needsNbconvert = needsJupyter("nbconvert");
/** Ten times what a run takes here, seconds: only a run that hangs is stopped. */
const LIMIT = 120;
const kernelspec = { name: "damlab", display_name: "TypeScript (damlab)", language: "typescript" };

const home = suiteFolder();
let user: JupyterUser;
let browser: Browser | undefined;
before(async () => {
  if (!needsNbconvert.skip) user = await jupyterUser(home);
});
after(() => browser?.close());

/** Executes a notebook by nbconvert, into a file of that name. */
async function execute(name: string, cells: readonly string[], ...options: string[]) {
  const notebook: Notebook = { ...notebookOf(...cells), metadata: { kernelspec } };
  await writeNotebook(join(user.folder, `${name}-source.ipynb`), notebook);
  const to = ["--to", "notebook", "--execute", "--output", `${name}.ipynb`, ...options];
  return user.jupyter(["nbconvert", ...to, `${name}-source.ipynb`], LIMIT);
}

async function cellsOf(file: string): Promise<CodeCell[]> {
  const { cells } = await readNotebook(file);
  return cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
}

/** MIME types of each output of a cell, or what else it is. */
const kindsOf = ({ outputs }: CodeCell) =>
  outputs.map((output) => ("data" in output ? Object.keys(output.data) : output.output_type));

test("nbconvert --execute: runs text, table, figure and HTML; its page shows the figure", {
  ...needsNbconvert,
  ...needsChromium,
}, async () => {
  const { code, stderr } = await execute("shown", [
    "import { curves, display, figure } from 'damlab';\nconsole.log('hello');",
    "[{ a: 1 }, { a: 2 }]",
    "await figure(curves([1, 2, 3].map((x) => ({ x, y: x * x })), { x: 'x', y: 'y' }));",
    "display.html('<b id=\"bold\">bold</b>');",
  ]);
  assert.equal(code, 0, stderr);
  const cells = await cellsOf(join(user.folder, "shown.ipynb"));
  assert.deepEqual(cells.map(kindsOf), [
    ["stream"],
    [["text/html", "text/plain"]],
    [["application/vnd.vegalite.v5+json", "image/png", "text/html", "text/plain"]],
    [["text/html", "text/plain"]],
  ]);
  const html = await user.jupyter(["nbconvert", "--to", "html", "shown.ipynb"], LIMIT);
  assert.equal(html.code, 0, html.stderr);
  browser = await launchChromium();
  const page = await (await browser.newContext({ offline: true })).newPage();
  await page.goto(pathToFileURL(join(user.folder, "shown.html")).href);
  const { width, height, colours } = await lookOf(page.locator("figure.damlab-figure svg"));
  assert.ok(width > 100 && height > 100, `figure of ${width} x ${height} px`);
  assert.ok(colours > 20, `figure of ${colours} colours`);
  assert.equal(await page.locator("#bold").textContent(), "bold");
  assert.equal(await page.locator("table.damlab-table tbody tr").count(), 2);
});

test("nbconvert --execute: runs the first notebook with its figures", needsNbconvert, async () => {
  const project = join(user.folder, "project");
  const notebooks = join(project, "notebooks");
  mkdirSync(notebooks, { recursive: true });
  symlinkSync(join(repositoryRoot, "node_modules"), join(project, "node_modules"));
  const source = join(repositoryRoot, "notebooks", "01-first-retrieval.ipynb");
  const prepared = await damlab(["run", source, "--prepare-only", "--quick", "--out", notebooks]);
  assert.equal(prepared.code, 0, prepared.stderr);
  const file = join(notebooks, "01-first-retrieval.ipynb");
  const inPlace = ["--to", "notebook", "--execute", "--inplace", file];
  const { code, stderr } = await user.jupyter(["nbconvert", ...inPlace], LIMIT);
  assert.equal(code, 0, stderr);
  const kinds = (await cellsOf(file)).flatMap(kindsOf);
  const figures = kinds.filter((kind) => kind.includes("application/vnd.vegalite.v5+json"));
  assert.equal(figures.length, 2);
  assert.ok(!kinds.includes("error"));
});

test(
  "nbconvert --execute: a failing cell fails the run and is named with its line",
  needsNbconvert,
  async () => {
    const cases: [name: string, code: string, said: RegExp][] = [
      ["throw", "\nthrow new RangeError('no')", /RangeError: no\nat In \[2\]:2:7\n/],
      ["await", "await Promise.reject(new Error('no'))", /Error: no\nat In \[2\]:1:22\n/],
      ["syntax", "\n\nconst = 1", /SyntaxError at In \[2\]:3:7 /],
      ["type", "const n: number = 'no'", /TypeScriptError at In \[2\]:1:7 /],
    ];
    const runs = cases.map(async ([name, failing, said]) => {
      const { code, stderr } = await execute(name, ["const a = 1;", failing, "'never'"]);
      assert.equal(code, 1, stderr);
      assert.match(stderr, said);
    });
    await Promise.all(runs);
  },
);

test("nbconvert --allow-errors: goes on after a failing cell", needsNbconvert, async () => {
  const cells = ["const a = 1;", "throw new RangeError('no')", "a + 1"];
  const { code, stderr } = await execute("allowed", cells, "--allow-errors");
  assert.equal(code, 0, stderr);
  const [, failed, last] = await cellsOf(join(user.folder, "allowed.ipynb"));
  assert.deepEqual(kindsOf(failed!), ["error"]);
  assert.deepEqual(last!.outputs, [
    {
      output_type: "execute_result",
      data: { "text/plain": "2" },
      metadata: {},
      execution_count: 3,
    },
  ]);
});

test(
  "nbconvert --execute: a cell that ends its process or the kernel ends the run",
  needsNbconvert,
  async () => {
    const cases: [name: string, code: string, said: RegExp][] = [
      ["exit", "process.exit(0)", /SessionDied: a cell called process\.exit\(0\)/],
      ["kill", "process.kill(process.pid, 'SIGKILL')", /SessionDied: .* killed by SIGKILL/],
      ["kernel", "process.kill(process.ppid, 'SIGKILL'); for (;;);", /DeadKernelError/],
    ];
    const runs = cases.map(async ([name, ending, said]) => {
      const { code, stderr } = await execute(name, ["const a = 1;", ending, "a"]);
      assert.equal(code, 1, stderr);
      assert.match(stderr, said);
    });
    await Promise.all(runs);
  },
);

test(
  "nbconvert --execute: imports large modern packages, JSON and local sources, from anywhere",
  needsNbconvert,
  async () => {
    const notebooks = modernProject(suiteFolder());
    const file = join(notebooks, "imports.ipynb");
    await writeNotebook(file, { ...notebookOf(MODERN_CELL), metadata: { kernelspec } });
    const { code, stderr } = await user.jupyter(
      ["nbconvert", "--to", "notebook", "--execute", "--inplace", file],
      LIMIT,
    );
    assert.equal(code, 0, stderr);
    assert.match(JSON.stringify(await cellsOf(file)), new RegExp(MODERN_VALUE));
  },
);
