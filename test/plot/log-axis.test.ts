import assert from "node:assert/strict";
import { test } from "node:test";
import { logAxis, logDomain, logTicks } from "../../src/plot/log-axis.ts";

test("logTicks: decades over many, 1–2–5 over few, equal steps within one", () => {
  assert.deepEqual(logTicks(0.5, 2e4), [1, 10, 100, 1000, 10000]);
  assert.deepEqual(logTicks(8, 130), [10, 20, 50, 100]);
  assert.deepEqual(logTicks(100, 135), [100, 105, 110, 115, 120, 125, 130, 135]);
});

test("logTicks: at least 3 and at most 12 ticks inside any domain", () => {
  for (let least = 1e-8; least < 1e3; least *= 3.7) {
    for (let ratio = 1.05; ratio < 1e30; ratio *= 1.7) {
      const ticks = logTicks(least, least * ratio);
      assert.ok(ticks.length >= 3 && ticks.length <= 12, `${least} ${ratio} ${ticks}`);
      assert.ok(
        ticks.every((tick) => tick >= least && tick <= least * ratio),
        `${ticks}`,
      );
    }
  }
});

test("logDomain: contains its values with a margin, also for a single one", () => {
  for (const [least, most] of [
    [3, 3],
    [1, 1000],
    [1e-9, 1e9],
  ] as const) {
    const [from, to] = logDomain(least, most);
    assert.ok(from < least && to > most);
  }
});

test("logAxis: long numbers are written as powers of ten", () => {
  assert.deepEqual(logAxis([10, 100]), {
    values: [10, 100],
    labelExpr: "datum.value == 10 ? '10' : datum.value == 100 ? '100' : ''",
  });
  const long = String(logAxis([1e-4, 2e-4, 1, 1e12]).labelExpr);
  assert.deepEqual(
    [...long.matchAll(/'([^']*)'/g)].map(([, label]) => label),
    ["10⁻⁴", "2×10⁻⁴", "10⁰", "10¹²", ""],
  );
});

test("logDomain: 600 decades have a domain of finite numbers with few ticks", () => {
  const [from, to] = logDomain(1e-300, 1e300);
  assert.ok(from > 0 && from < 1e-300 && to > 1e300 && to < Infinity);
  for (const [least, most] of [
    [from, to],
    [0, Infinity],
  ] as const) {
    const ticks = logTicks(least, most);
    assert.ok(ticks.length >= 3 && ticks.length <= 12, `${ticks}`);
  }
});
