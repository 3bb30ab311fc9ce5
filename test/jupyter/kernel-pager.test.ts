import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "../../src/jupyter/kernel-pager.ts";
import { KernelClient } from "../support/kernel-client.ts";

let kernel: KernelClient;
before(async () => {
  kernel = await KernelClient.start();
  await kernel.execute("/** Doubles. */\nconst $double = { of: (x: number) => 2 * x };");
});
after(async () => {
  await kernel.close();
});

async function page(code: string): Promise<string> {
  const { reply, outputs } = await kernel.execute(code);
  assert.equal(reply.status, "ok", code);
  assert.deepEqual(outputs, []);
  const [{ source, start, data }, ...more] = reply.payload as Page[];
  assert.deepEqual([source, start, more], ["page", 0, []]);
  return String(data["text/plain"]);
}

test("kernel: a cell of a name and a question mark is answered with a page about the name", async () => {
  assert.match(await page("$double?"), /const \$double: \{[\s\S]*Doubles\.[\s\S]*In \[1\]:2/);
  assert.match(await page("\n $double.of?\n"), /\(x: number\) => number/);
  assert.match(await page("Math.cos?"), /cosine/);
});

test("kernel: a question about an unknown name is an error, and other code with ? is run", async () => {
  for (const name of ["nowhere", "Math.nowhere", "if"]) {
    const { reply } = await kernel.execute(`${name}?`);
    assert.deepEqual(
      [reply.ename, reply.evalue],
      ["ReferenceError", `expected a known name before "?", got ${name}`],
    );
  }
  assert.equal((await kernel.execute("$double ?\n 'yes' : 'no'")).value, "yes");
  assert.equal((await kernel.execute("$double ?")).reply.ename, "SyntaxError");
});

test("kernel: a question about a name is complete, the beginning of a condition is not", async () => {
  const status = async (code: string) =>
    (await kernel.request("shell", "is_complete_request", { code })).status;
  assert.equal(await status("$double?"), "complete");
  assert.equal(await status("$double ?"), "incomplete");
});
