import assert from "node:assert/strict";
import { test } from "node:test";
import { runCommand } from "../support/command.ts";

const built = new URL("../../src/index.js", import.meta.url).href;

/** Prints the resident MB after 10⁴ and after 10⁵ calls, each set being forgotten after four. */
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
      console.log(process.memoryUsage.rss() / 2 ** 20);
    }
  }`;

for (const turns of [true, false]) {
  test(`stability, nestedCurve, retrieve, localFields: 10^5 calls on short-lived sets take no more memory than 10^4, ${turns ? "with" : "without"} turns of the event loop`, async () => {
    const args = ["--expose-gc", "--input-type=module", "--eval", program(turns)];
    const { stdout, stderr } = await runCommand(process.execPath, args);
    const [before, after] = stdout.trim().split("\n").map(Number);
    assert.ok(before > 30, stderr);
    // 8 MB: half of the young generation of V8, which grows while a program runs.
    assert.ok(after <= 1.05 * before + 8, `${before.toFixed(1)} MB, then ${after.toFixed(1)} MB`);
  });
}
