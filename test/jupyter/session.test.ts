import assert from "node:assert/strict";
import { test } from "node:test";
import { SessionDied } from "../../src/jupyter/session.ts";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

/** Runs code that ends the process; returns the reason and what was printed before. */
async function deathOf(code: string, before?: (cells: Cells) => void) {
  const cells = await openCells({ directory: temporaryProject(), maxOldSpaceMB: 64 });
  const printed: string[] = [];
  const running = cells.session.execute(code, {
    label: "In [1]",
    onOutput: (output) => {
      if (output.output_type !== "stream") return;
      printed.push(output.text);
      before?.(cells);
    },
  });
  const error = await running.then(
    () => assert.fail("the cell ended"),
    (error) => error,
  );
  assert.ok(error instanceof SessionDied);
  assert.deepEqual(error.end, await cells.session.ended);
  await assert.rejects(cells.session.execute("1", { label: "In [2]", onOutput() {} }), SessionDied);
  return { ...error.end, printed: printed.join("") };
}

test("session: process.exit in a cell is reported, with everything printed before", async () => {
  const end = await deathOf("console.log('x'.repeat(300_000)); process.exit(3);");
  assert.equal(end.reason, "a cell called process.exit(3)");
  assert.equal(end.code, 3);
  assert.equal(end.printed.length, 300_001);
});

test("session: a killed process is reported by its signal; output of a hanging cell is there", async () => {
  const end = await deathOf("console.log('before the loop'); for (;;);", ({ session }) =>
    process.kill(session.pid, "SIGKILL"),
  );
  assert.equal(end.reason, "the process was killed by SIGKILL");
  assert.equal(end.signal, "SIGKILL");
  assert.equal(end.printed, "before the loop\n");
});

test("session: running out of memory is reported as such, without native text in the output", async () => {
  const end = await deathOf(
    "console.log('start'); const all: number[][] = []; for (;;) all.push(new Array(1e4).fill(1.5));",
  );
  assert.equal(end.reason, "out of memory (heap limit 64 MB)");
  assert.equal(end.printed, "start\n");
});

test("session: reports resident memory, keeps cells in order and closes", async () => {
  const { session } = await openCells({
    directory: temporaryProject(),
    environment: { DAMLAB_TEST_VALUE: "7" },
  });
  const values: unknown[] = [];
  const codes = [
    "await new Promise((r) => setTimeout(r, 300)); 1",
    "process.env.DAMLAB_TEST_VALUE",
    "3",
  ];
  await Promise.all(
    codes.map((code, i) =>
      session.execute(code, {
        label: `In [${i + 1}]`,
        onOutput: (output) => {
          if (output.output_type === "execute_result") values.push(output.data["text/plain"]);
        },
      }),
    ),
  );
  assert.deepEqual(values, ["1", "7", "3"]);
  assert.ok(session.residentBytes() > 10e6, `${session.residentBytes()} bytes`);
  await session.close();
  assert.equal((await session.ended).reason, "the session was closed");
});

test("session: text of native code and of processes started by a cell is captured", async () => {
  const cells = await openCells({ directory: temporaryProject() });
  const code =
    "import { execSync } from 'node:child_process'; void execSync('echo from outside', { stdio: 'inherit' }); await new Promise((r) => setTimeout(r, 200));";
  assert.equal((await cells.run(code)).printed, "from outside\n");
  await cells.session.close();
});
