import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ar1,
  block,
  equicorrelated,
  givenCorrelation,
} from "../../src/patterns/feature-correlation.ts";
import { distanceBetween } from "../../src/patterns/patterns.ts";
import {
  correlatedSource,
  hadamardSource,
  independentSource,
  markovSource,
  separatedAndCorrelatedSource,
  separatedSource,
  sourceOf,
} from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";
import { lawsOfGenerator } from "../support/laws-of-generator.ts";

lawsOfGenerator(() => independentSource());
lawsOfGenerator(() => separatedSource({ mean: 0.3 }));
lawsOfGenerator(() => separatedSource({ flips: { fractionOfN: 0.4 } }));
lawsOfGenerator(() => separatedSource({ minimum: 3, maximum: { fractionOfN: 0.9 } }), {
  P: 12,
  N: [32, 45],
});
lawsOfGenerator(() => separatedSource({ mean: 0.4, minimum: { fractionOfN: 0.2 } }), {
  P: 12,
  N: [32, 45],
});
lawsOfGenerator(() => hadamardSource(), { P: 12, N: [12, 32, 40] });
lawsOfGenerator(() => correlatedSource(ar1(0.5)));
lawsOfGenerator(() => correlatedSource(block(4, 0.3), { positive: 0.2 }));
lawsOfGenerator(
  () => correlatedSource(givenCorrelation([1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1])),
  {
    P: 12,
    N: [3],
  },
);
lawsOfGenerator(() => markovSource(-0.4));
lawsOfGenerator(() => separatedAndCorrelatedSource({ mean: 0.3 }, equicorrelated(0.2)));
lawsOfGenerator(() => separatedAndCorrelatedSource({ mean: 0.4, minimum: 2 }, ar1(0.3)), {
  P: 12,
  N: [32, 45],
});

test("sourceOf: the two knobs choose the generator", () => {
  const generator = (...knobs: Parameters<typeof sourceOf>) => sourceOf(...knobs).recipe.generator;
  assert.equal(generator({}, null), "independent");
  assert.equal(generator({ mean: 0.3 }, null), "hamming-separated");
  assert.equal(generator({}, ar1(0.3)), "feature-correlated");
  assert.equal(generator({ mean: 0.3 }, ar1(0.3)), "separated-and-correlated");
});

test("sourceOf: uncorrelated flips are the same with and without the correlation knob", () => {
  const rng = () => stream(3, "knobs");
  const plain = sourceOf({ mean: 0.3 }, null).draw(20, 45, rng());
  assert.deepEqual(sourceOf({ mean: 0.3 }, ar1(0)).draw(20, 45, rng()), plain);
});

test("separatedSource: what is drawn keeps the distances of its recipe", () => {
  const set = separatedSource({ minimum: 20, maximum: 44 }).draw(60, 64, stream(4));
  for (let mu = 0; mu < 60; mu++) {
    for (let nu = 0; nu < mu; nu++) {
      const d = distanceBetween(set, mu, nu);
      assert.ok(d >= 20 && d <= 44, `${d}`);
    }
  }
});
