import assert from "node:assert/strict";
import { test } from "node:test";
import { compareOutputs } from "../../src/jupyter/compare.ts";
import type { Notebook, Output } from "../../src/jupyter/nbformat.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

const printed = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const notebook = (...outputs: Output[]): Notebook =>
  notebookOf(prose("# Title"), { ...code("1"), outputs });

function differences(stored: Output[], run: Output[], tolerance = 0): string[] {
  return compareOutputs(notebook(...stored), notebook(...run), tolerance).map(
    ({ cell, message }) => `cell ${cell}: ${message}`,
  );
}
const texts = (stored: string, run: string, tolerance: number) =>
  differences([printed(stored)], [printed(run)], tolerance);

test("compareOutputs: equal outputs do not differ at tolerance 0", () => {
  const outputs = [printed("m = 0.5\n"), shown({ "text/plain": "x", "application/json": [1] })];
  assert.deepEqual(differences(outputs, structuredClone(outputs)), []);
});

test("compareOutputs: numbers above 1 agree within the relative, below within the absolute tolerance", () => {
  assert.deepEqual(texts("P = 200", "P = 201.9", 0.01), []);
  assert.deepEqual(texts("P = 200", "P = 202.1", 0.01), [
    "cell 2: stdout line 1: expected 200, got 202.1",
  ]);
  assert.deepEqual(texts("m=0.050,", "m=0.059,", 0.01), []);
  assert.equal(texts("m=0.050,", "m=0.061,", 0.01).length, 1);
  assert.deepEqual(texts("-1e-3 −2", "1e-3 -2.01", 0.01), []);
});

test("compareOutputs: words differ whatever the tolerance, spaces do not", () => {
  assert.deepEqual(texts("N   m\n32  1", "N m\n32 1", 1e9), []);
  assert.deepEqual(texts("a\nis stable", "a\nis unstable", 1e9), [
    "cell 2: stdout line 2: expected stable, got unstable",
  ]);
  assert.deepEqual(texts("a b", "a", 1e9), ["cell 2: stdout line 1: expected b, got the end"]);
  assert.deepEqual(texts("a", "a b", 1e9), ["cell 2: stdout: expected the end, got b"]);
  assert.deepEqual(texts("m = NaN", "m = 0", 1e9).length, 1);
});

test("compareOutputs: specifications are compared field by field", () => {
  const chart = (value: unknown, title = "m") =>
    shown({ "application/vnd.vegalite.v5+json": { data: { values: [{ y: value }] }, title } });
  assert.deepEqual(differences([chart(0.5)], [chart(0.504)], 0.01), []);
  const path = "application/vnd.vegalite.v5+json";
  assert.deepEqual(differences([chart(0.5)], [chart(0.52)], 0.01), [
    `cell 2: ${path}.data.values[0].y: expected 0.5, got 0.52`,
  ]);
  assert.deepEqual(differences([chart(0.5)], [chart(null)], 0.01), [
    `cell 2: ${path}.data.values[0].y: expected 0.5, got null`,
  ]);
  assert.equal(differences([chart(0.5)], [chart(0.5, "E")], 0.01).length, 1);
});

test("compareOutputs: pictures, and the static forms of a specification, only have to be there", () => {
  const spec = { "application/vnd.vegalite.v5+json": {} };
  assert.deepEqual(
    differences(
      [shown({ ...spec, "image/png": "AA==", "text/html": "<svg>1</svg>" })],
      [shown({ ...spec, "image/png": "AB==", "text/html": "<svg>2</svg>" })],
    ),
    [],
  );
  assert.deepEqual(
    differences([shown({ "image/png": "AA==", "text/plain": "" })], [shown({ "text/plain": "" })]),
    ["cell 2: expected image/png, got none"],
  );
  assert.equal(
    differences([shown({ "text/html": "<b>1" })], [shown({ "text/html": "<b>2" })]).length,
    1,
  );
});

test("compareOutputs: another kind or number of outputs is a difference", () => {
  const error: Output = { output_type: "error", ename: "E", evalue: "x", traceback: ["a"] };
  assert.deepEqual(differences([printed("a")], []), ["cell 2: expected stdout, got no output"]);
  assert.deepEqual(differences([], [error]), ["cell 2: expected no output, got error"]);
  assert.deepEqual(differences([error], [{ ...error, traceback: ["b"] }]), []);
  assert.deepEqual(differences([error], [{ ...error, evalue: "y" }]), [
    "cell 2: error line 1: expected x, got y",
  ]);
});

test("compareOutputs: injected parameters are not compared, cells are found by id", () => {
  const injected = {
    ...code("const N = 2;", { tags: ["injected-parameters"] }),
    outputs: [printed("")],
  };
  const stored = notebook(printed("1"));
  const run = { ...stored, cells: [injected, ...stored.cells] };
  assert.deepEqual(compareOutputs(stored, run, 0), []);
});
