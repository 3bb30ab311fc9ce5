import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { requireWorkers, workerPool } from "../../src/parallel/worker-pool.ts";
import { runCommand } from "../support/command.ts";
import { misbehaving } from "../support/tasks/misbehaving.ts";
import { type Deed, Misfortune } from "../support/tasks/misbehaving-task.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const uneven = Array.from({ length: 12 }, (_, x): Deed => ({ kind: "uneven", x }));
const starts = (log: string) => readFileSync(log, "utf8").trim().split("\n").length;

test("workerPool: results come in the order of the tasks, the same from 1, 2 and 3 workers", async () => {
  for (const workers of [1, 2, 3]) {
    const pool = workerPool({ workers });
    const done: number[] = [];
    const results = await pool.run(misbehaving, uneven, {
      onProgress: (count, total) => done.push(count / total),
    });
    assert.deepEqual(
      results,
      uneven.map((_, x) => Math.sqrt(x)),
    );
    assert.deepEqual(
      done,
      uneven.map((_, k) => (k + 1) / 12),
    );
    assert.deepEqual(await pool.run(misbehaving, []), []);
    await pool.close();
  }
});

test("workerPool: a worker that breaks is replaced and its task tried once more", async (t) => {
  const log = join(temporaryFolder(t), "log");
  const pool = workerPool({ workers: 2 });
  const deeds: Deed[] = [1, 2, 3, 4].map((x) => ({ kind: "square", x }));
  deeds.splice(1, 0, { kind: "exit once", x: 9, log });
  assert.deepEqual(await pool.run(misbehaving, deeds), [1, 81, 4, 9, 16]);
  assert.ok(existsSync(log), "it did exit once");
  await pool.close();
});

for (const [kind, reason] of [
  ["exit", /exited with code: 3/],
  ["uncaught", /loose end/],
  ["heap", /memory limit/],
] as const) {
  test(`workerPool: a task that breaks two workers is named with its argument (${kind})`, async (t) => {
    const log = join(temporaryFolder(t), "log");
    const pool = workerPool({ workers: 2, heapMegabytes: 32 });
    const deeds: Deed[] = [
      { kind: "square", x: 1 },
      { kind, log },
    ];
    await assert.rejects(pool.run(misbehaving, deeds), (error: Error) => {
      assert.match(error.message, /task 1 of 2 \(misbehaving-task\.js\) .* two broken workers/);
      assert.match(error.message, reason);
      assert.ok(error.message.includes(JSON.stringify({ kind, log })), error.message);
      return true;
    });
    assert.equal(starts(log), 2);
    assert.deepEqual(await pool.run(misbehaving, [{ kind: "square", x: 5 }]), [25]);
    await pool.close();
  });
}

test("workerPool: what a task throws arrives whole and is not tried again", async (t) => {
  for (const workers of [1, 2]) {
    const log = join(temporaryFolder(t), "log");
    const pool = workerPool({ workers });
    await assert.rejects(pool.run(misbehaving, [{ kind: "throw", log }]), (error: Error) => {
      const { name, message, cause } = error;
      assert.deepEqual([name, message], ["Misfortune", "expected luck, got none"]);
      assert.match(error.stack ?? "", /misbehaving-task\.[jt]s/);
      assert.equal((error as Error & { bits: number }).bits, 13);
      assert.ok(cause instanceof TypeError && cause.message === "a black cat");
      return true;
    });
    assert.equal(starts(log), 1);
    await pool.close();
  }
});

test("workerPool: classes that the module names, and what is no error, are the same from a worker", async () => {
  for (const workers of [1, 2]) {
    const pool = workerPool({ workers });
    await assert.rejects(pool.run(misbehaving, [{ kind: "cycle" }]), (error: Error) => {
      assert.ok(error instanceof Misfortune && error.bits === 13);
      assert.equal((error.cause as Error).cause, error);
      return true;
    });
    await assert.rejects(pool.run(misbehaving, [{ kind: "word" }]), (error: unknown) => {
      assert.ok(error instanceof Error && error.message === "no luck");
      return true;
    });
    await pool.close();
  }
});

test("workerPool: what cannot be cloned is refused, from workers and in this thread", async () => {
  for (const workers of [1, 2]) {
    const pool = workerPool({ workers });
    await assert.rejects(pool.run(misbehaving, [{ kind: "function" }]), {
      name: "TypeError",
      message: /^workerPool: expected a plain result .* could not be cloned/,
    });
    const argument = { kind: "square", x: () => 1 } as unknown as Deed;
    await assert.rejects(pool.run(misbehaving, [argument]), {
      name: "TypeError",
      message: /^workerPool: expected a plain argument .* could not be cloned/,
    });
    await pool.close();
  }
});

test("workerPool: an abort ends endless workers within a second, with its reason", async (t) => {
  const folder = temporaryFolder(t);
  const pool = workerPool({ workers: 2 });
  const controller = new AbortController();
  const deeds: Deed[] = [0, 1, 2].map((k) => ({ kind: "loop", log: join(folder, `${k}`) }));
  const run = pool.run(misbehaving, deeds, { signal: controller.signal });
  const both = () => existsSync(join(folder, "0")) && existsSync(join(folder, "1"));
  while (!both()) await new Promise((resolve) => setTimeout(resolve, 10));
  const before = performance.now();
  controller.abort(new Error("enough"));
  await assert.rejects(run, { message: "enough" });
  assert.ok(performance.now() - before < 1000);
  assert.ok(!existsSync(join(folder, "2")), "the third task never started");
  assert.deepEqual(await pool.run(misbehaving, [{ kind: "square", x: 3 }]), [9]);
  await assert.rejects(pool.run(misbehaving, uneven, { signal: controller.signal }), {
    message: "enough",
  });
  await pool.close();
  await assert.rejects(pool.run(misbehaving, uneven), /expected an open pool/);
});

test("workerPool: one worker that is a thread of its own is ended in the middle of a task", async (t) => {
  const log = join(temporaryFolder(t), "log");
  const pool = workerPool({ workers: 1, ownThread: true });
  const controller = new AbortController();
  const run = pool.run(misbehaving, [{ kind: "loop", log }], { signal: controller.signal });
  while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 10));
  controller.abort(new Error("enough"));
  await assert.rejects(run, { message: "enough" });
  assert.deepEqual(await pool.run(misbehaving, [{ kind: "square", x: 3 }]), [9]);
  await pool.close();
});

test("workerPool: in this thread an abort takes effect between two tasks", async () => {
  const controller = new AbortController();
  const done: number[] = [];
  const run = workerPool({ workers: 1 }).run(misbehaving, uneven, {
    signal: controller.signal,
    onProgress: (count) => {
      done.push(count);
      if (count === 3) setImmediate(() => controller.abort(new Error("enough")));
    },
  });
  await assert.rejects(run, { message: "enough" });
  assert.ok(done.length < uneven.length);
});

test("workerPool: a pool that nobody closes lets the process end", async () => {
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    const { workerPool } = await import(${from("../../src/parallel/worker-pool.js")});
    const { misbehaving } = await import(${from("../support/tasks/misbehaving.js")});
    const deeds = [1, 2, 3].map((x) => ({ kind: "square", x }));
    console.log(...(await workerPool({ workers: 2 }).run(misbehaving, deeds)));`;
  const args = ["--input-type=module", "-e", program];
  const { code, stdout, stderr } = await runCommand(process.execPath, args, { limit: 10 });
  assert.deepEqual([code, stdout, stderr], [0, "1 4 9\n", ""]);
});

test("workerPool: a closed pool ends the tasks that still run", async (t) => {
  const log = join(temporaryFolder(t), "log");
  const pool = workerPool({ workers: 2 });
  const run = pool.run(misbehaving, [{ kind: "loop", log }]);
  const failed = assert.rejects(run, /closed during a run/);
  while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 10));
  await pool.close();
  await failed;
});

test("workerPool: a number of workers that is no positive integer, and a heap of no size, are refused", () => {
  for (const workers of [0, -1, 1.5, Number.NaN, Infinity]) {
    assert.throws(() => workerPool({ workers }), {
      name: "RangeError",
      message: `workerPool: expected an integer workers >= 1, got ${workers}; 1 means no worker threads`,
    });
  }
  assert.throws(() => workerPool({ heapMegabytes: -1 }), {
    name: "RangeError",
    message: "workerPool: expected heapMegabytes > 0, got -1",
  });
  assert.throws(() => workerPool({ heapMegabytes: "64" as unknown as number }), {
    name: "TypeError",
    message: 'workerPool: expected a number heapMegabytes, got "64"',
  });
  assert.throws(() => workerPool({ workers: "2" as unknown as number }), {
    name: "TypeError",
    message: 'workerPool: expected a number workers, got "2"',
  });
  assert.throws(() => requireWorkers("study", 0), /^RangeError: study: /);
  assert.ok(workerPool().workers >= 1);
});
