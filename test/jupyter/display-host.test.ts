import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type DisplayOutput, displaysSent, hostSink } from "../../src/jupyter/display-host.ts";

// The kernels themselves are tried in test/integration; here stand the globals that they define.
const globals = globalThis as Record<string, unknown>;
afterEach(() => {
  delete globals.__tslab__;
  delete globals.Deno;
});

const content = {
  data: { "text/html": "<b>x</b>", "text/plain": "x" },
  metadata: {},
  transient: { display_id: "display-1" },
};
const shown: DisplayOutput = { output_type: "display_data", ...content };
const updated: DisplayOutput = { output_type: "update_display_data", ...content };
const cleared: DisplayOutput = { output_type: "clear_output", wait: true };

test("hostSink: there is none outside kernels, nor before tslab has run a cell", () => {
  assert.equal(hostSink(), undefined);
  globals.__tslab__ = { require: { cache: {} } };
  assert.equal(hostSink(), undefined);
  const exports = { lastWriteDisplayData: null };
  globals.__tslab__ = { require: { cache: { "/a/tslab/dist/jupyter.js": { exports } } } };
  assert.equal(hostSink(), undefined);
  globals.Deno = {};
  assert.equal(hostSink(), undefined);
});

test("hostSink: tslab gets whole bundles from the copy that runs the cells, and no clearing", () => {
  const sent: unknown[] = [];
  const write = (content: unknown, isUpdate: unknown) => sent.push([content, isUpdate]);
  const cache = {
    "/global/tslab/dist/jupyter.js": { exports: { lastWriteDisplayData: null } },
    "C:\\project\\node_modules\\tslab\\dist\\jupyter.js": {
      exports: { lastWriteDisplayData: write },
    },
  };
  globals.__tslab__ = { require: { cache } };
  for (const output of [shown, cleared, updated]) hostSink()!(output);
  assert.deepEqual(sent, [
    [content, false],
    [content, true],
  ]);
});

test("hostSink: Deno gets the messages one after another, and a failed one stops no other", async () => {
  const sent: unknown[] = [];
  const broadcast = async (type: string, content: unknown) => {
    await new Promise((resolve) => setTimeout(resolve, type === "display_data" ? 20 : 0));
    sent.push([type, content]);
    if (type === "update_display_data") throw new Error("lost");
  };
  globals.Deno = { jupyter: { broadcast } };
  hostSink()!(shown);
  hostSink()!(updated);
  await assert.rejects(displaysSent(), /lost/);
  hostSink()!(cleared);
  await displaysSent();
  assert.deepEqual(sent, [
    ["display_data", content],
    ["update_display_data", content],
    ["clear_output", { wait: true }],
  ]);
});
