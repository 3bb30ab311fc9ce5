import assert from "node:assert/strict";
import { test } from "node:test";
import { freedmanDiaconisWidth, scottWidth } from "../../src/numerics/bin-width.ts";

const close = (a: number, b: number) => assert.ok(Math.abs(a - b) <= 1e-12 * b, `${a} ${b}`);
const ladder = Array.from({ length: 101 }, (_, k) => k);

test("freedmanDiaconisWidth: of equal steps is twice half their range over the cube root", () => {
  close(freedmanDiaconisWidth(ladder), (2 * 50) / Math.cbrt(101));
});

test("freedmanDiaconisWidth: quartiles between values are interpolated", () => {
  // quartiles of four values at 0.75 and 2.25 steps
  close(freedmanDiaconisWidth([0, 1, 2, 10]), (2 * (4 - 0.75)) / Math.cbrt(4));
});

test("scottWidth: of equal steps has their standard deviation √(n (n + 1) / 12)", () => {
  close(
    scottWidth(ladder),
    Math.cbrt((24 * Math.sqrt(Math.PI)) / 101) * Math.sqrt((101 * 102) / 12),
  );
});

test("bin widths: scale with the values and do not move with them", () => {
  const moved = ladder.map((value) => 7 * value - 300);
  close(freedmanDiaconisWidth(moved), 7 * freedmanDiaconisWidth(ladder));
  close(scottWidth(moved), 7 * scottWidth(ladder));
});
