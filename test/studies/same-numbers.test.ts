import assert from "node:assert/strict";
import { test } from "node:test";
import { runCommand } from "../support/command.ts";
import { type SameNumbers, sameNumbers } from "../support/same-numbers.ts";

const support = new URL("../support/same-numbers.js", import.meta.url).href;

interface Answer {
  readonly kernels: Readonly<Record<string, string>>;
  readonly numbers: SameNumbers;
}

/** The same numbers in a process with these kernels. */
async function answerOf(kernels: string): Promise<Answer> {
  const code = `
    const { kernelsHere, sameNumbers } = await import("${support}");
    console.log(JSON.stringify({ kernels: kernelsHere(), numbers: await sameNumbers(1) }));`;
  const args = ["--input-type=module", "--eval", code];
  const { stdout } = await runCommand(process.execPath, args, { env: { DAMLAB_KERNELS: kernels } });
  return JSON.parse(stdout);
}

test("capacityStudy: the table is the same to the last digit for all kernels and two workers", async () => {
  const [twins, baseline, relaxed] = [
    await answerOf("typescript"),
    await answerOf("baseline"),
    await answerOf("relaxed"),
  ];
  const taken = [twins, baseline, relaxed].map(({ kernels }) => kernels.exact);
  assert.deepEqual(taken, ["typescript", "baseline", "relaxed"]);
  assert.ok(twins.numbers.rows.length > 30);
  assert.deepEqual(baseline.numbers, twins.numbers);
  assert.deepEqual(relaxed.numbers.rows, twins.numbers.rows);
  assert.deepEqual(relaxed.numbers.students, twins.numbers.students);
  assert.deepEqual(relaxed.numbers.random, twins.numbers.random);
  assert.ok(twins.numbers.machines.length > 400);
  const two = await sameNumbers(2);
  assert.deepEqual(two.rows, twins.numbers.rows);
  assert.deepEqual(two.students, twins.numbers.students);
});
