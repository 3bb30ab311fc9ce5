import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { after, before, test } from "node:test";
import type { SessionOutput } from "../../src/jupyter/session.ts";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

let cells: Cells;
let project: string;
const late: { label: string; output: SessionOutput }[] = [];

before(async () => {
  project = temporaryProject({
    "package.json": "{}",
    "src/faulty.ts":
      "export enum Level { Low }\n\nexport function fail(): never {\n  throw new Error('in a source');\n}\n",
    "src/broken.ts": "export const x = ;\n",
    "notebooks/empty.txt": "",
    "node_modules/untyped/package.json": '{ "main": "index.js" }',
    "node_modules/untyped/index.js": "module.exports = 1;\n",
  });
  cells = await openCells({ directory: `${project}/notebooks` });
  cells.session.onLateError((label, output) => late.push({ label, output }));
});
after(() => cells.session.close());

/** The traceback of a failing cell, checked for traces of this machine. */
async function failure(code: string) {
  const { status, error } = await cells.run(code);
  assert.equal(status, "error");
  assert.ok(error, "an error output");
  const text = [error.ename, error.evalue, ...error.traceback].join("\n");
  assert.ok(!text.includes(project), text);
  assert.ok(!text.includes("node:internal"), text);
  assert.ok(!text.includes(hostname()), text);
  if (userInfo().username.length > 4) assert.ok(!text.includes(userInfo().username), text);
  return { ...error, text };
}

test("evaluator: an exception is shown with line, column and code frame", async () => {
  const { ename, evalue, traceback } = await failure(
    "const a = 1;\n\n  throw new RangeError('bad ' + a);",
  );
  assert.equal(ename, "RangeError");
  assert.equal(evalue, "bad 1");
  assert.equal(traceback[0], "RangeError: bad 1");
  assert.match(traceback[1] as string, /^at In \[\d+\]:3:9$/);
  assert.deepEqual(traceback.slice(2), [
    "  1 | const a = 1;",
    "  2 |",
    "> 3 |   throw new RangeError('bad ' + a);",
    "    |         ^",
  ]);
});

test("evaluator: a rejected await is an error at the place where it arose, with its callers", async () => {
  await cells.run(
    "const pause = (ms: number) => new Promise((r) => setTimeout(r, ms));\nasync function deep() {\n  await pause(1);\n  throw new TypeError('deep');\n}",
  );
  const { text } = await failure("1;\nawait deep();");
  assert.match(text, /at deep \(In \[\d+\]:4:9\)/);
  assert.match(text, /at In \[\d+\]:2:1/);
});

test("evaluator: a syntax error names its place and nothing of the cell runs", async () => {
  const { ename, evalue, text } = await failure("globalThis.ran = true;\nlet x = (1 +;");
  assert.equal(ename, "SyntaxError");
  assert.match(evalue, /^In \[\d+\]:2:13 Expression expected/);
  assert.match(text, /> 2 \| let x = \(1 \+;\n {4}\| {13}\^/);
});

test("evaluator: a type error names its place and nothing of the cell runs", async () => {
  const { ename, evalue } = await failure("console.log('ran');\nconst n: number = 'x';");
  assert.equal(ename, "TypeScriptError");
  assert.match(
    evalue,
    /^In \[\d+\]:2:7 Type 'string' is not assignable to type 'number'\. \(TS2322\)$/,
  );
});

test("evaluator: types of earlier cells are named without paths", async () => {
  await cells.run("class Old { #a = 1 } let old = new Old();");
  await cells.run("class Old { #b = 1 }");
  const { text } = await failure("old = new Old();");
  assert.match(text, /in type 'Old' but required in type 'Old'/);
  assert.ok(!text.includes(".cell-"), text);
});

test("evaluator: @ts-nocheck switches the type check of one cell off", async () => {
  const { value } = await cells.run("// @ts-nocheck\nconst n: number = 'unchecked'; n");
  assert.equal(value, "unchecked");
});

test("evaluator: errors in local sources carry the source's own place", async () => {
  const { text } = await failure("import { fail } from '../src/faulty';\nfail();");
  assert.match(text, /^at fail \(\.\.\/src\/faulty\.ts:4:9\)$/m);
  assert.match(text, /^> 4 \| {3}throw new Error\('in a source'\);$/m);
  assert.match(text, /^at In \[\d+\]:2:1$/m);
  const broken = await failure("// @ts-nocheck\nawait import('../src/broken');");
  assert.match(broken.evalue, /broken\.ts:1:18 Expression expected/);
});

test("evaluator: a package that is missing is an error without paths", async () => {
  const { evalue } = await failure("// @ts-nocheck\nimport nothing from 'no-such-package-here';");
  assert.match(evalue, /no-such-package-here/);
});

test("evaluator: causes and values that are no errors are shown", async () => {
  const { text } = await failure("throw new Error('outer', { cause: new Error('inner') });");
  assert.match(text, /^Caused by Error: inner$/m);
  const thrown = await failure("throw { code: 7 };");
  assert.equal(thrown.evalue, "{ code: 7 }");
  assert.match(thrown.traceback.at(-1) as string, /^in In \[\d+\]$/);
});

test("evaluator: an error whose source was renamed still shows the code that was loaded", async () => {
  const file = `${project}/src/renamed.ts`;
  writeFileSync(file, "export function broken() {\n  throw new Error('moved');\n}\n");
  await cells.run("import { broken } from '../src/renamed';");
  const { text } = await failure(
    "import { renameSync } from 'node:fs';\nrenameSync('../src/renamed.ts', '../src/other.ts');\nbroken();",
  );
  assert.match(text, /^at broken \(\.\.\/src\/renamed\.ts:2:9\)$/m);
  assert.match(text, /^> 2 \| {3}throw new Error\('moved'\);$/m);
});

const UNREADABLE: [name: string, code: string][] = [
  ["message", "throw Object.defineProperty(new Error('a'), 'message', { get() { throw 1; } });"],
  ["name", "throw Object.assign(new Error('a'), { name: { toString() { throw 2; } } });"],
  ["inspector", "throw { [Symbol.for('nodejs.util.inspect.custom')]() { throw 3; } };"],
  ["cause", "throw Object.defineProperty(new Error('a'), 'cause', { get() { throw 4; } });"],
  ["prototype", "throw new Proxy({}, { getPrototypeOf() { throw 5; } });"],
];

for (const [name, code] of UNREADABLE) {
  test(`evaluator: an error with an unreadable ${name} ends its cell, thrown or rejected`, async () => {
    assert.match((await failure(code)).text, /cannot be shown: reading it throws/);
    const rejected = await failure(
      `Promise.reject((() => { try { ${code} } catch (e) { return e; } })());`,
    );
    assert.match(rejected.text, /cannot be shown: reading it throws/);
    assert.equal((await cells.run("6 * 7")).value, "42");
  });
}

test("evaluator: gathered errors are shown with their places, each once", async () => {
  const { text } = await failure(
    "const first = new RangeError('first');\nconst all = new AggregateError([first, 'second', first], 'all');\nall.errors.push(all);\nthrow all;",
  );
  assert.match(text, /^AggregateError: all$\n^at In \[\d+\]:2:13$/m);
  assert.match(text, /^One of its errors: RangeError: first$\n^at In \[\d+\]:1:15$/m);
  assert.match(text, /^One of its errors: 'second'$/m);
  assert.equal(text.match(/One of its errors/g)?.length, 2);
  const any = await failure("await Promise.any([Promise.reject(new Error('only'))]);");
  assert.match(any.text, /^in In \[\d+\]$\n^One of its errors: Error: only$/m);
});

test("evaluator: messages of the compiler name no absolute path", async () => {
  const { evalue } = await failure("import untyped from 'untyped';");
  assert.match(evalue, /'\.\.\/node_modules\/untyped\/index\.js' implicitly has an 'any' type/);
});

test("evaluator: paths that only begin or end like the notebook's folder stay", async () => {
  const folder = `${project}/notebooks`;
  const { evalue } = await cells
    .run(`throw new Error('${folder}/a ${folder} "${folder}" ${folder}.');`)
    .then(({ error }) => error as { evalue: string });
  assert.equal(evalue, './a . "." ..');
  const longer = await cells.run(
    `throw new Error('${folder}tore/x /mnt${folder}/x ${folder}.old');`,
  );
  // The project's own folder is a whole name in all but the second.
  assert.equal(longer.error?.evalue, `../notebookstore/x /mnt${folder}/x ../notebooks.old`);
});

test("evaluator: the stack that user code prints names cells and no paths", async () => {
  const { printed } = await cells.run("console.log(new Error('printed').stack);");
  assert.match(printed, /^Error: printed\n {4}at In \[\d+\]:1:13\n$/);
});

test("evaluator: a rejection that nobody awaits fails its cell", async () => {
  const { error, status } = await cells.run("1;\nPromise.reject(new Error('dropped'));\n2");
  assert.equal(status, "error");
  assert.match(error?.traceback.join("\n") ?? "", /at In \[\d+\]:2:16/);
});

test("evaluator: errors after the end carry the label of their cell; the session lives", async () => {
  await cells.run("setTimeout(() => { throw new Error('late throw'); }, 30);");
  await cells.run("void (async () => { await pause(30); throw new Error('late rejection'); })();");
  const { value } = await cells.run("await pause(150); 'alive'");
  assert.equal(value, "alive");
  const seen = late.map(({ label, output }) => {
    assert.equal(output.output_type, "error");
    return output.output_type === "error" ? `${label}: ${output.evalue}` : "";
  });
  assert.equal(seen.length, 2);
  assert.match(seen[0] as string, /^In \[\d+\]: late throw$/);
  assert.match(seen[1] as string, /^In \[\d+\]: late rejection$/);
  const number = (text: string | undefined) => Number(/\d+/.exec(text ?? "")?.[0]);
  assert.equal(number(seen[1]), number(seen[0]) + 1);
});

test("evaluator: text printed by a cell's timers goes to that cell", async () => {
  const first = await cells.run("setTimeout(() => console.log('from the first'), 40);");
  const second = await cells.run("await pause(120); console.log('from the second');");
  assert.deepEqual(first.outputs, [
    { output_type: "stream", name: "stdout", text: "from the first\n" },
  ]);
  assert.equal(second.printed, "from the second\n");
});

test("evaluator: the console's methods reach the right streams", async () => {
  const { outputs } = await cells.run(
    "console.info('a'); console.error('b'); console.warn('c'); void process.stdout.write('d');",
  );
  const streams = outputs.map(
    (output) => output.output_type === "stream" && [output.name, output.text],
  );
  assert.deepEqual(streams, [
    ["stdout", "a\n"],
    ["stderr", "b\n"],
    ["stderr", "c\n"],
    ["stdout", "d"],
  ]);
});
