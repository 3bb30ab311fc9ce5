import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { type CellOutcome, type Cells, openCells, temporaryProject } from "../support/cells.ts";

let cells: Cells;
let project: string;

before(async () => {
  project = temporaryProject({
    "package.json": '{ "type": "module" }',
    "notebooks/empty.txt": "",
  });
  cells = await openCells({ directory: join(project, "notebooks") });
});
after(() => cells.session.close());

async function run(code: string, interruptAfterMs?: number) {
  const outcome = await cells.run(code, interruptAfterMs);
  const text = JSON.stringify(outcome.outputs);
  assert.ok(!text.includes("reloaded="), text);
  return { ...outcome, notice: noticeOf(outcome) };
}

/** The value of a cell that must succeed. */
async function value(code: string): Promise<unknown> {
  const outcome = await run(code);
  assert.equal(outcome.status, "ok", outcome.error?.traceback.join("\n"));
  return outcome.value;
}

function save(file: string, text: string): void {
  const path = join(project, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function noticeOf({ outputs }: CellOutcome): string {
  return outputs
    .map((output) =>
      output.output_type === "stream" && output.name === "stderr" ? output.text : "",
    )
    .join("");
}

test("reload: a saved source is used by the next cell, with a notice; variables are kept", async () => {
  save("saved/x.ts", "export const f = (n: number): number => n + 1;\n");
  await value("import { f } from '../saved/x'; const kept = f(1);");
  assert.equal((await run("f(1)")).notice, "");
  save("saved/x.ts", "export const f = (n: number): string => '<' + n + '>';\n");
  const changed = await run("const text: string = f(1); text + kept");
  assert.equal(changed.error, undefined);
  assert.equal(changed.value, "<1>2");
  assert.equal(changed.notice, "reloaded ../saved/x.ts\n");
  assert.ok(changed.milliseconds < 5000, `${changed.milliseconds} ms`);
  assert.equal((await run("f(2)")).notice, "");
});

test("reload: a source two imports deep takes those that import it along", async () => {
  save(
    "deep/top.ts",
    "import { middle } from './middle';\nexport { aside } from './aside';\nexport const top = () => 'top ' + middle();\n",
  );
  save(
    "deep/middle.ts",
    "import { deep } from './deep';\nexport const middle = () => 'of ' + deep;\n",
  );
  save("deep/deep.ts", "export const deep = 'old';\n");
  save("deep/aside.ts", "export const aside = { made: 'once' };\n");
  await value("import { top, aside } from '../deep/top'; const before = aside; top()");
  save("deep/deep.ts", "export const deep = 'new';\n");
  const { notice, value: text } = await run("[top(), aside === before].join()");
  assert.equal(text, "top of new,true");
  assert.equal(notice, "reloaded ../deep/deep.ts, ../deep/top.ts, ../deep/middle.ts\n");
});

test("reload: types change together with values, also of a deep source", async () => {
  save("typed/x.ts", "export { deep } from './deep';\n");
  save("typed/deep.ts", "export const deep: number = 1;\n");
  await value("import { deep } from '../typed/x'; deep");
  for (const round of [1, 2, 3]) {
    save("typed/deep.ts", `export const deep: string = 'text ${round}';\n`);
    assert.match((await run("const n: number = deep;")).error?.evalue ?? "", /'string' is not/);
    assert.equal(await value("const s: string = deep; s"), `text ${round}`);
    save("typed/deep.ts", `export const deep: number = ${round};\n`);
    assert.match((await run("const s: string = deep;")).error?.evalue ?? "", /'number' is not/);
    assert.equal(await value("const m: number = deep; m"), String(round));
  }
});

test("reload: variables made by old classes are named, exported classes or not", async () => {
  const source = (text: string) =>
    `export class Spin { name() { return '${text}'; } }\nclass Hidden { a = 1; }\nexport const make = () => new Hidden();\n`;
  save("classes/x.ts", source("old"));
  await value("import { Spin, make } from '../classes/x';\nconst a = new Spin(), other = 1;");
  await value("let name = new Spin(); const hidden = make(); class Mine extends Spin {}");
  save("classes/x.ts", source("new"));
  const { notice, value: names } = await run("[a.name(), new Spin().name()].join()");
  assert.equal(names, "old,new");
  assert.equal(
    notice,
    "reloaded ../classes/x.ts; still made by the old class Spin: a, name, Mine; still made by the old class Hidden: hidden\n",
  );
  await value("const b = new Spin();");
  save("classes/x.ts", source("newest"));
  assert.match((await run("1")).notice, /class Spin: a, name, Mine, b; .*Hidden: hidden\n$/);
});

test("reload: functions of earlier cells see the new version", async () => {
  save("closures/x.ts", "export const f = () => 'old';\n");
  await value("import { f } from '../closures/x'; function call() { return f(); }");
  await value("const arrow = () => call() + f();");
  save("closures/x.ts", "export const f = () => 'new';\n");
  assert.equal(await value("arrow()"), "newnew");
});

test("reload: a name that a later cell declared again is left alone", async () => {
  save("redeclared/x.ts", "export const size = 3;\nexport const other = 1;\n");
  await value("import { size, other } from '../redeclared/x';");
  await value("const size = 3;");
  save("redeclared/x.ts", "export const size = 5;\nexport const other = 2;\n");
  assert.equal(await value("[size, other].join()"), "3,2");
});

test("reload: default, namespace, renamed, shadowing and mere imports follow", async () => {
  const source = (text: string) =>
    `export default '${text}';\nexport const one = '${text}';\nconsole.log('loaded ${text}');\n`;
  save("forms/x.ts", source("old"));
  save("forms/effect.mts", "console.log('effect 1');\n");
  await value(
    "import whole, * as all from '../forms/x';\nimport { one as name } from '../forms/x';\nimport '../forms/effect.mts';",
  );
  save("forms/x.ts", source("new"));
  save("forms/effect.mts", "console.log('effect 2');\n");
  const { printed, value: text } = await run("[whole, all.one, all.default, name].join()");
  assert.equal(text, "new,new,new,new");
  assert.deepEqual(printed.trim().split("\n").sort(), ["effect 2", "loaded new"]);
});

test("reload: JSON and JavaScript modules are taken anew", async () => {
  save("data/table.json", '{ "rows": [1] }');
  save("plain/plain.js", "export const plain = 'old';\n");
  save("plain/plain.d.ts", "export const plain: string;\n");
  save(
    "plain/other.mjs",
    "import { plain } from './plain.js';\nexport const other = () => plain;\n",
  );
  save("plain/other.d.mts", "export const other: () => string;\n");
  await value(
    "import table from '../data/table.json'; import { other } from '../plain/other.mjs';",
  );
  save("data/table.json", '{ "rows": [1, 2], "name": "x" }');
  save("plain/plain.js", "export const plain = 'new';\n");
  const { notice, value: text } = await run("[table.rows.length, table.name, other()].join()");
  assert.equal(text, "2,x,new");
  assert.match(notice, /^reloaded .*table\.json/);
  assert.match(notice, /plain\.js/);
});

test("reload: a source that no longer loads fails the cells that use it, until it is mended", async () => {
  save("mended/x.ts", "export const f = (): number => 1;\n");
  save("mended/y.ts", "export const g = 'fine';\n");
  await value(
    "import { f } from '../mended/x'; import { g } from '../mended/y'; const call = () => f();",
  );
  save("mended/x.ts", "export const f = (): number => 1;\nexport const bad = ;\n");
  const other = await run("[g, call()].join()");
  assert.equal(other.value, "fine,1", "a cell without the name runs, with the old value");
  assert.match(
    other.notice,
    /^could not reload \.\.\/mended\/x; kept the old f\nSyntaxError: x\.ts:2:20/,
  );
  assert.match(
    other.notice,
    /^at \.\.\/mended\/x\.ts:2:20\n {2}1 \|.*\n> 2 \| export const bad = ;$/m,
  );
  for (const _ of [1, 2]) {
    const { error, notice } = await run("f()");
    assert.equal(notice, "");
    assert.match(error?.evalue ?? "", /x\.ts:2:20 Expression expected/);
    assert.match(error?.traceback.join("\n") ?? "", /^> 2 \| export const bad = ;$/m);
  }
  save("mended/x.ts", "export const f = (): number => {\n  throw new Error('later');\n};\nf();\n");
  const thrown = await run("f()");
  assert.match(thrown.error?.traceback.join("\n") ?? "", /at f \(\.\.\/mended\/x\.ts:2:9\)/);
  save("mended/x.ts", "export const f = (): number => 2;\n");
  const mended = await run("[f(), call()].join()");
  assert.equal(mended.value, "2,2");
  assert.equal(mended.notice, "reloaded ../mended/x.ts\n");
});

test("reload: a type error that comes from an unreadable source shows the source's fault", async () => {
  save("unreadable/x.ts", "export const f = 1;\nexport const g = 1;\n");
  await value("import { f } from '../unreadable/x';");
  save("unreadable/x.ts", "export const f = 1;\nexport const { g = 1;\n");
  const { error } = await run("import { g } from '../unreadable/x'; const n: string = g;");
  assert.equal(error?.ename, "TypeScriptError");
  assert.match(
    error?.traceback.join("\n") ?? "",
    /^SyntaxError at \.\.\/unreadable\/x\.ts:2:21 .*\n.*\n> 2 \| export const \{ g = 1;$/m,
  );
});

test("reload: broken JavaScript and JSON are shown with place and code frame", async () => {
  save("table.json", "[1]");
  save("faulty/plain.js", "export const plain = 1;\n");
  save("faulty/plain.d.ts", "export const plain: number;\n");
  await value("import table from '../table.json'; import { plain } from '../faulty/plain.js';");
  save("table.json", "[1,\n 2,,\n 3]");
  save("faulty/plain.js", "export const plain = 1;\nexport const = 2;\n");
  const { notice } = await run("1");
  assert.match(notice, /^at \.\.\/table\.json:2:4$/m);
  assert.match(notice, /^> 2 \| {2}2,,$/m);
  assert.match(notice, /^at \.\.\/faulty\/plain\.js:2:14$/m);
  assert.match(notice, /^> 2 \| export const = 2;$/m);
  save("faulty/fine.ts", "export const fine = 1;\n");
  await value("import { fine } from '../faulty/fine';");
  save("faulty/fine.ts", "export const fine = 2;\n");
  assert.equal((await run("1")).notice, "reloaded ../faulty/fine.ts\n", "faults are told once");
});

test("reload: an error in a source taken anew carries the place in its new text", async () => {
  save(
    "places/x.ts",
    "export enum Kind { A }\nexport function fail(): never { throw new Error('one'); }\n",
  );
  await value("import { fail } from '../places/x';");
  save(
    "places/x.ts",
    "export enum Kind { A, B }\n\n\nexport function fail(): never {\n  throw new Error('two');\n}\n",
  );
  const lines = (await run("fail()")).error?.traceback ?? [];
  assert.equal(lines[1], "at fail (../places/x.ts:5:9)");
  assert.ok(lines.includes("> 5 |   throw new Error('two');"), lines.join("\n"));
  const caught =
    "(() => { try { return fail(); } catch (error) { return (error as Error).stack; } })()";
  assert.match(String(await value(caught)), /at fail \(\.\.\/places\/x\.ts:5:9\)/);
});

test("reload: an export that went away fails its users only", async () => {
  save("exports/x.ts", "export const f = 1, g = 1;\n");
  await value("import { f } from '../exports/x'; import { g } from '../exports/x';");
  save("exports/x.ts", "export const g = 2;\n");
  const { notice, value: g } = await run("g");
  assert.equal(g, "2");
  assert.match(notice, /could not reload \.\.\/exports\/x; kept the old f\n.*to export f for f/s);
  assert.equal((await run("// @ts-nocheck\nf")).status, "error");
});

test("reload: a file that is deleted fails its users; one that appears again is used", async () => {
  save("deleted/x.ts", "export { deep } from './deep';\n");
  save("deleted/deep.ts", "export const deep = 1;\n");
  await value("import { deep } from '../deleted/x';");
  rmSync(join(project, "deleted/deep.ts"));
  for (const code of ["deep", "import { deep as same } from '../deleted/x';"]) {
    assert.match(
      (await run(code)).error?.evalue ?? "",
      /^Cannot find module '\.\.\/deleted\/deep'/,
    );
  }
  save("deleted/deep.ts", "export const deep: string = 'back';\n");
  assert.match((await run("const n: number = deep;")).error?.evalue ?? "", /'string' is not/);
  assert.equal(await value("deep"), "back");
  renameSync(join(project, "deleted/x.ts"), join(project, "deleted/z.ts"));
  const { notice } = await run("1");
  assert.match(notice, /^could not reload \.\.\/deleted\/x; kept the old deep$/m);
  assert.match(
    notice,
    /^Error: Cannot find module '\.\.\/deleted\/x' imported from an earlier cell$/m,
  );
  save("deleted/x.js", "export const deep = 1;\n");
  save("deleted/x.d.ts", "export const deep: 1;\n");
  assert.match((await run("const two: 2 = deep;")).error?.evalue ?? "", /'1' is not assignable/);
  assert.equal(await value("deep"), "1");
  renameSync(join(project, "deleted/z.ts"), join(project, "deleted/x.ts"));
  assert.match((await run("const m: number = deep;")).error?.evalue ?? "", /'string' is not/);
  assert.equal(await value("deep"), "back");
});

test("reload: running the importing cell again, or import(), takes the edited source", async () => {
  save("again/x.ts", "export const f = 1;\n");
  const cell = "import { f } from '../again/x'; f";
  assert.equal(await value(cell), "1");
  save("again/x.ts", "export const f = 2;\n");
  const again = await run(cell);
  assert.equal(again.value, "2");
  assert.equal(again.notice, "reloaded ../again/x.ts\n");
  save("again/x.ts", "export const f = ;\n");
  const broken = await run(`// @ts-nocheck\n${cell}`);
  assert.equal(broken.notice, "");
  assert.match(broken.error?.evalue ?? "", /x\.ts:1:18/);
  save("again/x.ts", "export const f = 3;\n");
  assert.equal(await value("(await import('../again/x')).f"), "3");
  save("again/x.ts", "export const f = 4;\n");
  assert.equal(await value("(await import('../again/x')).f"), "4");
});

test("reload: import.meta.url of a module stays a usable file URL", async () => {
  const source = (n: number) =>
    `import { readFileSync } from 'node:fs';\nimport { fileURLToPath } from 'node:url';\nexport const n = ${n};\nexport const read = () => readFileSync(new URL('./note.txt', import.meta.url), 'utf8');\nexport const own = () => readFileSync(fileURLToPath(import.meta.url), 'utf8').length;\n`;
  save("meta/x.ts", source(1));
  save("meta/note.txt", "a note");
  await value("// @ts-nocheck\nimport { n, own, read } from '../meta/x';");
  save("meta/x.ts", source(2));
  assert.equal(
    await value("// @ts-nocheck\n[n, read(), own()].join()"),
    `2,a note,${source(2).length}`,
  );
});

test("reload: a module that imports itself by its URL gets itself, also anew", async () => {
  const source = (n: number) =>
    `export const self = () => import(import.meta.url);\nexport const own = { n: ${n} };\n`;
  save("itself/x.ts", source(1));
  await value("import { own, self } from '../itself/x';");
  save("itself/x.ts", source(2));
  assert.equal(await value("[own.n, (await self()).own === own].join()"), "2,true");
});

test("reload: CommonJS is loaded once and not said to be reloaded", async () => {
  save("common/x.cjs", "module.exports = { x: 1, y: require('./y'), z: require('./z.json') };\n");
  save("common/x.d.cts", "declare const all: object;\nexport = all;\n");
  save("common/y.js", "module.exports = 1;\n");
  save("common/package.json", "{}");
  save("common/z.json", "1");
  assert.equal(
    await value("import all from '../common/x.cjs'; Object.values(all).join()"),
    "1,1,1",
  );
  save("common/x.cjs", "module.exports = { x: 2, y: require('./y') };\n");
  save("common/y.js", "module.exports = 2;\n");
  const { notice, value: values } = await run("Object.values(all).join()");
  assert.equal(values, "1,1,1");
  assert.equal(notice, "");
});

test("reload: an edit of the same length right after the load is seen", async () => {
  save("same/x.ts", "export const f = 0;\n");
  await value("import { f } from '../same/x';");
  for (let n = 1; n < 10; n++) {
    save("same/x.ts", `export const f = ${n};\n`);
    assert.equal(await value("f"), String(n));
  }
});

test("reload: a source that never finishes loading can be interrupted; others go on", async () => {
  save("endless/x.ts", "export const f = 1;\n");
  save("endless/y.ts", "export const g = 1;\n");
  await run("import { f } from '../endless/x'; import { g } from '../endless/y';");
  save("endless/x.ts", "export const f = 2;\nfor (;;);\n");
  save("endless/y.ts", "export const g = 2;\n");
  assert.equal((await run("g", 500)).status, "interrupted");
  assert.equal((await run("g")).value, "2");
  assert.match((await run("f")).error?.evalue ?? "", /expected .* to load, got an interrupt/);
  save("endless/x.ts", "export const f = 3;\n");
  assert.equal((await run("f")).value, "3");
});
