import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { cliFile } from "../support/cli.ts";
import { KernelClient } from "../support/kernel-client.ts";
import { envOfStuckSession } from "../support/stuck-session.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A process that has ended and waits for its parent to notice counts as gone. */
async function untilGone(pid: number): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const file = `/proc/${pid}/stat`;
    if (existsSync("/proc/self/stat")) {
      if (!existsSync(file) || / Z /.test(readFileSync(file, "utf8"))) return;
    } else {
      try {
        process.kill(pid, 0);
      } catch {
        return;
      }
    }
    await sleep(50);
  }
  assert.fail(`process ${pid} still runs`);
}

const pidOf = async (kernel: KernelClient) => Number((await kernel.execute("process.pid")).value);

test("kernel: shutdown is answered, exits with 0, says nothing and leaves no process", async () => {
  const kernel = await KernelClient.start();
  const pid = await pidOf(kernel);
  const reply = await kernel.request("control", "shutdown_request", { restart: true });
  assert.equal(reply.status, "ok");
  assert.equal(reply.restart, true);
  assert.equal(await kernel.close(), 0);
  assert.equal(kernel.stderr, "");
  await untilGone(pid);
});

test("kernel: shutdown ends a busy cell, threads and timers of the cells", async () => {
  const kernel = await KernelClient.start();
  const code = `import { Worker } from "node:worker_threads";
    for (let i = 0; i < 3; i++) new Worker("for (;;);", { eval: true });
    setInterval(() => {}, 1); process.pid`;
  const pid = Number((await kernel.execute(code)).value);
  await kernel.send("shell", "execute_request", { code: "for (;;);" });
  assert.equal(await kernel.close(), 0);
  await untilGone(pid);
});

test("kernel: shutdown does not wait for a cells' process that still starts", {
  timeout: 60_000,
}, async (t) => {
  const kernel = await KernelClient.start({ env: envOfStuckSession(temporaryFolder(t)) });
  assert.equal(await kernel.close(), 0);
});

test("kernel: SIGTERM ends it in order, and the process of the cells with it", async () => {
  const kernel = await KernelClient.start();
  const pid = await pidOf(kernel);
  kernel.child.kill("SIGTERM");
  assert.equal(await kernel.close(), 0);
  await untilGone(pid);
});

test("kernel: a front end that dies without a word takes the kernel with it", async () => {
  // A shell stands for the front end: it starts the kernel and is killed.
  const kernel = await KernelClient.start({
    program: (file) => [
      "-e",
      `require("node:child_process").spawn(process.execPath, [${JSON.stringify(cliFile)}, "kernel", "start", ${JSON.stringify(file)}],
        { stdio: "inherit", env: { ...process.env, JPY_PARENT_PID: String(process.pid) } })`,
    ],
  });
  const pid = await pidOf(kernel);
  kernel.child.kill("SIGKILL");
  await kernel.ended;
  await untilGone(pid);
  await kernel.close();
});

test("kernel: a kernel that is killed takes the cells' process with it", async () => {
  const kernel = await KernelClient.start();
  const pid = await pidOf(kernel);
  await kernel.send("shell", "execute_request", { code: "for (;;);" });
  await sleep(100);
  kernel.child.kill("SIGKILL");
  await kernel.ended;
  await untilGone(pid);
  await kernel.close();
});

test("kernel: a cell that ends its process is an error, and the next cell starts afresh", async () => {
  const kernel = await KernelClient.start();
  for (const [code, reason] of [
    ["process.exit(0)", /a cell called process\.exit\(0\)/],
    ["process.kill(process.pid, 'SIGKILL')", /killed by SIGKILL/],
  ] as const) {
    await kernel.execute("let kept = 1;");
    const ids = [code, "'queued'"].map((code) => kernel.send("shell", "execute_request", { code }));
    const [died, queued] = await Promise.all(ids.map(async (id) => kernel.executed(await id)));
    assert.equal(died!.reply.ename, "SessionDied");
    assert.match(String(died!.reply.evalue), reason);
    assert.match(String(died!.reply.evalue), /all variables are lost/);
    assert.equal(queued!.reply.status, "aborted");
    assert.equal((await kernel.execute("1 + 1")).value, "2");
    assert.match(String((await kernel.execute("kept")).reply.evalue), /Cannot find name 'kept'/);
  }
  await kernel.close();
});

test("kernel: the end of the cells' process between two cells is told under the last one", async () => {
  const kernel = await KernelClient.start();
  const { messages } = await kernel.execute("setTimeout(() => process.exit(7), 150);");
  const { msg_id } = messages[0]!.parent;
  await kernel.until(() =>
    kernel.published.some(
      ({ header, parent, content }) =>
        header.msg_type === "stream" &&
        parent.msg_id === msg_id &&
        /The session ended: a cell called process\.exit\(7\)/.test(String(content.text)),
    ),
  );
  assert.equal((await kernel.execute("1 + 1")).value, "2");
  await kernel.close();
});

test("kernel: an interrupt before the first cell can run stops it all the same", async () => {
  const kernel = await KernelClient.start();
  const id = await kernel.send("shell", "execute_request", { code: "for (;;);" });
  // Sockets have no order among them: the kernel has to have the cell.
  await kernel.until(() => kernel.published.some(({ parent }) => parent.msg_id === id));
  await kernel.request("control", "interrupt_request");
  assert.equal((await kernel.executed(id)).reply.ename, "Interrupted");
  assert.equal((await kernel.execute("1 + 1")).value, "2");
  await kernel.close();
});

test("kernel: a shutdown aborts the running cell without an output that would stay in the notebook", async () => {
  const kernel = await KernelClient.start();
  await kernel.execute("1");
  const id = await kernel.send("shell", "execute_request", {
    code: "await new Promise(() => {});",
  });
  await kernel.until(() => kernel.published.some(({ parent }) => parent.msg_id === id));
  await kernel.send("control", "shutdown_request", { restart: true });
  const { reply, outputs } = await kernel.executed(id);
  assert.equal(reply.status, "error");
  assert.deepEqual(outputs, []);
  await kernel.close();
});

test("kernel: a comm listener that ends the process is told under the last cell", async () => {
  const kernel = await KernelClient.start();
  const { messages } = await kernel.execute(
    "import { onComm } from 'damlab'; onComm('t', () => process.exit(3)); let keep = 1;",
  );
  await kernel.send("shell", "comm_open", { comm_id: "c", target_name: "t", data: {} });
  await kernel.until(() =>
    kernel.published.some(
      ({ parent, content }) =>
        parent.msg_id === messages[0]!.parent.msg_id &&
        /process\.exit\(3\)/.test(String(content.text)),
    ),
  );
  await kernel.close();
});

test("kernel: names too deep to look up and refused code are errors, and the kernel lives on", async () => {
  const kernel = await KernelClient.start();
  assert.equal((await kernel.execute(`a${".b".repeat(20_000)}?`)).reply.status, "error");
  const { outputs, reply } = await kernel.execute(`"${"x".repeat(1_000_001)}"`);
  assert.equal(reply.status, "error");
  assert.equal(outputs[0]!.output_type, "error");
  assert.equal((await kernel.execute("1 + 1")).value, "2");
  assert.equal(await kernel.close(), 0);
});

test("kernel: inputs of earlier kernels are in the history of the next", async (t) => {
  const env = { DAMLAB_HISTORY: join(temporaryFolder(t), "history") };
  const first = await KernelClient.start({ env });
  await first.execute("'of the first kernel'");
  await first.close();
  const second = await KernelClient.start({ env });
  await second.execute("2");
  const { history } = await second.request("shell", "history_request", {
    hist_access_type: "search",
    pattern: "*first*",
  });
  assert.deepEqual(history, [[1, 1, "'of the first kernel'"]]);
  await second.close();
});

test("kernel: cells see the folder and the name of their notebook", async () => {
  const folder = mkdtempSync(join(tmpdir(), "damlab ünïcode "));
  const kernel = await KernelClient.start({ folder, env: { JPY_SESSION_NAME: "/x/study.ipynb" } });
  const code = "[process.cwd(), import.meta.filename].join('|')";
  const { value } = await kernel.execute(code);
  assert.equal(value, `${folder}|${join(folder, "study.ipynb")}`);
  await kernel.close();
});
