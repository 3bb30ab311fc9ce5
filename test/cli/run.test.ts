import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CodeCell,
  formatNotebook,
  type Notebook,
  parseNotebook,
} from "../../src/jupyter/nbformat.ts";
import { cliFile, damlab } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

function folder(t: TestContext, files: Record<string, string | Notebook>, name = ""): string {
  const path = join(temporaryFolder(t), name);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(
      join(path, name),
      typeof content === "string" ? content : formatNotebook(content),
    );
  }
  return path;
}

function run(cwd: string, args: string[], env: Record<string, string> = {}) {
  return damlab(["run", ...args], { cwd, env });
}

const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const textsOf = (text: string) =>
  parseNotebook(text, "out")
    .cells.filter((cell): cell is CodeCell => cell.cell_type === "code")
    .map(({ outputs }) =>
      outputs.map((output) => {
        if (output.output_type === "stream") return output.text;
        return output.output_type === "error" ? output.ename : output.data["text/plain"];
      }),
    );

const parameters = code("/** Number of spins. */\nconst N = 64;\nconst loads: number[] = [0.1];", {
  tags: ["parameters"],
  damlab: { quick: { N: 32 } },
});

test("run: two machines write the same bytes", async (t) => {
  const files = {
    "project/package.json": "{}",
    "project/lib/double.ts":
      "export function double(x: number): number {\n  if (x > 99) throw new RangeError('too large');\n  return 2 * x;\n}\n",
    "project/notebooks/a.ipynb": notebookOf(
      prose("# Twice\n\n$2x$"),
      'import { double } from "../lib/double.ts";',
      parameters,
      "double(N)",
      code("double(100)", { tags: ["raises-exception"] }),
      code("setTimeout(() => { throw new Error('late'); }); new Error('shown')", {
        tags: ["raises-exception"],
      }),
      "console.log(Object.keys(globalThis).length > 0); new Map([['a', double(1)]])",
    ),
  };
  const machine = async (name: string) => {
    const home = folder(t, files, name);
    const environment = { HOSTNAME: name, USER: name, LOGNAME: name, HOME: home };
    const args = ["project/notebooks", "--html", "--quick", "-p", "loads=0:1:0.5"];
    const result = await run(home, args, environment);
    assert.equal(result.code, 0, result.stderr);
    assert.deepEqual(readdirSync(home).sort(), ["out", "project"]);
    return { notebook: read(home, "out/a.ipynb"), page: read(home, "out/a.html") };
  };
  const [one, other] = await Promise.all([machine("alpha"), machine("a much longer name é")]);
  assert.equal(one.notebook, other.notebook);
  assert.equal(one.page, other.page);
  assert.doesNotMatch(one.notebook, /alpha|tmp|node_modules/);
  const texts = textsOf(one.notebook);
  assert.deepEqual(texts[3], ["64"]);
  assert.deepEqual(texts[4], ["RangeError"]);
  assert.match(one.notebook, /double\.ts:2/);
});

test("run: --static writes a page without scripts", async (t) => {
  const figure =
    "import { display } from 'damlab';\n" +
    "display.raw({ 'application/vnd.vegalite.v5+json': {}, 'text/html': '<svg><path d=\"M0\"/></svg>' });";
  const cwd = folder(t, { "package.json": "{}", "a.ipynb": notebookOf(figure) });
  const { code, stderr } = await run(cwd, ["a.ipynb", "--static"]);
  assert.equal(code, 0, stderr);
  const page = read(cwd, "out", "a.html");
  assert.doesNotMatch(page, /<script/);
  assert.match(page, /<svg><path d="M0"\/><\/svg>/);
});

test("run: values are shown with HTML in notebooks that import nothing", async (t) => {
  const notebook = notebookOf("new Float64Array([1, 3])", "[{ N: 8 }, { N: 16 }]", "new Map()");
  const cwd = folder(t, { "package.json": "{}", "a.ipynb": notebook });
  const { code, stderr } = await run(cwd, ["a.ipynb", "--out", "out"]);
  assert.equal(code, 0, stderr);
  const { cells } = parseNotebook(read(cwd, "out", "a.ipynb"), "a.ipynb");
  const html = (cells as CodeCell[]).map(({ outputs: [output] }) =>
    output?.output_type === "execute_result" ? String(output.data["text/html"]) : "",
  );
  assert.match(html[0]!, /<b>Float64Array\(2\)<\/b> min 1, mean 2, max 3/);
  assert.match(html[1]!, /^<table .*>16<\/td>/);
  assert.equal(html[2], "undefined");
});

test("run: one failing notebook does not stop the others, and the log names what failed", async (t) => {
  const directory = folder(t, {
    "all/a.ipynb": notebookOf("1"),
    "all/b.ipynb": notebookOf(prose("text"), "1", "2;\nthrow new Error('no luck')", "3"),
    "all/c.ipynb": '{"nbformat": 4,\n "cells": [}',
    "all/deep/d.ipynb": notebookOf("console.log('deep')"),
    "all/.hidden/e.ipynb": "",
    "all/out/f.ipynb": "",
    "all/deep/.ipynb_checkpoints/d-checkpoint.ipynb": "",
  });
  const { code: exit, stdout, stderr } = await run(directory, ["all", "--json"]);
  assert.equal(exit, 1);
  const rows = JSON.parse(stdout) as Record<string, unknown>[];
  assert.deepEqual(
    rows.map(({ notebook, status, cells, failed, skipped, output }) =>
      [notebook, status, cells, failed, skipped, output].join(" "),
    ),
    [
      "all/a.ipynb ok 1 0 0 out/a.ipynb",
      "all/b.ipynb failed 3 1 1 out/b.ipynb",
      "all/c.ipynb failed    ",
      "all/deep/d.ipynb ok 1 0 0 out/deep/d.ipynb",
    ],
  );
  assert.match(stderr, /^all\/b\.ipynb: In \[2\] \(cell 3, line 2\): Error: no luck$/m);
  assert.match(stderr, /^all\/b\.ipynb: 1 of 3 cells skipped$/m);
  assert.match(stderr, /^all\/c\.ipynb: readNotebook: expected JSON .* at c\.ipynb:2:12$/m);
  assert.deepEqual(readdirSync(join(directory, "out")).sort(), ["a.ipynb", "b.ipynb", "deep"]);
  assert.deepEqual(textsOf(read(directory, "out/deep/d.ipynb")), [["deep\n"]]);
});

test("run: parameters are refused before anything runs", async (t) => {
  const directory = folder(t, { "a.ipynb": notebookOf(parameters, "N") });
  const wrong = await run(directory, ["a.ipynb", "-p", "N=abc"]);
  assert.equal(wrong.code, 2);
  assert.match(
    wrong.stderr,
    /^damlab run: expected parameter N of type number \(default 64\), got "abc"/,
  );
  const unknown = await run(directory, ["a.ipynb", "--param", "load=3"]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /did you mean loads\?/);
  assert.deepEqual(readdirSync(directory), ["a.ipynb"]);
});

test("run: --list-parameters and --prepare-only run nothing", async (t) => {
  const directory = folder(t, {
    "a.ipynb": notebookOf(parameters, "require('node:fs').writeFileSync('ran', '')"),
  });
  const listed = await run(directory, ["a.ipynb", "--list-parameters", "--json"]);
  assert.equal(listed.code, 0);
  assert.deepEqual(JSON.parse(listed.stdout), [
    {
      notebook: "a.ipynb",
      name: "N",
      type: "number",
      default: "64",
      quick: "32",
      meaning: "Number of spins.",
    },
    {
      notebook: "a.ipynb",
      name: "loads",
      type: "number[]",
      default: "[0.1]",
      quick: null,
      meaning: "",
    },
  ]);
  const prepared = await run(directory, ["a.ipynb", "--prepare-only", "-p", "N=8"]);
  assert.equal(prepared.code, 0, prepared.stderr);
  const cells = parseNotebook(read(directory, "out/a.ipynb"), "a").cells;
  assert.deepEqual(cells.map((cell) => cell.source).slice(0, 2), [
    parameters.source,
    "// Parameters of this run\nconst N: number = 8;",
  ]);
  assert.ok(!existsSync(join(directory, "ran")));
});

test("run: an output that cannot be written is named before the first cell", async (t) => {
  const directory = folder(t, {
    "a.ipynb": notebookOf("import { writeFileSync } from 'node:fs'; writeFileSync('ran', '')"),
    file: "",
  });
  const { code: exit, stderr } = await run(directory, ["a.ipynb", "--out", "file/inside"]);
  assert.equal(exit, 1);
  assert.match(stderr, /expected file\/inside\/a\.ipynb to be writable, got ENOTDIR; choose/);
  assert.ok(!existsSync(join(directory, "ran")));
});

test("run: writes over a notebook only with --in-place, and --compare holds the outputs to it", async (t) => {
  const notebook = notebookOf("console.log('m =', 0.5)", "({ P: 200 })");
  const directory = folder(t, { "a.ipynb": notebook });
  const refused = await run(directory, ["a.ipynb", "--out", "."]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /use --in-place/);
  assert.equal(read(directory, "a.ipynb"), formatNotebook(notebook));

  assert.equal((await run(directory, ["a.ipynb", "--in-place"])).code, 0);
  const once = read(directory, "a.ipynb");
  assert.deepEqual(textsOf(once)[0], ["m = 0.5\n"]);
  const again = await run(directory, ["a.ipynb", "--in-place", "--compare", "0"]);
  assert.equal(again.code, 0, again.stderr);
  assert.equal(read(directory, "a.ipynb"), once);
  assert.deepEqual(readdirSync(directory), ["a.ipynb"]);

  writeFileSync(join(directory, "a.ipynb"), once.replace("m = 0.5", "m = 0.6"));
  const differs = await run(directory, ["a.ipynb", "--compare", "0.01"]);
  assert.equal(differs.code, 1);
  assert.match(differs.stderr, /^a\.ipynb: cell 1: stdout line 1: expected 0\.6, got 0\.5$/m);
  assert.match(differs.stdout, /a\.ipynb +different/);
});

function runInGroup(directory: string) {
  const child = spawn(process.execPath, [cliFile, "run", "a.ipynb"], {
    cwd: directory,
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  child.stderr.setEncoding("utf8");
  return {
    stderr: child.stderr,
    /** To the whole group, as a terminal does. */
    signal: (name: NodeJS.Signals) => process.kill(-child.pid!, name),
    exit: new Promise((resolve) => child.once("exit", resolve)),
  };
}

test("run: signals keep finished outputs and give the exit code", {
  timeout: 60_000,
}, async (t) => {
  const signals = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const;
  for (const [name, code] of signals) {
    const directory = folder(t, {
      "a.ipynb": notebookOf("'done'", "console.log(2);for (;;);", "3"),
    });
    const { stderr, signal, exit } = runInGroup(directory);
    stderr.once("data", (text: string) => {
      assert.equal(text, "a.ipynb: 1 of 3 cells\n");
      setTimeout(signal, 500, name);
    });
    assert.equal(await exit, code);
    assert.deepEqual(textsOf(read(directory, "out/a.ipynb")), [
      ["done"],
      ["2\n", "Interrupted"],
      [],
    ]);
  }
});

test("run: an interrupt while the session starts is no failure of the session", {
  timeout: 60_000,
}, async (t) => {
  const directory = folder(t, { "a.ipynb": notebookOf("1", "2") });
  mkdirSync(join(directory, "out"));
  const { signal, exit } = runInGroup(directory);
  // The notebook is written once without outputs just before the session starts.
  while (!existsSync(join(directory, "out/a.ipynb"))) await sleep(5);
  signal("SIGINT");
  assert.equal(await exit, 130);
  assert.deepEqual(textsOf(read(directory, "out/a.ipynb")), [["Interrupted"], []]);
});

test("run: wrong usage is refused with the nearest known option", async (t) => {
  const directory = folder(t, {
    "a.ipynb": notebookOf("1"),
    "b/a.ipynb": notebookOf("1"),
    "c.txt": "",
  });
  const refusals: [string[], RegExp][] = [
    [["a.ipynb", "--htlm"], /unknown option '--htlm'\n?.*--html/],
    [["b.ipynb"], /expected a notebook or a folder, got no file b\.ipynb/],
    [["c.txt"], /expected a file that ends in \.ipynb, got c\.txt/],
    [["a.ipynb", "b/a.ipynb"], /both for out\/a\.ipynb; name their common folder/],
    [["a.ipynb", "b/a.ipynb", "--in-place", "--html"], /both for out\/a\.html; name their/],
    [["a.ipynb", "--cell-timeout", "soon"], /expected seconds > 0 .*got soon/],
    [["a.ipynb", "--max-memory", "0.5"], /expected MB ≥ 64 .*got 0\.5/],
    [["a.ipynb", "--compare", "-1"], /expected a number ≥ 0, got -1/],
    [["a.ipynb", "-p", "N"], /expected name=value, got "N"/],
    [["a.ipynb", "--quick", "--full"], /--quick.* cannot be used with .*--full/],
    [["a.ipynb", "--on-error", "retry"], /stop, continue/],
    [[], /missing required argument/],
  ];
  for (const [args, message] of refusals) {
    const { code: exit, stderr } = await run(directory, args);
    assert.equal(exit, 2, args.join(" "));
    assert.match(stderr, message);
  }
  assert.ok(!existsSync(join(directory, "out")));
});
