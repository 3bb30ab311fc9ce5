import assert from "node:assert/strict";
import { test } from "node:test";
import { isComplete } from "../../src/jupyter/language-is-complete.ts";

const COMPLETE = [
  "",
  "let x = 1",
  "let x = 1;\n\n",
  "if (x) {\n}",
  "// comment",
  "/* comment */",
  "a\n  .b()",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source text of a cell.
  "`a${b}`",
  "`a\nb`",
  "/re/.test('a')",
  "class A {}",
  "@dec class A { @dec() m() {} }",
  "async () => {}",
  "await x",
  "import { a } from 'b'",
  "declare function f(): void",
  "function f() {}",
  "const x: number = 1 as any",
  "{ a: 1 }",
  "x!",
  "label: for (;;) { break label; }",
  "'a\\\nb'",
  "// @ts-nocheck\nlet a: number = 'x'",
];

const INCOMPLETE: [code: string, indent: string][] = [
  ["const a =", "  "],
  ["const a = 1,", ""],
  ["const", ""],
  ["for (const x of y) {", "  "],
  ["foo(", "  "],
  ["foo(1,", "  "],
  ["foo(1", "  "],
  ["foo([", "  "],
  ["class A {", "  "],
  ["class A {\n  m() {", "    "],
  ["class A {\n  m() {\n    return 1;", "    "],
  ["class A {\n  m() {\n  }", "  "],
  ["function f() {\n\tif (x) {", "\t  "],
  ["function f() {\n  foo();", "  "],
  ["function f() {\n  if (x)", "    "],
  ["function f()", ""],
  ["function f", ""],
  ["1 +", "  "],
  ["foo.", "  "],
  ["foo?.", "  "],
  ["x ?", "  "],
  ["x ? y", ""],
  ["x =>", "  "],
  ["async () => {", "  "],
  ["if (x)", "  "],
  ["for (;;)", "  "],
  ["while (true)", "  "],
  ["try {\n}", ""],
  ["do {\n}", ""],
  ["@", "  "],
  ["@dec", ""],
  ["@dec()\n", ""],
  ["import {", "  "],
  ["import { a }", ""],
  ["import { a } from", "  "],
  ["type A =", "  "],
  ["let a: {", "  "],
  ["let a: Map<string,", ""],
  ["enum A {", "  "],
  ["interface A", ""],
  ["x as", "  "],
  ["new", "  "],
  ["`abc", ""],
  ["`a${", "  "],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source text of a cell.
  ["`a${b} c", ""],
  ["foo(`abc", ""],
  ["/* abc", ""],
  ["/** abc\n * def", ""],
  ["a + // comment", "  "],
  ["{ // comment", "  "],
  ["switch (x) {\n  case 1:", "  "],
  ["foo(() => {\n  bar();\n}, {", "  "],
  ["'abc\\", ""],
  ["'abc\\\n", ""],
];

const INVALID = [
  "}",
  ")",
  "else {",
  "let x = (1 +;",
  "1 2",
  "foo(1,,2)",
  "foo(1\nbar",
  "const = 1",
  "'abc",
  'foo("abc',
  "'abc\nlet x = {",
  "/re",
  "case 1:",
  "function () {",
  "1_",
  "#",
  "let let x = {",
];

test("isComplete: code that can run is complete", () => {
  for (const code of COMPLETE) assert.deepEqual(isComplete(code), { status: "complete" }, code);
});

test("isComplete: code that is open at its end is incomplete, with an indent", () => {
  for (const [code, indent] of INCOMPLETE) {
    assert.deepEqual(isComplete(code), { status: "incomplete", indent }, JSON.stringify(code));
  }
});

test("isComplete: a fault that no further line mends is invalid", () => {
  for (const code of INVALID) assert.deepEqual(isComplete(code), { status: "invalid" }, code);
});
