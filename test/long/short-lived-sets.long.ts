import assert from "node:assert/strict";
import { test } from "node:test";
import { runCommand } from "../support/command.ts";

const built = new URL("../../src/index.js", import.meta.url).href;

/** Prints the resident MB and those of the heap after 10⁴ and after 10⁵ calls, each set being forgotten after four. */
const program = (turns: boolean) => `
  const damlab = await import("${built}");
  const interactions = [damlab.power(3), damlab.rectifiedPower(2), damlab.exponential(0.1)];
  for (let calls = 0; calls <= 100_000; calls += 4) {
    const patterns = damlab.independent(20, 70, damlab.stream(1, calls));
    const interaction = interactions[calls % 3];
    const model = damlab.denseAssociativeMemory(patterns, interaction);
    const start = damlab.row(patterns, 0);
    damlab.localFields(model, start);
    damlab.retrieve(model, start, { update: "synchronous" });
    damlab.stability(patterns, interaction);
    damlab.nestedCurve(patterns, interaction);
    if (${turns} && calls % 100 === 0) await new Promise(setImmediate);
    if (calls === 10_000 || calls === 100_000) {
      gc();
      const { rss, heapUsed } = process.memoryUsage();
      console.log(JSON.stringify([rss / 2 ** 20, heapUsed / 2 ** 20]));
    }
  }`;

for (const turns of [true, false]) {
  // What V8's young generation and the allocator of array buffers keep; it levels off. Buffers are
  // given back later where the event loop never turns.
  const spare = turns ? 8 : 32;
  const loop = `${turns ? "with" : "without"} turns of the event loop`;
  test(`stability and its like: 10^5 calls on short-lived sets take the memory of 10^4, ${loop}`, async () => {
    const args = ["--expose-gc", "--input-type=module", "--eval", program(turns)];
    const { stdout, stderr } = await runCommand(process.execPath, args);
    const [before, after] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as number[]);
    assert.ok(before?.[0] > 30, stderr);
    const told = `resident and heap ${before} MB, then ${after} MB`;
    assert.ok(after[0] <= 1.05 * before[0] + spare, told);
    assert.ok(after[1] <= 1.05 * before[1] + 1, told);
  });
}
