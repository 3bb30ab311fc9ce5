import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Output } from "../../src/jupyter/nbformat.ts";
import { OutputStore } from "../../src/jupyter/output-store.ts";
import type { SessionOutput } from "../../src/jupyter/session.ts";
import { type Executed, KernelClient } from "../support/kernel-client.ts";

const FLOOD_MS = 10_000;
const HANG_MS = 15_000;

let kernel: KernelClient;
before(async () => {
  kernel = await KernelClient.start();
});
after(async () => {
  await kernel.close();
});

/** The outputs as a front end saves them. */
function saved({ outputs }: Executed): Output[] {
  const store = new OutputStore();
  const kept: Output[] = [];
  for (const output of outputs) store.add(kept, output as unknown as SessionOutput, 1);
  return kept;
}

/** Resident sizes are read where the system shows them as files. */
const linux = { skip: existsSync("/proc/self/status") ? false : "no /proc on this system" };
const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

function residentMB(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(text)![1]) / 1024;
}

test(
  "kernel: ten seconds of printing leave at most 1 MB a second, and both ends of it",
  linux,
  async (t) => {
    await kernel.execute("1");
    const before = residentMB(kernel.child.pid!);
    const code = "for (let i = 0; ; i++) console.log(i);";
    const id = await kernel.send("shell", "execute_request", { code });
    let most = before;
    for (let waited = 0; waited < FLOOD_MS; waited += 250) {
      await sleep(250);
      most = Math.max(most, residentMB(kernel.child.pid!));
    }
    const start = performance.now();
    await kernel.send("control", "interrupt_request", {});
    const executed = await kernel.executed(id);
    const milliseconds = performance.now() - start;
    assert.ok(milliseconds < HANG_MS, `${milliseconds} ms`);
    assert.equal(executed.reply.ename, "Interrupted");
    const sent = executed.messages.reduce((sum, { content }) => sum + size(content), 0);
    t.diagnostic(
      `${(sent / 1e6).toFixed(2)} MB sent in 10 s, resident ${before.toFixed(0)} to ${most.toFixed(0)} MB, interrupt ${milliseconds.toFixed(0)} ms`,
    );
    assert.ok(sent <= 1e6 * (FLOOD_MS / 1000), `${sent} bytes sent`);
    assert.ok(most - before <= 100, `${before} to ${most} MB resident`);
    const outputs = saved(executed);
    assert.ok(size(outputs) <= 1e6, `${size(outputs)} bytes saved`);
    const [head, notice, tail, error] = outputs as {
      text?: string;
      data?: Record<string, string>;
      ename?: string;
    }[];
    assert.match(head!.text!, /^0\n1\n2\n/);
    assert.match(notice!.data!["text/plain"]!, /^… \d+ lines dropped …$/);
    const last = Number(/(\d+)\n$/.exec(tail!.text!)![1]);
    const lines = (text: string) => text.split("\n").length - 1;
    const dropped = Number(/\d+/.exec(notice!.data!["text/plain"]!)![0]);
    assert.equal(lines(head!.text!) + dropped + lines(tail!.text!), last + 1);
    assert.equal(error!.ename, "Interrupted");
  },
);

for (const [name, code] of [
  ["printed", "console.log('x'.repeat(50e6))"],
  ["as the last value", "'x'.repeat(50e6)"],
  ["in an array", "Array.from({ length: 50 }, () => 'x'.repeat(1e6))"],
] as const) {
  test(`kernel: a value of 50 MB ${name} is cut`, linux, async () => {
    const before = residentMB(kernel.child.pid!);
    const executed = await kernel.execute(code);
    assert.equal(executed.reply.status, "ok");
    const bytes = size(saved(executed));
    assert.ok(bytes > 1000 && bytes <= 1e6, `${bytes} bytes`);
    const grown = residentMB(kernel.child.pid!) - before;
    assert.ok(grown <= 100, `${grown} MB more resident`);
    assert.equal((await kernel.execute("1 + 1")).value, "2");
  });
}
