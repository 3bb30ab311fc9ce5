import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

/** A package that prints when it is loaded, one that fails, and one with wrong uses in the test. */
const project = temporaryProject({
  "package.json": "{}",
  "node_modules/loud/package.json":
    '{ "type": "module", "exports": "./index.js", "types": "./index.d.ts" }',
  "node_modules/loud/index.js":
    "console.log('loud is loaded'); globalThis.loads = (globalThis.loads ?? 0) + 1; export const one = 1;",
  "node_modules/loud/index.d.ts": "export declare const one: number;",
  "node_modules/late/package.json":
    '{ "type": "module", "exports": "./index.js", "types": "./index.d.ts" }',
  "node_modules/late/index.js":
    "globalThis.lateLoads = 1; export const late = 1; export const seen = globalThis.flag;",
  "node_modules/late/index.d.ts":
    "export declare const late: number; export declare const seen: string;",
  "node_modules/broken/package.json":
    '{ "type": "module", "exports": "./index.js", "types": "./index.d.ts" }',
  "node_modules/broken/index.js": "throw new RangeError('broken when loaded');",
  "node_modules/broken/index.d.ts": "export declare const two: number;",
});

let cells: Cells;
before(async () => {
  cells = await openCells({ directory: project });
});
after(() => cells.session.close());

test("evaluator: what a package prints while it loads is shown under the cell that imports it", async () => {
  await cells.run("let earlier = 1;");
  const { printed, value } = await cells.run(
    "import { one } from 'loud';\nconsole.log('cell'); one",
  );
  assert.equal(printed, "loud is loaded\ncell\n");
  assert.equal(value, "1");
  assert.equal(
    (await cells.run("import { one as again } from 'loud'; (globalThis as any).loads")).value,
    "1",
  );
});

test("evaluator: a package that fails to load fails its cell once, with its error", async () => {
  const { status, outputs, error } = await cells.run("import { two } from 'broken'; two");
  assert.equal(status, "error");
  assert.equal(outputs.length, 1);
  assert.equal(error?.ename, "RangeError");
  assert.equal((await cells.run("earlier")).value, "1");
});

test("evaluator: packages of dynamic imports and of types are not loaded ahead", async () => {
  const quiet = "(globalThis as any).lateLoads";
  await cells.run(
    "import type { late } from 'late'; type L = typeof late; const never = () => import('late');",
  );
  assert.equal((await cells.run(quiet)).value, undefined);
  await cells.run("(globalThis as any).flag = 'set'; const { seen } = await import('late'); seen");
  assert.equal((await cells.run("seen")).value, "set");
});

test("evaluator: a cell that is too deep for the compiler is refused, and variables stay", async () => {
  const { error } = await cells.run(`/* import */ ${"(".repeat(20_000)}1${")".repeat(20_000)}`);
  assert.ok(error);
  assert.equal((await cells.run("earlier")).value, "1");
});

test("evaluator: a package that is not there is a type error, and nothing else is heard of it", async () => {
  const { outputs, error } = await cells.run("import { three } from 'absent'; three");
  assert.equal(outputs.length, 1);
  assert.match(error?.evalue ?? "", /Cannot find module 'absent'/);
});
