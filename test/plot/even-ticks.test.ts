import assert from "node:assert/strict";
import { test } from "node:test";
import { evenTicks, ticksAround, tickWords } from "../../src/plot/even-ticks.ts";

test("evenTicks, ticksAround: round numbers inside and around two numbers", () => {
  assert.deepEqual(evenTicks(0.24, 0.976), [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  assert.deepEqual(ticksAround(0.24, 0.976), [0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticksAround(-17, 17), [-20, -10, 0, 10, 20]);
  assert.deepEqual(ticksAround(5, 5), [5, 6, 7, 8, 9, 10]);
});

test("ticksAround: 3 to 8 ticks that hold both numbers, symmetric for symmetric ones", () => {
  for (let least = -3; least < 3; least += 0.37) {
    for (let width = 1e-6; width < 1e6; width *= 3.1) {
      const ticks = ticksAround(least, least + width);
      const slack = 1e-11 * (Math.abs(least) + width);
      const holds = ticks[0]! <= least + slack && ticks.at(-1)! >= least + width - slack;
      assert.ok(holds && ticks.length >= 3 && ticks.length <= 8, `${least} ${width} ${ticks}`);
      const symmetric = ticksAround(-width, width);
      assert.deepEqual(symmetric.map((tick) => -tick + 0).reverse(), symmetric);
    }
  }
});

test("tickWords: equal decimals and a minus sign", () => {
  assert.deepEqual([-0.5, 0, 0.25].map(tickWords([-0.5, 0, 0.25])), ["−0.50", "0.00", "0.25"]);
  assert.equal(tickWords([1e-9, 2e-9])(2e-9), "2e−9");
});
