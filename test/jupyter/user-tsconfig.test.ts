import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import ts from "typescript";
import { cellCompilerOptions, loadingOptions } from "../../src/jupyter/compiler-options.ts";
import { listParameters } from "../../src/jupyter/parameters.ts";
import { userConfig } from "../../src/jupyter/user-tsconfig.ts";
import { openCells, temporaryProject } from "../support/cells.ts";
import { repositoryRoot } from "../support/paths.ts";
import { notebookOf } from "../support/tiny-notebook.ts";

type Options = Record<string, unknown>;
const config = (compilerOptions: Options, rest: Options = {}) =>
  JSON.stringify({ ...rest, compilerOptions });

function projectWith(files: Record<string, string>): string {
  return temporaryProject({
    "package.json": '{ "type": "module" }',
    "notebooks/empty.txt": "",
    ...files,
  });
}

/** Cells in the notebook folder of a project with the given files. */
async function cellsIn(t: TestContext, files: Record<string, string>) {
  const project = projectWith(files);
  const cells = await openCells({ directory: join(project, "notebooks") });
  t.after(() => cells.session.close());
  return {
    project,
    run: cells.run,
    value: async (code: string) => {
      const { error, value } = await cells.run(code);
      assert.equal(error, undefined, error?.traceback.join("\n"));
      return value;
    },
    notice: async (code: string) => {
      const { outputs } = await cells.run(code);
      return outputs.map((one) => (one.output_type === "stream" ? one.text : "")).join("");
    },
  };
}

test("userConfig: the nearest file up to the project's root counts, with what it extends", () => {
  const project = projectWith({
    "tsconfig.json": config({ strict: false, target: "es2024" }, { extends: "./base.json" }),
    "base.json": config({ noImplicitReturns: true, strict: true }),
    "nearer/tsconfig.json": config({ noImplicitOverride: true }),
    "other/package.json": "{}",
  });
  const optionsOf = (folder: string) => userConfig(join(project, folder)).options;
  const { ES2024 } = ts.ScriptTarget;
  assert.deepEqual(optionsOf("notebooks"), {
    strict: false,
    noImplicitReturns: true,
    target: ES2024,
  });
  assert.deepEqual(optionsOf("nearer"), { noImplicitOverride: true });
  assert.deepEqual(optionsOf("other"), {});
});

test("userConfig: comments, trailing commas and a list of no files are no faults", () => {
  const project = projectWith({
    "tsconfig.json":
      '// a comment\n{ "compilerOptions": { "strict": true, }, "files": [], "include": ["none"] }',
  });
  assert.deepEqual(userConfig(project).options, { strict: true });
  assert.equal(userConfig(project).fault, "");
});

test("cellCompilerOptions: what cells rest on stays", () => {
  const project = projectWith({
    "tsconfig.json": config({
      target: "es5",
      module: "commonjs",
      moduleResolution: "nodenext",
      moduleDetection: "legacy",
      sourceMap: false,
      noEmit: true,
      outDir: "out",
      declaration: true,
      isolatedModules: true,
      isolatedDeclarations: true,
      verbatimModuleSyntax: true,
      importHelpers: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      rewriteRelativeImportExtensions: true,
    }),
  });
  assert.deepEqual(cellCompilerOptions(project), cellCompilerOptions(temporaryProject()));
  writeFileSync(join(project, "tsconfig.json"), config({ target: "esnext" }));
  assert.equal(cellCompilerOptions(project).target, ts.ScriptTarget.ES2025);
});

test("loadingOptions: JSX that a config preserves is emitted, since Node does not know it", () => {
  assert.equal(loadingOptions({ jsx: ts.JsxEmit.Preserve }).emit.jsx, ts.JsxEmit.ReactJSX);
  assert.equal(loadingOptions({ jsx: ts.JsxEmit.React }).emit.jsx, ts.JsxEmit.React);
});

test("tsconfig: checking, libraries and types are the project's", async (t) => {
  const { run, value } = await cellsIn(t, {
    "tsconfig.json": config({
      noUncheckedIndexedAccess: true,
      strictPropertyInitialization: false,
      noUnusedLocals: true,
      erasableSyntaxOnly: true,
      lib: ["es2022"],
      types: ["toy"],
    }),
    "node_modules/@types/toy/index.d.ts": "declare const toy: undefined;\n",
    "node_modules/@types/toy/package.json": '{ "name": "@types/toy", "version": "1.0.0" }',
  });
  const refused = async (code: string) => (await run(code)).error?.evalue ?? "";
  assert.match(await refused("const n: number = [1, 2][0];"), /'undefined' is not assignable/);
  assert.equal(await value("class Point { x: number }\nconst unused = 1;"), undefined);
  assert.match(await refused("enum Order { Two = 2 }"), /erasableSyntaxOnly/);
  assert.match(await refused("document.title"), /Cannot find name 'document'/);
  assert.match(await refused("process.argv"), /Cannot find name 'process'/);
  assert.equal(await value("typeof (undefined as typeof toy)"), "undefined");
});

test("tsconfig: paths and baseUrl lead cells and local modules to the same files as their types", async (t) => {
  const { project, run, value, notice } = await cellsIn(t, {
    "tsconfig.json": config({
      baseUrl: "./src",
      paths: { "@lib/*": ["./lib/*"], "@lib/exact": ["./missing", "./elsewhere/one.ts"] },
      ignoreDeprecations: "6.0",
    }),
    "src/lib/spin.ts": "import { half } from '@lib/half';\nexport const spin: number = half * 2;\n",
    "src/lib/half/index.ts":
      "import { quarter } from 'lib/quarter';\nexport const half = quarter * 2;\n",
    "src/lib/quarter.ts": "export const quarter = 0.25;\n",
    "src/elsewhere/one.ts": "export const exact = 'exact';\n",
    "src/path.ts": "export const sep = 1;\n",
  });
  assert.equal(
    await value(
      "import { spin } from '@lib/spin'; import { exact } from '@lib/exact'; spin + exact",
    ),
    "1exact",
  );
  assert.match((await run("const s: string = spin;")).error?.evalue ?? "", /'number' is not/);
  assert.equal(await value("import { sep } from 'node:path'; sep"), "/");
  writeFileSync(join(project, "src/lib/quarter.ts"), "export const quarter = 2;\n");
  assert.match(await notice("spin"), /^reloaded \.\.\/src\/lib\/quarter\.ts, /);
  assert.equal(await value("spin"), "8");
});

test("tsconfig: paths without baseUrl are relative to the file that has them", async (t) => {
  const { value } = await cellsIn(t, {
    "tsconfig.json": config({}, { extends: "./config/base.json" }),
    "config/base.json": config({ paths: { tool: ["../tool.ts"] } }),
    "tool.ts": "export const tool = 'tool';\n",
  });
  assert.equal(await value("import { tool } from 'tool'; tool"), "tool");
});

test("tsconfig: custom conditions choose the same export for types and values", async (t) => {
  const pack = {
    name: "toy",
    type: "module",
    exports: { mine: "./mine.ts", types: "./other.d.ts", default: "./other.js" },
  };
  const { value } = await cellsIn(t, {
    "tsconfig.json": config({ customConditions: ["mine"] }),
    "package.json": JSON.stringify(pack),
    "mine.ts": "export const which: 'mine' = 'mine';\n",
    "other.js": "export const which = 'other';\n",
    "other.d.ts": "export const which: 'other';\n",
  });
  assert.equal(await value("import { which } from 'toy'; const own: 'mine' = which; own"), "mine");
});

test("tsconfig: JSX and decorators of local modules are emitted as the project says", async (t) => {
  const { value } = await cellsIn(t, {
    "tsconfig.json": config({
      jsx: "preserve",
      jsxImportSource: "toy",
      experimentalDecorators: true,
      useDefineForClassFields: false,
    }),
    "node_modules/toy/package.json":
      '{ "type": "module", "exports": { "./jsx-runtime": { "types": "./r.d.ts", "default": "./r.js" } } }',
    "node_modules/toy/r.js":
      "export const jsx = (tag, props) => '<' + tag + '>' + props.children;\n",
    "node_modules/toy/r.d.ts":
      "export namespace JSX { type Element = string; interface IntrinsicElements { b: { children: string } } }\nexport declare const jsx: unknown;\n",
    "src/view.tsx": "export const view = (text: string) => <b>{text}</b>;\n",
    "src/log.ts":
      "export const seen: string[] = [];\nexport const log = (_: object, key: string): void => { seen.push(key); };\nexport class Local { @log m() {} }\n",
  });
  assert.equal(
    await value("import { view } from '../src/view'; const s: string = view('x'); s"),
    "<b>x",
  );
  assert.equal(
    await value("import { log, seen } from '../src/log'; class Own { @log run() {} }\nseen.join()"),
    "m,run",
  );
});

test("tsconfig: with allowJs the JSDoc of local JavaScript is its type", async (t) => {
  const { run, value } = await cellsIn(t, {
    "tsconfig.json": config({ allowJs: true }),
    "src/twice.js": "/** @param {number} n */\nexport const twice = (n) => 2 * n;\n",
  });
  assert.equal(await value("import { twice } from '../src/twice.js'; twice(2)"), "4");
  assert.match((await run("twice('2')")).error?.evalue ?? "", /'string' is not assignable/);
});

const BROKEN: [name: string, files: Record<string, string>, expected: RegExp][] = [
  ["a syntax error", { "tsconfig.json": "{\n  oops\n}" }, /^\.\.\/tsconfig\.json:2:3 .* \(TS\d+\)/],
  [
    "an unknown value",
    { "tsconfig.json": '{\n "compilerOptions": {\n  "target": "es1" } }' },
    /^\.\.\/tsconfig\.json:3:13 Argument for '--target' option must be/,
  ],
  [
    "a missing base",
    { "tsconfig.json": '{ "extends": "./none.json" }' },
    /^\.\.\/tsconfig\.json(:1:14)? .*none\.json/,
  ],
  [
    "a fault in its base",
    { "tsconfig.json": '{ "extends": "./base.json" }', "base.json": '{ "compilerOptions": [] ' },
    /^\.\.\/base\.json:1:\d+ /,
  ],
];

for (const [name, files, expected] of BROKEN) {
  test(`userConfig: ${name} is named with its place, and no option is taken`, () => {
    const { fault, options } = userConfig(join(projectWith(files), "notebooks"));
    assert.match(fault, expected);
    assert.deepEqual(options, {});
  });
}

test("tsconfig: a broken file is told by the first cell, even a refused one, and only by it", async (t) => {
  const { notice, value } = await cellsIn(t, {
    "tsconfig.json": '{ "compilerOptions": { "erasableSyntaxOnly": true, "target": "es1" } }',
  });
  const told = await notice("const n: number = 'refused';");
  assert.match(told, /^\.\.\/tsconfig\.json:1:\d+ .*; the default compiler options are used\n$/);
  assert.equal(await value("enum Order { Two = 2 }\nOrder.Two"), "2");
  assert.equal(await notice("1"), "");
});

test("tsconfig: a file that is edited, appears or goes away is told once", async (t) => {
  const { project, notice } = await cellsIn(t, {
    "tsconfig.json": config({}, { extends: "./base.json" }),
    "base.json": config({}),
  });
  assert.equal(await notice("1"), "");
  const told = (file: string) => `${file} has changed; restart to use it\n`;
  writeFileSync(join(project, "base.json"), config({ strict: false }));
  assert.equal(await notice("2"), told("../base.json"));
  assert.equal(await notice("3"), "");
  writeFileSync(join(project, "notebooks/tsconfig.json"), "{}");
  assert.equal(await notice("4"), told("tsconfig.json"));
  rmSync(join(project, "tsconfig.json"));
  assert.equal(await notice("5"), told("../tsconfig.json"));
});

test("listParameters: reads types under the options of the project's tsconfig.json", () => {
  const project = projectWith({
    "tsconfig.json": config({ paths: { "@units": ["./units.ts"] }, strict: false }),
    "units.ts": "export const second = 1 as const;\n",
  });
  mkdirSync(join(project, "deep"));
  symlinkSync(join(repositoryRoot, "node_modules"), join(project, "node_modules"));
  const notebook = notebookOf(
    "import { second } from '@units';",
    "const a = second; const b = null;",
  );
  notebook.cells[1]!.metadata = { tags: ["parameters"] };
  const types = listParameters(notebook, join(project, "deep")).map(({ type }) => type);
  assert.deepEqual(types, ["number", "any"]);
});
