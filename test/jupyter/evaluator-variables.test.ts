import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Session, SessionDied } from "../../src/jupyter/session.ts";
import type { Variable } from "../../src/jupyter/session-queries.ts";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

let cells: Cells;
before(async () => {
  cells = await openCells({ directory: temporaryProject({ "package.json": "{}" }) });
});
after(() => cells.session.close());

async function run(code: string): Promise<string> {
  const { error, printed } = await cells.run(code);
  assert.equal(error, undefined, error?.evalue);
  return printed;
}

/** The variables of a session that computes nothing; on a slow machine it may seem to for a while. */
async function listed(): Promise<Variable[]> {
  const all = await cells.session.variables();
  return all.some(({ value }) => value === "(busy)") ? listed() : all;
}

async function variable(name: string): Promise<Variable | undefined> {
  return (await listed()).find((one) => one.name === name);
}

test("variables: each name of a cell has a type and its present value", async () => {
  await run("const count: number = 3; let label = 'a'; const both = { x: 1, y: ['b'] };");
  assert.deepEqual(await listed(), [
    { name: "count", type: "number", value: "3" },
    { name: "label", type: "string", value: "'a'" },
    {
      name: "both",
      type: "{ x: number; y: string[]; }",
      value: "{ x: 1, y: Array(1) }",
      hasMembers: true,
    },
  ]);
  await run("label = 'changed';");
  assert.equal((await variable("label"))?.value, "'changed'");
  await run("const count = new Date(0);");
  assert.deepEqual(await variable("count"), {
    name: "count",
    type: "Date",
    value: "1970-01-01T00:00:00.000Z",
  });
});

const VALUES: [code: string, type: string, value: string][] = [
  [
    "const v = new Float64Array([1, 2.5]);",
    "Float64Array<ArrayBuffer>",
    "Float64Array(2) [1, 2.5]",
  ],
  [
    "const v = new Uint8Array(1e6);",
    "Uint8Array<ArrayBuffer>",
    "Uint8Array(1000000) [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ... 999990 more]",
  ],
  [
    "const v = [1, 'a', null, undefined, , 2n];",
    "(string | number | bigint | null | undefined)[]",
    "Array(6) [1, 'a', null, undefined, <empty>, 2n]",
  ],
  ["const v = new Map([['a', 1]]);", "Map<string, number>", "Map(1)"],
  ["const v = new Set([1, 2]);", "Set<number>", "Set(2)"],
  ["function v(x: number) { return x; }", "(x: number) => number", "[Function v]"],
  ["class v { a = 1 }", "typeof v", "[class v]"],
  ["enum v { A }", "typeof v", "{ '0': 'A', A: 0 }"],
  ["namespace v { export const a = 1; }", "typeof v", "{ a: 1 }"],
  ["class P { a = 1; #b = 2; get c() { return this.#b; } } const v = new P();", "P", "P { a: 1 }"],
  ["const v = new RangeError('bad\\nline');", "RangeError", "RangeError: bad line"],
  ["const v = /a+/gi;", "RegExp", "/a+/gi"],
  ["const v = Symbol('s');", "unique symbol", "Symbol(s)"],
  ["const v = -0 as number;", "number", "-0"],
  ["const v = Object.create(null) as object;", "object", "{}"],
  ["import * as v from 'node:path/posix';", "v.PlatformPath", ""],
  ["let v: number | undefined;", "number | undefined", "undefined"],
  ["const v = [[[[1]]]];", "number[][][][]", "Array(1) [Array(1)]"],
];

test("variables: values of all kinds fit into a line", async () => {
  for (const [code, type, value] of VALUES) {
    await run(code);
    const found = await variable("v");
    assert.equal(found?.type, type, code);
    if (value !== "") assert.equal(found?.value, value, code);
  }
});

test("variables: long types and values are cut", async () => {
  await run(
    `const v = { ${Array.from({ length: 30 }, (_, i) => `member${i}: 'text ${i}'`).join(", ")}, long: 'x'.repeat(1e7) };`,
  );
  const found = await variable("v");
  assert.equal(found?.type.length, 200);
  assert.ok((found?.value.length ?? 999) <= 200);
  await run("const v = 'x'.repeat(1e7);");
  assert.match((await variable("v"))?.value ?? "", /^'x{100}'\.\.\. 9999900 more characters$/);
});

test("variables: types, interfaces and type-only imports are no variables", async () => {
  await run("interface OnlyType { a: 1 } type Alias = 2; import type { Stats } from 'node:fs';");
  for (const name of ["OnlyType", "Alias", "Stats"]) assert.equal(await variable(name), undefined);
});

test("variables: names that hide those of the environment are found", async () => {
  await run("const name = 'mine'; const window = 1; const fetch = 2;");
  assert.equal((await variable("name"))?.value, "'mine'");
  assert.equal((await variable("window"))?.value, "1");
  assert.equal((await variable("fetch"))?.value, "2");
});

test("variables: no code of the user's runs for a preview", async () => {
  await run(`
    let calls = 0;
    const touched = (): any => { calls++; return 'touched'; };
    const traps = new Proxy({}, { get: () => touched }) as ProxyHandler<object>;
    const proxy = new Proxy({ a: 1 }, traps);
    const withGetter = { get a() { return touched(); }, set b(x: number) { touched(); } };
    class Odd {
      static get [Symbol.species]() { return touched(); }
      static [Symbol.hasInstance]() { return touched(); }
      get [Symbol.toStringTag]() { return touched(); }
      [Symbol.for('nodejs.util.inspect.custom')]() { return touched(); }
      toString() { return touched(); }
      toJSON() { return touched(); }
      valueOf() { return touched(); }
      get size() { return touched(); }
    }
    Object.defineProperty(Odd, 'name', { get: touched });
    const odd = new Odd();
    const below = Object.create(proxy) as object;
    const inArray = [odd, proxy, withGetter];
    class OddMap extends Map { get size() { return touched(); } }
    const oddMap = new OddMap();
    class OddError extends Error { get message() { return touched(); } get name() { return touched(); } get stack() { return touched(); } }
    const oddError = new OddError();
    const oddArray = [1]; Object.defineProperty(oddArray, 0, { get: touched });
    const oddFunction = () => {}; Object.defineProperty(oddFunction, 'name', { get: touched });
    calls = 0;
  `);
  const shown = new Map((await listed()).map(({ name, value }) => [name, value]));
  assert.equal(await run("console.log(calls)"), "0\n");
  assert.equal(shown.get("proxy"), "[Proxy]");
  assert.equal(shown.get("withGetter"), "{ a: [Getter], b: [Getter] }");
  assert.equal(shown.get("inArray"), "Array(3) [[Object], [Proxy], [Object]]");
  assert.equal(shown.get("oddMap"), "OddMap(0)");
  assert.equal(shown.get("oddError"), "OddError");
  assert.equal(shown.get("oddArray"), "Array(1) [[Getter]]");
  assert.equal(shown.get("oddFunction"), "[Function]");
});

test("variables: while a cell computes, values are busy and types are known", async () => {
  const running = cells.run("const started: number = 1; while (true) {}");
  try {
    let found: Variable | undefined;
    while (!found) {
      const all = await cells.session.variables();
      found = all.find(({ name }) => name === "started");
    }
    assert.deepEqual(found, { name: "started", type: "number", value: "(busy)" });
  } finally {
    cells.session.interrupt();
    await running;
  }
  assert.equal((await variable("started"))?.value, "1");
});

test("variables: while a cell waits, values are known", async () => {
  const running = cells.run("const waits = 5; await new Promise((r) => setTimeout(r, 1e6));");
  try {
    let found: Variable | undefined;
    while (found?.value !== "5") found = await variable("waits");
  } finally {
    cells.session.interrupt();
    await running;
  }
});

test("variables: two hundred names are listed", async () => {
  const declarations = Array.from({ length: 200 }, (_, i) => `const many${i} = [${i}];`);
  for (let i = 0; i < 200; i += 20) await run(declarations.slice(i, i + 20).join("\n"));
  const all = await listed();
  const many = all.filter(({ name }) => name.startsWith("many"));
  assert.equal(many.length, 200);
  assert.deepEqual(many[199], {
    name: "many199",
    type: "number[]",
    value: "Array(1) [199]",
    hasMembers: true,
  });
});

test("session: questions end with the process", async () => {
  const doomed = await openCells({ directory: temporaryProject({ "package.json": "{}" }) });
  const { session } = doomed;
  const ask = (one: Session) => [one.complete("a", 1), one.inspect("a", 1, 0), one.variables()];
  const asked = [...ask(session), session.isComplete("a")];
  process.kill(session.pid, "SIGKILL");
  for (const question of asked)
    await question.catch((error) => assert.ok(error instanceof SessionDied));
  await session.ended;
  for (const question of ask(session)) await assert.rejects(question, SessionDied);
});

test("session: isComplete is answered while a cell computes", async () => {
  const running = cells.run("while (true) {}");
  try {
    assert.deepEqual(await cells.session.isComplete("foo("), {
      status: "incomplete",
      indent: "  ",
    });
  } finally {
    cells.session.interrupt();
    await running;
  }
});
