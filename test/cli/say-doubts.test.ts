import assert from "node:assert/strict";
import { test } from "node:test";
import { sayDoubts } from "../../src/cli/say-doubts.ts";
import type { DynamicsRow } from "../../src/studies/dynamics-rows.ts";

const row = (overlap0: number, status: DynamicsRow["status"]): DynamicsRow => ({
  source: "theory",
  order: 3,
  load: 0.1,
  load_convention: "variance",
  P: null,
  N: null,
  overlap0,
  temperature: 0,
  t: 0,
  m: overlap0,
  m_se: null,
  sets: null,
  seed: 1,
  interaction: "poly",
  form: "difference",
  self_coupling: false,
  update: "synchronous",
  targets: null,
  status,
});

/** What is said of rows, and the exit code that it leaves. */
function saidOf(rows: readonly DynamicsRow[]): { said: string; exitCode: unknown } {
  const { exitCode } = process;
  const { write } = process.stderr;
  let said = "";
  process.stderr.write = (text: string | Uint8Array) => {
    said += text;
    return true;
  };
  try {
    process.exitCode = 0;
    sayDoubts(rows);
    return { said, exitCode: process.exitCode };
  } finally {
    process.stderr.write = write;
    process.exitCode = exitCode;
  }
}

test("sayDoubts: theory that breaks down fails the work, uncertain theory does not", () => {
  assert.deepEqual(saidOf([row(0.5, "converged"), row(0.6, null)]), { said: "", exitCode: 0 });
  const uncertain = saidOf([0.1, 0.2, 0.3, 0.4].map((overlap0) => row(overlap0, "uncertain")));
  assert.equal(uncertain.exitCode, 0);
  assert.match(
    uncertain.said,
    /uncertain at order 3, load 0\.1, overlap 0\.1; .* and 1 more: see m_se/,
  );
  const broken = saidOf([row(0.5, "not-finite"), row(0.6, "converged")]);
  assert.equal(broken.exitCode, 1);
  assert.match(broken.said, /leaves the range of numbers at order 3, load 0\.1, overlap 0\.5: /);
});
