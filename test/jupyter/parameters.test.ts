import assert from "node:assert/strict";
import { test } from "node:test";
import type { Notebook } from "../../src/jupyter/nbformat.ts";
import { readingsOf, toLiteral } from "../../src/jupyter/parameter-values.ts";
import {
  injectedParameters,
  listParameters,
  ParameterError,
  withParameters,
} from "../../src/jupyter/parameters.ts";
import { repositoryRoot } from "../support/paths.ts";
import { code, notebookOf } from "../support/tiny-notebook.ts";

const source = `type Rule = "all" | "bit";
/** Number of spins. */
const N = 64;
const criterion: Rule = "all"; // what counts as stored
const loads = [0.1, 0.2];
const options = { trials: 50, label: "x", flags: [true] };
const ordered = true, name = "text", beta: number | null = Infinity;
const steps = 2 ** 10;
const weights: readonly number[] = [1];
const byName: Record<string, number[]> = {};
`;
const notebook = notebookOf(
  "1",
  code(source, { tags: ["parameters"], damlab: { quick: { N: 32, loads: [0.1] } } }),
  "N",
);
const directory = repositoryRoot;

function injected(values: Record<string, string>, quick = false, of: Notebook = notebook): string {
  const result = withParameters(of, { directory, quick, values: new Map(Object.entries(values)) });
  const tagged = result.cells.filter((cell) =>
    (cell.metadata.tags as string[] | undefined)?.includes("injected-parameters"),
  );
  assert.ok(tagged.length <= 1);
  if (tagged[0]) assert.equal(result.cells.indexOf(tagged[0]), 2);
  const [title, ...declarations] = tagged[0]?.source.split("\n") ?? ["// Parameters of this run"];
  assert.equal(title, "// Parameters of this run");
  return declarations.join("\n");
}

function refusal(values: Record<string, string>, of?: Notebook): string {
  try {
    injected(values, false, of);
  } catch (error) {
    assert.ok(error instanceof ParameterError);
    return error.message;
  }
  return assert.fail("accepted");
}

test("listParameters: gives name, type, default, comment and quick value", () => {
  assert.deepEqual(listParameters(notebook, directory), [
    { name: "N", type: "number", default: "64", doc: "Number of spins.", quick: 32 },
    { name: "criterion", type: "Rule", default: '"all"', doc: "what counts as stored" },
    { name: "loads", type: "number[]", default: "[0.1, 0.2]", doc: "", quick: [0.1] },
    {
      name: "options",
      type: "{ trials: number; label: string; flags: boolean[]; }",
      default: '{ trials: 50, label: "x", flags: [true] }',
      doc: "",
    },
    { name: "ordered", type: "boolean", default: "true", doc: "" },
    { name: "name", type: "string", default: '"text"', doc: "" },
    { name: "beta", type: "number | null", default: "Infinity", doc: "" },
    { name: "steps", type: "number", default: "2 ** 10", doc: "" },
    { name: "weights", type: "readonly number[]", default: "[1]", doc: "" },
    { name: "byName", type: "Record<string, number[]>", default: "{}", doc: "" },
  ]);
  assert.deepEqual(listParameters(notebookOf("1"), directory), []);
});

test("withParameters: the type decides what a text means", () => {
  assert.equal(
    injected({
      N: "NaN",
      criterion: "bit",
      loads: "0:0.4:0.1,7",
      options: "{trials: 1e3, label: 'Grüße 🙂', flags: []}",
      ordered: "false",
      name: "123",
      beta: "-Infinity",
      steps: "-0",
      weights: "5",
      byName: "{'a b': [1, 2], c: []}",
    }),
    `const N: number = NaN;
const criterion: Rule = "bit";
const loads: number[] = [0, 0.1, 0.2, 0.3, 0.4, 7];
const options: { trials: number; label: string; flags: boolean[]; } = { trials: 1000, label: "Grüße 🙂", flags: [] };
const ordered: boolean = false;
const name: string = "123";
const beta: number | null = -Infinity;
const steps: number = -0;
const weights: readonly number[] = [5];
const byName: Record<string, number[]> = { "a b": [1, 2], c: [] };`,
  );
});

test("withParameters: a text of the wrong type is refused with type and default", () => {
  assert.equal(
    refusal({ N: "abc" }),
    "withParameters: expected parameter N of type number (default 64), " +
      "got \"abc\"; Type 'string' is not assignable to type 'number'",
  );
  assert.match(
    refusal({ criterion: "most" }),
    /criterion of type Rule \(default "all"\), got "most"/,
  );
  assert.match(refusal({ N: "" }), /N of type number \(default 64\), got ""/);
  assert.match(refusal({ loads: "1,b" }), /loads of type number\[\].*got "1,b"/);
  assert.match(
    refusal({ options: "{trials: '1', label: '', flags: []}" }),
    /got "\{trials: '1'.*Type 'string' is not assignable to type 'number'/,
  );
  assert.match(
    refusal({ options: "{trials: 1, label: '', flags: [], more: 1}" }),
    /'more' does not exist in type/,
  );
});

test("withParameters: types and values of the cells above are known", () => {
  const cells = notebookOf(
    'type Mode = "a" | "b"; const d = 5',
    code('const mode: Mode = "a"; const N = d;', { tags: ["parameters"] }),
  );
  assert.equal(
    injected({ mode: "b", N: "7" }, false, cells),
    'const mode: Mode = "b";\nconst N: number = 7;',
  );
  assert.match(refusal({ N: "abc" }, cells), /N of type number .*got "abc"/);
  assert.match(refusal({ mode: "c" }, cells), /mode of type Mode .*got "c"/);
});

test("withParameters: a parameter whose type nobody knows is refused", () => {
  const cells = notebookOf("1", code("const N = nowhere;", { tags: ["parameters"] }));
  assert.equal(
    refusal({ N: "abc" }, cells),
    "withParameters: expected parameter N of a known type, got any (default nowhere); declare its type",
  );
});

test("withParameters: a variable stays a variable", () => {
  const cells = notebookOf("1", code("let N = 64;", { tags: ["parameters"] }));
  assert.equal(injected({ N: "3" }, false, cells), "let N: number = 3;");
});

test("withParameters: an unknown name is refused with the nearest one", () => {
  assert.match(refusal({ stpes: "3" }), /got stpes; did you mean steps\?$/);
  assert.match(refusal({ temperature: "3" }), /got temperature; see --list-parameters$/);
  assert.match(refusal({ N: "3" }, notebookOf("1")), /cell tagged "parameters" for N, got none/);
});

test("withParameters: a given value wins over a quick one, a quick one over the default", () => {
  assert.equal(injected({}), "");
  assert.equal(injected({}, true), "const N: number = 32;\nconst loads: number[] = [0.1];");
  assert.equal(injected({ N: "8" }, true), "const N: number = 8;\nconst loads: number[] = [0.1];");
});

test("withParameters: quick values are checked as the given ones are", () => {
  const cell = (quick: object) =>
    notebookOf("1", code("const N = 64;", { tags: ["parameters"], damlab: { quick } }));
  assert.throws(
    () => injected({}, true, cell({ N: true })),
    /N of type number \(default 64\), got true; Type 'boolean'/,
  );
  assert.throws(() => injected({}, true, cell({ M: 3 })), /got M; did you mean N\?$/);
  assert.equal(injected({}, true, cell({ N: "Infinity" })), "const N: number = Infinity;");
});

test("withParameters: an injected cell is replaced, and removed when nothing is given", () => {
  const first = withParameters(notebook, { directory, values: new Map([["N", "8"]]) });
  assert.equal(first.cells.length, 4);
  assert.equal(injected({ N: "16" }, false, first), "const N: number = 16;");
  assert.deepEqual(withParameters(first, { directory }), notebook);
});

test("readingsOf: ranges hold both ends and are free of rounding", () => {
  const list = (text: string) => readingsOf(text).find(Array.isArray);
  assert.deepEqual(list("2:5"), [2, 3, 4, 5]);
  assert.deepEqual(list("0:1:0.1"), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  assert.deepEqual(list("0:0.3:0.1"), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(list("8:2:-3"), [8, 5, 2]);
  assert.deepEqual(list("1,4:5, x"), [1, 4, 5, "x"]);
  assert.deepEqual(list("5:2"), ["5:2"]);
  assert.deepEqual(list("a:b"), ["a:b"]);
});

test("readingsOf: no number is changed silently", () => {
  const list = (text: string) => readingsOf(text).find(Array.isArray);
  assert.deepEqual(
    list("1234567890123:1234567890125"),
    [1234567890123, 1234567890124, 1234567890125],
  );
  for (const text of ["12345678901234567890", "1e400", "-1e400"]) {
    assert.ok(!readingsOf(text).some((value) => typeof value === "number"), text);
    assert.deepEqual(list(text), [text]);
  }
  assert.equal(readingsOf("-Infinity")[0], Number.NEGATIVE_INFINITY);
  assert.deepEqual(list("0:1e10"), ["0:1e10"]);
  assert.match(refusal({ loads: "0:1e10" }), /number\[\].*got "0:1e10"/);
  assert.equal(injected({ name: "0:1e10" }), 'const name: string = "0:1e10";');
});

test("withParameters: bigints and undefined can be given", () => {
  const cells = notebookOf(
    "1",
    code("const a = 1n, b = 1n; const c: number | undefined = 1;", { tags: ["parameters"] }),
  );
  assert.equal(
    injected({ a: "12345678901234567890", b: "-5n", c: "undefined" }, false, cells),
    "const a: bigint = 12345678901234567890n;\nconst b: bigint = -5n;\n" +
      "const c: number | undefined = undefined;",
  );
});

test("toLiteral: evaluates to the value it was made from", () => {
  const values = [
    -0,
    NaN,
    Infinity,
    1e-7,
    null,
    'a\n"b" `c` $\u2028',
    [[], {}],
    { "a-b": { ü: 1 } },
  ];
  for (const value of values) {
    assert.deepEqual(new Function(`return (${toLiteral(value)})`)(), value);
  }
});

test("injectedParameters: texts that give the same notebook again", () => {
  const values = new Map([
    ["N", "8"],
    ["loads", "0:1:0.5"],
    ["name", '"64"'],
    ["beta", "null"],
    ["options", '{trials: 1, label: "\u03b1 \\n\\"", flags: []}'],
  ]);
  const once = withParameters(notebook, { directory, values });
  const injected = injectedParameters(once);
  assert.deepEqual(injected, {
    N: "8",
    loads: "[0, 0.5, 1]",
    options: '{ trials: 1, label: "\u03b1 \\n\\"", flags: [] }',
    name: '"64"',
    beta: "null",
  });
  const twice = withParameters(notebook, { directory, values: new Map(Object.entries(injected)) });
  assert.deepEqual(twice, once);
  assert.deepEqual(injectedParameters(notebook), {});
});
