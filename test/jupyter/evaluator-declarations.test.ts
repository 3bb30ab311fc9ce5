import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

let cells: Cells;
before(async () => {
  cells = await openCells({ directory: temporaryProject() });
});
after(() => cells.session.close());

async function value(code: string): Promise<unknown> {
  const outcome = await cells.run(code);
  assert.equal(outcome.status, "ok", outcome.error?.evalue ?? code);
  return outcome.value;
}

// Each form declares x; run three times, then again with a changed type.
const FORMS: [form: string, code: string, use: string, expected: string][] = [
  ["const", "const x = 1;", "x", "1"],
  ["const, other type", "const x = 'a';", "x.length", "1"],
  ["let", "let x = 2;", "x", "2"],
  ["let without value", "let x: number | undefined;", "String(x)", "undefined"],
  ["var", "var x = [3];", "x[0]", "3"],
  ["nested var", "if (true) { var x = '4'; }", "x", "4"],
  ["loop var", "for (var x = 0; x < 5; x++);", "x", "5"],
  ["function", "function x() { return 6; }", "x()", "6"],
  ["async function", "async function x() { return 7; }", "await x()", "7"],
  ["generator", "function* x() { yield 8; }", "[...x()][0]", "8"],
  ["async generator", "async function* x() { yield 9; }", "(await x().next()).value", "9"],
  ["class", "class x { value = 10; }", "new x().value", "10"],
  [
    "class with private and static parts",
    "class x { static all = 0; #n = 11; static { x.all = 0; } get n() { return this.#n + x.all; } }",
    "new x().n",
    "11",
  ],
  ["abstract class", "abstract class x { abstract n: number; }", "typeof x", "function"],
  ["enum", "enum x { A = 12 }", "x.A + Object.keys(x).length - 2", "12"],
  ["enum without the old member", "enum x { B = 13 }", "Object.keys(x).join()", "13,B"],
  ["const enum", "const enum x { C = 14 }", "x.C", "14"],
  ["namespace", "namespace x { export const n = 15; }", "Object.values(x).join()", "15"],
  ["merged class and namespace", "class x {} namespace x { export const n = 16; }", "x.n", "16"],
  ["object pattern", "const { a: x, ...rest } = { a: 17, b: 1 };", "x + rest.b", "18"],
  ["array pattern", "const [, x = 19, ...more] = [1] as number[];", "x + more.length", "19"],
  ["nested pattern", "let { p: [{ x } = { x: 20 }] } = { p: [] as { x: number }[] };", "x", "20"],
  ["import, default", "import x from 'node:path';", "x.basename('a/b')", "b"],
  ["import, named", "import { basename as x } from 'node:path';", "x('a/c')", "c"],
  ["import, namespace", "import * as x from 'node:path';", "x.basename('a/d')", "d"],
  [
    "import equals",
    "namespace outer { export namespace n { export const m = 27; } } import x = outer.n;",
    "x.m",
    "27",
  ],
  ["interface", "interface x { n: 21 }", "({ n: 21 } satisfies x).n", "21"],
  ["type", "type x = 22;", "(22 satisfies x)", "22"],
  ["import type", "import type { Stats as x } from 'node:fs';", "0 as unknown as x | 0", "0"],
  ["using", "using x = { n: 23, [Symbol.dispose]() {} };", "x.n", "23"],
  ["exported const", "export const x = 24;", "x", "24"],
  ["exported function", "export default function x() { return 25; }", "x()", "25"],
  ["class expression", "const x = class { n = 26 };", "new x().n", "26"],
];

for (const [form, code, use, expected] of FORMS) {
  test(`evaluator: ${form} can be declared three times and used in the next cell`, async () => {
    for (let run = 0; run < 3; run++) {
      await value(code);
      assert.equal(await value(use), expected);
    }
  });
}

test("evaluator: a declaration does not outlive its cell's value in the next declaration", async () => {
  await value("let kept = 1;");
  await value("let kept: number | undefined;");
  assert.equal(await value("String(kept)"), "undefined");
});

test("evaluator: closures made earlier see the new value of a redeclared variable", async () => {
  await value("let shared = 1; const read = () => shared;");
  await value("let shared = 2;");
  assert.equal(await value("read()"), "2");
});

test("evaluator: functions are hoisted and may call each other", async () => {
  assert.equal(
    await value(
      "const early = even(4);\nfunction even(n: number): boolean { return n === 0 || odd(n - 1); }\nfunction odd(n: number): boolean { return n !== 0 && even(n - 1); }\nearly",
    ),
    "true",
  );
});

test("evaluator: types follow from cell to cell", async () => {
  await value("interface Point<T> { at: T } const point: Point<number> = { at: 1 };");
  await value("enum Kind { A, B } abstract class Shape { abstract kind: Kind }");
  await value("class Disc extends Shape { kind = Kind.B } const shapes: Shape[] = [new Disc()];");
  assert.equal(await value("point.at + shapes[0]!.kind"), "2");
  const wrong = await cells.run("const text: string = point.at;");
  assert.match(wrong.error?.evalue ?? "", /'number' is not assignable to type 'string'/);
});

test("evaluator: a variable of an earlier cell can be assigned, a constant cannot", async () => {
  await value("let count = 0; const fixed = 1;");
  await value("count += 5;");
  assert.equal(await value("count"), "5");
  assert.equal((await cells.run("fixed = 2;")).error?.ename, "TypeScriptError");
  assert.equal(await value("fixed"), "1");
});

test("evaluator: a refused cell declares nothing", async () => {
  await cells.run("const never1 = 1; const wrong: string = 2;");
  assert.match((await cells.run("never1")).error?.evalue ?? "", /Cannot find name 'never1'/);
});

test("evaluator: names of the global object can be declared without replacing it", async () => {
  await value(
    "const process = 1; const { performance, window: self } = { performance: 2, window: 3 };",
  );
  await value("function Map(this: unknown) { return 4; } class URL { n = 5 } let escape = 6;");
  const seen =
    "[process, performance, self, Map(), new URL().n, escape, { process }.process].join()";
  assert.equal(await value(seen), "1,2,3,4,5,6,1");
  assert.equal(await value("const { process: inner = 8 } = { process: 7 }; inner"), "7");
  assert.equal(
    await value("((process: number) => { label: for (;;) break label; return process; })(9)"),
    "9",
  );
  assert.equal(await value("typeof globalThis.process + typeof globalThis.URL"), "objectfunction");
});

test("evaluator: functions and classes named like globals keep their own names", async () => {
  await value("const process = 'a'; const process_ = 'b';");
  assert.equal(await value("process + process_"), "ab");
  await value("class Event { x = 1 } const fetch = () => 1; function Set() {}");
  assert.equal(await value("[Event.name, fetch.name, Set.name].join()"), "Event,fetch,Set");
  assert.equal(await value("new Event()"), "Event { x: 1 }");
});

test("evaluator: top-level await, for await and import.meta work", async () => {
  const sum = "let sum = 0; for await (const n of [1, Promise.resolve(2)]) sum += n; sum";
  assert.equal(await value(sum), "3");
  assert.equal(await value("await Promise.all([1, Promise.resolve(2)])"), "[ 1, 2 ]");
  assert.equal(await value("import.meta.url.endsWith('/notebook.ipynb')"), "true");
});

test("evaluator: using disposes at the end of its cell", async () => {
  const code =
    "using handle = { [Symbol.dispose]() { console.log('closed'); } }; console.log('open');";
  assert.equal((await cells.run(code)).printed, "open\nclosed\n");
});

test("evaluator: the value of the last expression is shown, that of an assignment is not", async () => {
  assert.equal(await value("1 + 1; // comment"), "2");
  assert.equal(await value("(async () => 3)()"), "3");
  assert.equal(await value("let last = 1; last = 2;"), undefined);
  assert.equal(await value("undefined"), undefined);
  assert.equal(await value("if (true) { 5 }"), undefined);
});
