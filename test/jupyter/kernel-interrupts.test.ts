import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ENDLESS } from "../support/endless-cells.ts";
import { KernelClient } from "../support/kernel-client.ts";

const ROUNDS = 20;
// An interrupt answers within 1.5 s; a busy machine gets ten times that.
const HANG_MS = 15_000;

let kernel: KernelClient;
let pid: string | undefined;
before(async () => {
  kernel = await KernelClient.start();
  const code =
    "let kept = 41; const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms)); process.pid";
  pid = (await kernel.execute(code)).value;
});
after(async () => {
  assert.equal((await kernel.execute("process.pid")).value, pid, "one process ran all cells");
  assert.equal(await kernel.close(), 0);
});

for (const [name, code] of ENDLESS) {
  test(`kernel: ${ROUNDS} interrupts of ${name} keep variables, drop queued cells and go on`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const send = (code: string) => kernel.send("shell", "execute_request", { code });
      const endless = await send(code);
      const queued = await send("'queued'");
      await kernel.until(() => kernel.published.some(({ parent }) => parent.msg_id === endless));
      // Moments from right after the start to well inside the cell.
      await sleep(10 * round);
      const start = performance.now();
      if (round % 2 === 0) await kernel.send("control", "interrupt_request", {});
      else kernel.child.kill("SIGINT");
      const { reply, outputs } = await kernel.executed(endless);
      const milliseconds = performance.now() - start;
      assert.equal(reply.status, "error");
      assert.equal(reply.ename, "Interrupted");
      assert.equal(outputs.at(-1)!.output_type, "error");
      assert.ok(milliseconds < HANG_MS, `${milliseconds} ms`);
      assert.equal((await kernel.executed(queued)).reply.status, "aborted");
      assert.equal((await kernel.execute("kept + 1")).value, "42");
      kernel.published.length = 0;
    }
  });
}

test("kernel: an interrupt while nothing runs changes nothing", async () => {
  assert.equal((await kernel.request("control", "interrupt_request")).status, "ok");
  assert.equal((await kernel.execute("kept + 1")).value, "42");
});
