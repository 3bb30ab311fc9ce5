import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allPatterns,
  bitError,
  type CountCriterion,
  meets,
  patternError,
} from "../../src/capacity/criterion.ts";
import { curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { crossings, nestedCurve } from "../../src/capacity/incremental.ts";
import { stability } from "../../src/capacity/stability.ts";
import { type CurveOptions, trialCurve } from "../../src/capacity/trial-curve.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, prefix, row } from "../../src/patterns/patterns.ts";
import type { PatternSource } from "../../src/patterns/source.ts";
import { independentSource, lexicodeSource, separatedSource } from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";
import { literalMargins, literalPower } from "../support/literal-margins.ts";

const setting = (options: Partial<CurveOptions> = {}): CurveOptions => ({
  source: independentSource(),
  interaction: power(3),
  N: 20,
  criterion: allPatterns(),
  seed: 1,
  ...options,
});

test("trialCurve: is the full test of every prefix of the set of its stream", () => {
  for (const criterion of [allPatterns(), patternError(0.1), bitError(0.01)]) {
    for (const interaction of [power(2), power(3), rectifiedPower(2)]) {
      for (const ties of ["keep", "fail"] as const) {
        const curve = trialCurve(setting({ interaction, criterion, ties }), 3);
        const set = independent(curve.reached, 20, stream(1, "capacity", 3, "curve"));
        const expected = Array.from({ length: curve.reached + 1 }, (_, P) => {
          if (P === 0) return 1;
          return +meets(stability(prefix(set, P), interaction, { ties }), criterion, P, 20);
        });
        assert.deepEqual([...curve.passed], expected, `${criterion.name} ${interaction.name}`);
        assert.equal(curve.first, expected.indexOf(0) - 1);
        assert.equal(curve.last, expected.lastIndexOf(1));
        assert.equal(curve.status, "ended");
        assert.deepEqual(structuredClone(curve), curve);
      }
    }
  }
});

test("trialCurve: where it starts changes nothing", () => {
  const curves = [0.1, 3, 10, 200].map((startAt) => trialCurve(setting({ startAt }), 0));
  for (const curve of curves) assert.deepEqual(curve, curves[0]);
});

test("trialCurve: ends so far beyond the criterion that twice the patterns do not come back", () => {
  const cases: [number, number, CountCriterion][] = [
    [2, 20, allPatterns()],
    [2, 64, allPatterns()],
    [2, 40, patternError(0.2)],
    [2, 40, bitError(0.005)],
    [3, 16, allPatterns()],
    [3, 16, bitError(0.02)],
    [4, 12, allPatterns()],
  ];
  for (const [n, N, criterion] of cases) {
    for (let trial = 0; trial < 60; trial++) {
      const interaction = power(n);
      const curve = trialCurve(setting({ interaction, N, criterion }), trial);
      const more = independent(2 * curve.reached, N, stream(1, "capacity", trial, "curve"));
      const { first, last } = crossings(nestedCurve(more, interaction), criterion);
      assert.deepEqual([curve.first, curve.last], [first, last], `${n} ${N} ${criterion.name}`);
    }
  }
});

test("trialCurve: settings with one seed share their random numbers, trials do not", () => {
  const paths: string[] = [];
  const source: PatternSource = {
    ...independentSource(),
    draw(P, N, rng) {
      paths.push(JSON.stringify([rng.seed, ...rng.path]));
      return independent(P, N, rng);
    },
  };
  for (const interaction of [power(2), power(3)]) {
    for (const trial of [0, 7]) trialCurve(setting({ source, interaction, startAt: 40 }), trial);
  }
  const [zero, seven] = ['[1,"capacity","0","curve"]', '[1,"capacity","7","curve"]'];
  assert.deepEqual(paths, [zero, seven, zero, seven]);
});

test("trialCurve: a source or a maximum that ends first leaves K_last open", () => {
  const packed = separatedSource({ minimum: 8 });
  const few = trialCurve(setting({ source: packed, interaction: rectifiedPower(4) }), 0);
  assert.deepEqual([few.first, few.last, few.status], [null, null, "limited-by-source"]);
  assert.ok(few.reached > 2 && few.reached < 200, `${few.reached}`);
  const short = trialCurve(setting({ maximumP: 5 }), 0);
  assert.deepEqual(
    [short.reached, short.first, short.last, short.status],
    [5, null, null, "limited-by-maximum"],
  );
  const failed = trialCurve(setting({ maximumP: 22, interaction: power(2) }), 0);
  assert.equal(failed.status, "ended");
});

test("trialCurve: a code that fails in between and is stored as a whole has no K_last at even orders", () => {
  // Every bit of the whole code sees the same words around it: P = 1024 has no bad bit under ties keep.
  const code = setting({ source: lexicodeSource(4), interaction: power(2), N: 16 });
  const curves = Array.from({ length: 20 }, (_, trial) => trialCurve(code, trial));
  for (const curve of curves) {
    const whole = lexicodeSource(4).draw(1024, 16, stream(1, "capacity", curve.trial, "curve"));
    assert.equal(stability(whole, power(2)).badBits, 0);
    assert.deepEqual([curve.reached, curve.last, curve.status], [1024, null, "limited-by-source"]);
    assert.equal(curve.passed[1024], 1);
    assert.ok(curve.first! < 20 && curve.passed[500] === 0, `${curve.first}`);
  }
  const { isLowerBound, lo, hi } = curveEstimate(curves, { seed: 1 });
  assert.ok(!isLowerBound && lo !== null && hi! < 20, `${lo}, ${hi}`);
  const odd = trialCurve({ ...code, interaction: power(3) }, 0);
  assert.deepEqual([odd.reached, odd.status], [1024, "ended"]);
  assert.ok(odd.last! < 1024);
  const short = trialCurve({ ...code, maximumP: 1000 }, 0);
  assert.equal(short.status, "ended");
});

/** A source that hands out given rows. */
const given = (rows: readonly ArrayLike<number>[]): PatternSource => ({
  name: "given",
  recipe: {},
  draw: (P) => patternsFromRows(rows.slice(0, P)),
});

test("trialCurve: powers beyond 2^53 and beyond float64, with duplicates and antipodes, are exact", () => {
  const base = independent(10, 12, stream(1, "exact"));
  const rows = Array.from({ length: 10 }, (_, mu) => row(base, mu));
  rows.push(
    rows[3],
    rows[3].map((x) => -x),
    rows[0],
    rows[1].map((x) => -x),
    rows[2],
  );
  const maximumP = rows.length;
  for (const n of [2, 3, 16, 17, 30, 61, 400, 401]) {
    for (const rectified of [false, true]) {
      const interaction = rectified ? rectifiedPower(n) : power(n);
      for (const ties of ["keep", "fail"] as const) {
        const options = { source: given(rows), interaction, N: 12, ties, maximumP };
        const { passed } = trialCurve(setting(options), 0);
        for (let P = 1; P < passed.length; P++) {
          const first = rows.slice(0, P);
          const margins = first.flatMap((xi) =>
            literalMargins(first, xi, literalPower(n, rectified)),
          );
          const isStored = margins.every((g) => (ties === "keep" ? g >= 0n : g > 0n));
          assert.equal(passed[P], +isStored, `${interaction.name}, ties ${ties}, P = ${P}`);
        }
        assert.ok(n === 2 || passed.length > 10, interaction.name);
      }
    }
  }
});

test("trialCurve: options outside their range are refused", () => {
  for (const [options, trial, message] of [
    [{ startAt: 0 }, 0, "trialCurve: expected a finite startAt > 0, got 0"],
    [{ startAt: Infinity }, 0, "trialCurve: expected a finite startAt > 0, got Infinity"],
    [{ maximumP: 0.5 }, 0, "trialCurve: expected an integer maximumP >= 1, got 0.5"],
    [{}, -1, "trialCurve: expected an integer trial >= 0, got -1"],
  ] as const) {
    assert.throws(() => trialCurve(setting(options), trial), { name: "RangeError", message });
  }
  const ties = "failed" as "fail";
  assert.throws(() => trialCurve(setting({ ties }), 0), /^TypeError: trialCurve: expected ties/);
});
