import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { writeNotebook } from "../../src/jupyter/nbformat.ts";
import { launchChromium, lookOf, needsChromium } from "../support/chromium.ts";
import { ClassicNotebook } from "../support/classic-notebook.ts";
import { jupyterUser, needsJupyter } from "../support/jupyter.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { notebookOf, prose } from "../support/tiny-notebook.ts";

const needed = { ...needsJupyter("notebook"), ...needsChromium };
const kernelspec = { name: "damlab", display_name: "TypeScript (damlab)", language: "typescript" };
const home = suiteFolder();
let browser: Browser | undefined;
let notebook: ClassicNotebook;

before(async () => {
  if (needed.skip) return;
  const user = await jupyterUser(home);
  const cells = notebookOf(
    prose("# A notebook\n\nThe overlap is $m = \\frac{1}{N} \\sum_i \\xi_i \\sigma_i$."),
    'import { curves, figure, input } from "damlab";\n' +
      "/** How many patterns. */\nlet kept: number = 41;\nconst rows = [1, 2, 3].map((x) => ({ x, y: x ** 2 }));",
    'await figure(curves(rows, { x: "x", y: "y" }));',
    "rows",
    "interface Spin { readonly value: 1 | -1 }\nconst spin: Spin = { value: 1 }; // typed\nthrow new RangeError('no ' + spin.value);",
    "'never'",
  );
  await writeNotebook(join(user.folder, "small.ipynb"), { ...cells, metadata: { kernelspec } });
  browser = await launchChromium();
  notebook = await ClassicNotebook.open(user, browser, "small.ipynb");
});
after(async () => {
  await notebook?.close();
  await browser?.close();
});

const textOf = async (cell: Awaited<ReturnType<ClassicNotebook["run"]>>) =>
  (await cell.locator(".output_subarea").allTextContents()).map((text) => text.trim());

test(
  "classic notebook: Run All shows figure and table, the error with its place, and stops there",
  needed,
  async () => {
    await notebook.menu("Cell", "run_all_cells");
    await notebook.page.locator(".output_error").waitFor();
    await notebook.untilIdle();
    const { width, height, colours } = await lookOf(
      notebook.page.locator(".output figure.damlab-figure svg"),
    );
    assert.ok(width > 100 && height > 100, `figure of ${width} x ${height} px`);
    assert.ok(colours > 20, `figure of ${colours} colours`);
    assert.equal(await notebook.page.locator(".output table tbody tr").count(), 3);
    const traceback = await notebook.page.locator(".output_error").textContent();
    assert.match(traceback ?? "", /RangeError: no 1\s+at In \[4\]:3:7\s/);
    const last = notebook.page.locator(".code_cell").last();
    assert.equal(await last.locator(".output_subarea").count(), 0);
    assert.match((await last.locator(".input_prompt").textContent()) ?? "", /\[\s\]/);
    await notebook.keepPicture("top");
    await last.scrollIntoViewIfNeeded();
    await notebook.keepPicture("error");
  },
);

test(
  "classic notebook: Tab lists completions, Shift-Tab shows type and documentation",
  needed,
  async () => {
    const { page } = notebook;
    await notebook.write("Math.co");
    await page.keyboard.press("Tab");
    await page.locator(".completions option", { hasText: /^cosh$/ }).waitFor();
    await notebook.keepPicture("completion");
    assert.deepEqual(await page.locator(".completions option").allTextContents(), ["cos", "cosh"]);
    await page.keyboard.press("Escape");
    await notebook.write("kept");
    await page.keyboard.press("Shift+Tab");
    await page.locator("#tooltip").getByText("let kept: number").waitFor();
    await notebook.keepPicture("tooltip");
    assert.match((await page.locator("#tooltip").textContent()) ?? "", /How many patterns\./);
    await page.keyboard.press("Escape");
  },
);

test(
  "classic notebook: Interrupt stops an endless cell, and the next one has the variables",
  needed,
  async () => {
    const cell = await notebook.start("console.log('started'); for (;;);");
    await cell.locator(".output_stdout").getByText("started").waitFor();
    await notebook.menu("Kernel", "int_kernel");
    await notebook.untilIdle();
    assert.deepEqual((await textOf(cell))[0], "started");
    assert.match((await textOf(cell))[1] ?? "", /Interrupted/);
    assert.deepEqual(await textOf(await notebook.run("kept + 1")), ["42"]);
  },
);

test("classic notebook: input asks in a field and gets the answer", needed, async () => {
  const cell = await notebook.start("'<' + (await input('Who? ')) + '>'");
  const field = cell.locator("input.raw_input");
  assert.equal(await cell.locator(".raw_input_prompt").textContent(), "Who? ");
  await notebook.keepPicture("input");
  await field.fill("Hopfield");
  await field.press("Enter");
  await notebook.untilIdle();
  assert.equal((await textOf(cell)).at(-1), "<Hopfield>");
});

test("classic notebook: a question about a name opens the pager", needed, async () => {
  await notebook.run("kept?");
  await notebook.page.locator("#pager").getByText("How many patterns.").waitFor();
  await notebook.keepPicture("pager");
  await notebook.page.locator("#pager .ui-icon-close").click();
});

test("classic notebook: an error that comes after its cell appears under it", needed, async () => {
  const cell = await notebook.run("setTimeout(() => { throw new Error('late'); }, 300);");
  await notebook.run("'between'");
  await cell.locator(".output_error").getByText("late").first().waitFor();
});

test("classic notebook: Restart begins anew", needed, async () => {
  await notebook.page.evaluate(
    'Jupyter.notebook.events.one("kernel_ready.Kernel", () => { window.isRestarted = true; })',
  );
  await notebook.menu("Kernel", "restart_kernel");
  await notebook.page.locator(".modal-dialog .btn-danger").click();
  await notebook.page.waitForFunction("window.isRestarted");
  await notebook.untilIdle();
  const cell = await notebook.run("kept");
  assert.match((await textOf(cell)).join(), /Cannot find name 'kept'/);
  assert.match((await cell.locator(".input_prompt").textContent()) ?? "", /\[1\]/);
});
