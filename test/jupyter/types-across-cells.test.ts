import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import ts from "typescript";
import { cellCompilerOptions } from "../../src/jupyter/compiler-options.ts";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";
import { TYPED_CELLS } from "../support/typed-cells.ts";

interface Fault {
  code: number;
  /** Line and column in the cell. */
  place: string;
}

let cells: Cells;
const directory = temporaryProject({ "package.json": "{}" });
before(async () => {
  cells = await openCells({ directory });
});
after(() => cells.session.close());

/** What the compiler says about all cells as one file, by cell. */
function faultsOfJoinedFile(): Fault[][] {
  const file = join(directory, "joined.ts");
  const text = TYPED_CELLS.map(([, code]) => `${code}\n`).join("");
  const options = cellCompilerOptions(directory);
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile;
  host.getSourceFile = (name, version) =>
    name === file ? ts.createSourceFile(name, text, version) : fromDisk(name, version);
  const program = ts.createProgram([file], options, host);
  const all = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()];
  let start = 0;
  return TYPED_CELLS.map(([, code]) => {
    const cell = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022);
    const faults = all.flatMap((fault): Fault[] => {
      const position = (fault.start ?? 0) - start;
      if (position < 0 || position > code.length) return [];
      const { line, character } = cell.getLineAndCharacterOfPosition(position);
      return [{ code: fault.code, place: `${line + 1}:${character + 1}` }];
    });
    start += code.length + 1;
    return faults;
  });
}

async function run(code: string): Promise<{ faults: Fault[]; printed: string }> {
  const { error, printed } = await cells.run(code);
  const faults = (error?.traceback ?? []).flatMap((line): Fault[] => {
    const match = /^TypeScriptError at In \[\d+\]:(\d+:\d+) \(TS(\d+)\): /.exec(line);
    return match ? [{ code: Number(match[2]), place: match[1] as string }] : [];
  });
  return { faults, printed };
}

test("evaluator: cells get the diagnostics that the compiler gives to all of them as one file", async () => {
  const expected = faultsOfJoinedFile();
  for (const [index, [about, code]] of TYPED_CELLS.entries()) {
    const { faults, printed } = await run(code);
    assert.deepEqual(faults, expected[index], about);
    assert.equal(faults.length > 0, code.startsWith("console.log"), about);
    assert.equal(printed, "", `${about}: a refused cell does not run`);
  }
});

test("evaluator: a redeclared name has its new type from then on", async () => {
  assert.deepEqual(
    (await run("const twice = 1; class Twin { a = 1 } type Kind = 'x';")).faults,
    [],
  );
  assert.deepEqual(
    (await run("const old = new Twin(); let kind: Kind = 'x'; twice.toFixed();")).faults,
    [],
  );
  assert.deepEqual(
    (await run("const twice = 'text'; class Twin { #b = 2; b = this.#b } type Kind = 'y';")).faults,
    [],
  );
  assert.deepEqual((await run("twice.length; new Twin().b; kind = 'x';")).faults, []);
  assert.deepEqual(
    (await run("twice.toFixed();\nnew Twin().a;\nkind = 'y';\nconst twin: Twin = old;")).faults,
    [
      { code: 2551, place: "1:7" },
      { code: 2339, place: "2:12" },
      { code: 2322, place: "3:1" },
      { code: 2739, place: "4:7" },
    ],
  );
});

test("evaluator: what a cell narrows holds afterwards only if it came to its end", async () => {
  await run("const gone = new Map<string, number>().get('a');");
  const { error } = await cells.run("if (gone === undefined) throw new RangeError('missing');");
  assert.equal(error?.ename, "RangeError");
  assert.deepEqual((await run("gone.toFixed();")).faults, [{ code: 18048, place: "1:1" }]);
});

test("evaluator: a variable of a union may be compared with members that it does not have now", async () => {
  await run("let mode: 'fast' | 'slow' = 'fast'; const unit: 'm' | 'km' = 'm';");
  const { faults, printed } = await run("console.log(mode === 'slow', unit === 'km');");
  assert.deepEqual(faults, []);
  assert.equal(printed, "false false\n");
});

test("evaluator: a cell with @ts-nocheck is not checked, and its names are typed later", async () => {
  const { faults } = await run(
    "// @ts-nocheck\nconst free: number = 'x'; const list = [1, 2]; function half(x: number) { return x / 2 }\nlater.missing;",
  );
  assert.deepEqual(faults, []);
  assert.deepEqual((await run("list.map((x) => half(x)).length;")).faults, []);
  assert.deepEqual((await run("list.toFixed();\n half('x');")).faults, [
    { code: 2339, place: "1:6" },
    { code: 2345, place: "2:7" },
  ]);
  await run("const sure = [1].at(0);");
  await run("if (!sure) throw new Error();");
  assert.deepEqual(
    (await run("// @ts-nocheck\nsure.nothing; const bad: string = sure;")).faults,
    [],
  );
});

test("evaluator: names that no cell of the joined file shares stay apart", async () => {
  assert.deepEqual((await run("{ const inner = 1; }\nfor (const i of [1]) i;")).faults, []);
  assert.deepEqual((await run("inner;")).faults, [{ code: 2304, place: "1:1" }]);
});
