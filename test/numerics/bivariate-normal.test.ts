import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bivariateNormalCdf } from "../../src/numerics/bivariate-normal.ts";
import { repositoryRoot } from "../support/paths.ts";

const fixture: { rows: { h: number; k: number; rho: number; value: number }[] } = JSON.parse(
  readFileSync(join(repositoryRoot, "test/fixtures/numerics/bivariate-normal.json"), "utf8"),
);

test("bivariateNormalCdf: equals the reference table", () => {
  for (const { h, k, rho, value } of fixture.rows) {
    const got = bivariateNormalCdf(h, k, rho);
    assert.ok(Math.abs(got - value) < 1e-13, `${h} ${k} ${rho}: ${got} - ${value}`);
  }
});

test("bivariateNormalCdf: at the origin it is 1/4 + asin(ρ)/2π", () => {
  for (const rho of [-1, -0.999999, -0.3, 0, 0.7, 0.999999, 1]) {
    const exact = 0.25 + Math.asin(rho) / (2 * Math.PI);
    assert.ok(Math.abs(bivariateNormalCdf(0, 0, rho) - exact) < 1e-13, `${rho}`);
  }
});

test("bivariateNormalCdf: ρ = ±1 leaves one variable", () => {
  for (const [h, k] of [
    [0.4, 0.4],
    [0.4, 1.3],
    [-2, 0.1],
    [-0.3, 0.2],
    [-0.3, 0.301],
    [0.01, 0.02],
  ]) {
    const phi = (x: number) => bivariateNormalCdf(x, Number.POSITIVE_INFINITY, 0);
    assert.ok(Math.abs(bivariateNormalCdf(h, k, 1) - phi(Math.min(h, k))) < 1e-13);
    const opposite = Math.max(0, phi(h) + phi(k) - 1);
    assert.ok(Math.abs(bivariateNormalCdf(h, k, -1) - opposite) < 1e-13);
  }
});

test("bivariateNormalCdf: P(X < h, Y < k) + P(X < h, Y > k) = P(X < h)", () => {
  for (const [h, k, rho] of [
    [0.3, -0.8, 0.5],
    [-2, 1, -0.9],
    [1.5, 1.4, 0.99],
  ]) {
    const sum = bivariateNormalCdf(h, k, rho) + bivariateNormalCdf(h, -k, -rho);
    assert.ok(Math.abs(sum - bivariateNormalCdf(h, Number.POSITIVE_INFINITY, 0)) < 1e-13);
  }
});

test("bivariateNormalCdf: infinite limits, and what is no correlation", () => {
  assert.equal(bivariateNormalCdf(Number.NEGATIVE_INFINITY, 3, 0.2), 0);
  assert.throws(() => bivariateNormalCdf(0, 0, 1.1), /expected limits h, k and -1 <= rho <= 1/);
  assert.throws(() => bivariateNormalCdf(Number.NaN, 0, 0), /got h = NaN/);
});
