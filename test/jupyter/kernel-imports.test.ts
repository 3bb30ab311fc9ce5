import assert from "node:assert/strict";
import { test } from "node:test";
import { KernelClient } from "../support/kernel-client.ts";
import { MODERN_CELL, MODERN_VALUE, modernProject } from "../support/modern-imports.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("kernel: a cell imports large modern packages, JSON and local sources, all type-checked", async (t) => {
  const kernel = await KernelClient.start({ folder: modernProject(temporaryFolder(t)) });
  const { reply, value } = await kernel.execute(MODERN_CELL);
  assert.equal(reply.status, "ok", String(reply.evalue));
  assert.equal(value, MODERN_VALUE);
  const wrong = await kernel.execute("const text: string = twice(three.value);");
  assert.match(String(wrong.reply.evalue), /Type 'number' is not assignable to type 'string'/);
  assert.equal(await kernel.close(), 0);
});
