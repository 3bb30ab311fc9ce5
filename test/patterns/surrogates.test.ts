import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceHistogram } from "../../src/patterns/diagnostics.ts";
import { featureCorrelated } from "../../src/patterns/feature-correlated.ts";
import { ar1 } from "../../src/patterns/feature-correlation.ts";
import { independent } from "../../src/patterns/independent.ts";
import { surrogateMatch, surrogatesOf } from "../../src/patterns/surrogates.ts";
import { stream } from "../../src/random/stream.ts";

const patterns = featureCorrelated(300, 20, ar1(0.6), stream(1, "set"), { positive: 0.35 });
const groups = Array.from({ length: 5 }, (_, g) => ({ offset: 4 * g, bits: 4 }));

test("surrogatesOf: every surrogate keeps what it promises, and the later ones more of the correlation", () => {
  const match = Object.fromEntries(
    surrogatesOf(patterns, groups).map(({ name, draw }) => {
      const set = draw(stream(2, name));
      assert.deepEqual([set.P, set.N], [300, 20]);
      return [name, surrogateMatch(set, patterns)];
    }),
  );
  assert.deepEqual(match.data, { mean_rms: 0, correlation_rms: 0 });
  assert.equal(match["same marginals"].mean_rms, 0);
  assert.equal(match["columns apart"].mean_rms, 0);
  assert.ok(match["fair bits"].mean_rms > 0.2);
  const rms = (name: string): number => match[name].correlation_rms;
  assert.ok(rms("same correlation") < rms("columns apart"));
  assert.ok(rms("columns apart") < rms("same marginals"));
  // one sample of the law against a fixed target: about 1/√P
  assert.ok(rms("same correlation") < 2 / Math.sqrt(300));
});

test("surrogatesOf: the data are the rows in another order", () => {
  const [data] = surrogatesOf(patterns);
  assert.deepEqual(distanceHistogram(data.draw(stream(3))), distanceHistogram(patterns));
});

test("surrogatesOf: without groups or beyond 256 spins the costly ones are left out", () => {
  const names = (set: typeof patterns) => surrogatesOf(set).map(({ name }) => name);
  assert.deepEqual(names(patterns), ["data", "fair bits", "same marginals", "same correlation"]);
  const wide = independent(5, 257, stream(1));
  assert.deepEqual(names(wide), ["data", "fair bits", "same marginals"]);
});
