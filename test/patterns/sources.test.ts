import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import {
  ar1,
  block,
  equicorrelated,
  givenCorrelation,
} from "../../src/patterns/feature-correlation.ts";
import { InfeasibleSeparation } from "../../src/patterns/infeasible-separation.ts";
import { givenCouplings, isingLattice, isingRing } from "../../src/patterns/ising-couplings.ts";
import { parseSeparation } from "../../src/patterns/parse-source.ts";
import { distanceBetween } from "../../src/patterns/patterns.ts";
import {
  bchSource,
  correlatedSource,
  hadamardSource,
  independentSource,
  isingSource,
  lexicodeSource,
  markovSource,
  separatedAndCorrelatedSource,
  separatedSource,
  shellSource,
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
lawsOfGenerator(() => bchSource(5), { P: 12, N: [15, 16, 63, 64, 127] });
lawsOfGenerator(() => bchSource({ fractionOfN: 0.2 }, { antipodes: true }), { P: 12, N: [31, 64] });
lawsOfGenerator(() => lexicodeSource(3), { P: 12, N: [9, 13, 16] });
lawsOfGenerator(() => shellSource(3), { P: 12, N: [6, 32, 45] });
lawsOfGenerator(() => shellSource({ fractionOfN: 0.25 }, { distinct: false }));
lawsOfGenerator(() => isingSource(isingRing(), 0.5));
lawsOfGenerator(() => isingSource(isingLattice(), 0.4, { algorithm: "gibbs" }), {
  P: 12,
  N: [9, 36, 49],
});
lawsOfGenerator(() => isingSource(givenCouplings([0, -1, -1, 0]), 0.3), { P: 12, N: [2] });
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

test("sourceOf: a construction is drawn as asked, and takes no correlation", () => {
  const bch = sourceOf(parseSeparation("bch:14"), null).draw(80, 64, stream(6));
  assert.ok(diagnostics(bch).distanceMin >= 14);
  assert.equal(diagnostics(bch).antipodes, 0);
  const lexicode = sourceOf(parseSeparation("lexicode:0.5N"), null).draw(15, 16, stream(6));
  assert.deepEqual([diagnostics(lexicode).distanceMin, diagnostics(lexicode).distanceMax], [8, 8]);
  const shell = sourceOf(parseSeparation("shell:2"), null);
  const all = diagnostics(shell.draw(45, 10, stream(6)));
  assert.deepEqual([all.duplicates, all.distanceMin, all.distanceMax], [0, 2, 4]);
  assert.throws(() => shell.draw(46, 10, stream(6)), { bound: "shell size", limit: 45 });
  assert.throws(() => sourceOf({ code: "bch", distance: 5 }, ar1(0.2)), {
    name: "RangeError",
    message:
      "sourceOf: expected correlation none with bch:5, whose patterns are fixed by their construction, got ar1:0.2",
  });
  assert.throws(() => sourceOf({ shell: 11 }, null).draw(2, 10, stream(6)), {
    message:
      "shellSource: expected flips as a whole number of bits 0 … N = 10 or a fraction of N in 0 … 1, got 11",
  });
});

test("sourceOf: one source draws at several N, each from its own code", () => {
  const source = sourceOf(parseSeparation("bch:3"), null);
  for (const N of [15, 31, 15]) {
    assert.deepEqual(source.draw(9, N, stream(7)), bchSource(3).draw(9, N, stream(7)));
  }
});

test("sourceOf: uncorrelated flips are the same with and without the correlation knob", () => {
  const rng = () => stream(3, "knobs");
  const plain = sourceOf({ mean: 0.3 }, null).draw(20, 45, rng());
  assert.deepEqual(sourceOf({ mean: 0.3 }, ar1(0)).draw(20, 45, rng()), plain);
});

test("PatternSource.size: of finite sources is what they deliver, and one more is refused", () => {
  const finite = [
    bchSource(5),
    bchSource(5, { antipodes: true }),
    lexicodeSource(6),
    lexicodeSource(6, { antipodes: true }),
    shellSource({ fractionOfN: 0.25 }),
    hadamardSource(),
  ];
  for (const source of finite) {
    const size = source.size?.(16) ?? 0;
    assert.equal(source.draw(size, 16, stream(1, "size")).P, size, source.name);
    assert.throws(() => source.draw(size + 1, 16, stream(1, "size")), InfeasibleSeparation);
  }
  for (const source of [independentSource(), shellSource(3, { distinct: false })]) {
    assert.equal(source.size, undefined);
  }
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
