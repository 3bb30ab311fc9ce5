import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNotebook, type Output } from "../../src/jupyter/nbformat.ts";
import { type Executed, KernelClient } from "../support/kernel-client.ts";
import { needsNbformat, savedByJupyter } from "../support/official-nbformat.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { code, notebookOf } from "../support/tiny-notebook.ts";

/**
 * What JupyterLab 4 (rendermime, json-extension, vega5-extension) and VS Code (its own renderers,
 * Jupyter Notebook Renderers 1) both draw without an extension of ours.
 */
const DRAWN = [
  "application/json",
  "application/vnd.vegalite.v5+json",
  "image/png",
  "text/html",
  "text/latex",
  "text/markdown",
  "text/plain",
];

const sources = [
  'import { curves, display, figure, independent, stream } from "damlab";\nconsole.log("out"); console.error("err");',
  'await figure(curves([1, 2, 3].map((x) => ({ x, y: x * x })), { x: "x", y: "y" }), { caption: "<squares>" });',
  '[{ a: 1, b: "é" }, { a: 2, b: null }]',
  'independent(3, 100, stream(1, "outputs"))',
  'display.vegaLite({ mark: "point", data: { values: [{ a: 1 }] }, encoding: { x: { field: "a", type: "quantitative" } } });',
  'display.latex("\\\\alpha"); display.markdown("*a*"); display.html("<b>b</b>"); display.json({ a: [1] });',
  'display.svg("<svg xmlns=\'http://www.w3.org/2000/svg\'/>", "nothing");',
  "new Float64Array(1000)",
  "let wrong = ;",
  'throw new RangeError("no")',
];

/** As a front end saves them. */
function saved(outputs: Executed["outputs"]): Output[] {
  return outputs.map(({ transient, ...output }) => output as unknown as Output);
}

test(
  "kernel: a notebook of its outputs is Jupyter's too, and JupyterLab and VS Code draw each of them",
  needsNbformat,
  async (t) => {
    const kernel = await KernelClient.start();
    t.after(() => kernel.close());
    const cells = [];
    for (const source of sources) {
      const { reply, outputs } = await kernel.execute(source);
      const execution_count = Number(reply.execution_count);
      cells.push({ ...code(source), execution_count, outputs: saved(outputs) });
    }
    const outputs = cells.flatMap((cell) => cell.outputs);
    assert.deepEqual(
      outputs.flatMap((output) => (output.output_type === "error" ? output.ename : [])),
      ["SyntaxError", "RangeError"],
    );
    const notebook = notebookOf(...cells);
    assert.equal(await savedByJupyter(notebook, temporaryFolder(t)), formatNotebook(notebook));

    const bundles = outputs.flatMap((output) => ("data" in output ? [output.data] : []));
    assert.ok(bundles.length >= 10);
    for (const bundle of bundles) {
      assert.ok("text/plain" in bundle);
      for (const [type, content] of Object.entries(bundle)) {
        assert.ok(DRAWN.includes(type), type);
        assert.equal(typeof content, type.endsWith("json") ? "object" : "string", type);
      }
      // JupyterLab cleans HTML of notebooks that it does not trust.
      assert.doesNotMatch(String(bundle["text/html"]), /<script|\son\w+=|<style/);
    }
    const [drawn, ...bare] = bundles.filter((one) => "application/vnd.vegalite.v5+json" in one);
    assert.match(String(drawn?.["text/html"]), /<svg [\s\S]*<path /);
    assert.match(String(drawn?.["image/png"]), /^iVBORw0KGgo[\w+/]+=*$/);
    assert.equal(bare.length, 1);
  },
);
