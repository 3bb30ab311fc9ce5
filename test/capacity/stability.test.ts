import assert from "node:assert/strict";
import { test } from "node:test";
import { nestedCurve } from "../../src/capacity/incremental.ts";
import { stabilities, stability } from "../../src/capacity/stability.ts";
import { denseAssociativeMemory, margins } from "../../src/models/dense-associative-memory.ts";
import { formula } from "../../src/models/formula.ts";
import {
  exponential,
  type Interaction,
  power,
  rectifiedPower,
} from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, row, take } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { goldenCounts, goldenFields, goldenPatterns } from "../support/golden.ts";
import { literalMargins, literalPower } from "../support/literal-margins.ts";
import { nearTie, rowsOf } from "../support/near-tie.ts";
import { smallSets } from "../support/small-sets.ts";

test("stability: golden counts of negative and zero margins", () => {
  for (const { energy, n, neg, ties } of goldenCounts) {
    const interaction = energy === "poly" ? power(n) : rectifiedPower(n);
    const result = stability(goldenPatterns, interaction);
    assert.equal(result.negativePerPattern.join(""), neg, `${energy} ${n}`);
    assert.equal(result.tiesPerPattern.join(""), ties, `${energy} ${n}`);
  }
});

test("margins: golden fields of row 0", () => {
  for (const golden of goldenFields) {
    const model = denseAssociativeMemory(goldenPatterns, power(golden.n));
    assert.deepEqual([...margins(model, row(goldenPatterns, 0))], golden.margins);
  }
});

test("stability: counts equal the literal update in integers on small sets", () => {
  for (const { name, patterns } of smallSets()) {
    const rows = Array.from({ length: patterns.P }, (_, mu) => row(patterns, mu));
    for (const n of [2, 3, 4, 5, 6, 7, 30]) {
      for (const rectified of [false, true]) {
        const interaction = rectified ? rectifiedPower(n) : power(n);
        const literal = rows.map((xi) => literalMargins(rows, xi, literalPower(n, rectified)));
        const { negativePerPattern, tiesPerPattern } = stability(patterns, interaction);
        const label = `${interaction.name}, ${name}`;
        assert.deepEqual(
          [...negativePerPattern],
          literal.map((g) => g.filter((x) => x < 0n).length),
          label,
        );
        assert.deepEqual(
          [...tiesPerPattern],
          literal.map((g) => g.filter((x) => x === 0n).length),
          label,
        );
      }
    }
  }
});

test("stability: two patterns at distance 1 tie exactly, for every interaction", () => {
  const pair = patternsFromRows([
    [1, 1, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, -1],
  ]);
  const interactions = [
    power(2),
    power(3),
    power(50),
    rectifiedPower(4),
    exponential(1),
    exponential(30),
    formula("exp(0.3 x) - 0.2 cosh(x/7)"),
  ];
  for (const interaction of interactions) {
    const keep = stability(pair, interaction);
    assert.deepEqual([keep.badBits, keep.ties, keep.worstMargin], [0, 2, 0], interaction.name);
    const fail = stability(pair, interaction, { ties: "fail" });
    assert.deepEqual([fail.badPatterns, fail.badBits], [2, 2], interaction.name);
  }
});

test("stability: exponential counts are those of exp(x) in rational arithmetic", () => {
  // Margins e^{β(N−2)}·Σ_d m_d e^{−2βd}: with e^{−2β} = 1/2 they are integers over a power of 2.
  const beta = Math.log(2) / 2;
  const patterns = independent(60, 12, stream(1, "rational exponential"));
  const rows = Array.from({ length: 60 }, (_, mu) => row(patterns, mu));
  const powerOfTwo = (x: bigint) => 2n ** ((x + 12n) / 2n);
  const literal = rows.map((xi) => literalMargins(rows, xi, powerOfTwo));
  const result = stability(patterns, exponential(beta));
  const count = (sign: (x: bigint) => boolean) => literal.flat().filter(sign).length;
  assert.ok(result.badBits > 0, "the case has unstable bits");
  assert.equal(
    result.badBits,
    count((x) => x < 0n),
  );
  assert.equal(
    result.ties,
    count((x) => x === 0n),
  );
});

test("stability: margins that float64 gives the wrong sign count as what they are", () => {
  const { model, state } = nearTie(power(30));
  const literal = literalMargins(rowsOf(model.patterns), state, literalPower(30));
  const { negativePerPattern, tiesPerPattern } = stability(model.patterns, power(30));
  assert.equal(negativePerPattern[0], literal.filter((g) => g < 0n).length);
  assert.equal(tiesPerPattern[0], literal.filter((g) => g === 0n).length);
  const { P } = model.patterns;
  const curve = nestedCurve(model.patterns, power(30));
  assert.equal(curve.badBits[P], stability(model.patterns, power(30)).badBits);
});

test("stability: a third pattern breaks a tie however far it is", () => {
  // The far pattern holds spin 0 of the two: e^{−2·500} is no float64.
  const up = new Array<number>(600).fill(1);
  const neighbour = up.map((x, i) => (i === 0 ? -x : x));
  const far = up.map((x, i) => (i > 0 && i < 501 ? -x : x));
  const patterns = patternsFromRows([up, neighbour, far]);
  for (const interaction of [exponential(1), rectifiedPower(700)]) {
    const { badBits, ties } = stability(patterns, interaction);
    const { badBits: nested, ties: nestedTies } = nestedCurve(patterns, interaction);
    const expected = interaction.name.startsWith("exp") ? [1, 0] : [0, 2];
    assert.deepEqual([badBits, ties], expected, interaction.name);
    assert.deepEqual([nested[3], nestedTies[3]], expected, interaction.name);
  }
});

test("stability, nestedCurve: words and fractions outside their range are refused", () => {
  const patterns = independent(3, 10, stream(1, "words"));
  const ties = "failed" as "fail";
  assert.throws(() => stability(patterns, power(3), { ties }), {
    name: "TypeError",
    message: 'stability: expected ties "keep" or "fail", got "failed"',
  });
  assert.throws(() => nestedCurve(patterns, power(3), { ties }), {
    name: "TypeError",
    message: 'nestedCurve: expected ties "keep" or "fail", got "failed"',
  });
  for (const stopFraction of [Number.NaN, -0.1, 1.5]) {
    assert.throws(() => nestedCurve(patterns, power(3), { stopFraction }), {
      name: "RangeError",
      message: `nestedCurve: expected 0 <= stopFraction <= 1, got ${stopFraction}`,
    });
  }
});

test("stability: a lone pattern has margin 1, two far ones are stable", () => {
  const two = patternsFromRows([
    [1, 1, 1, 1, 1],
    [1, 1, 1, -1, -1],
  ]);
  for (const interaction of [power(2), power(3), rectifiedPower(3), exponential(1)]) {
    assert.equal(stability(take(two, [0]), interaction).worstMargin, 1);
    assert.equal(stability(two, interaction).badBits, 0);
  }
});

test("stability: an antipodal pair cancels for odd orders and not for even ones", () => {
  const xi = row(independent(1, 20, stream(1, "antipode")), 0);
  const pair = patternsFromRows([xi, xi.map((x) => -x)]);
  assert.equal(stability(pair, power(3)).ties, 40);
  assert.equal(stability(pair, power(4)).ties, 0);
  assert.equal(stability(pair, power(4)).badPatterns, 0);
});

test("stability: duplicates are counted", () => {
  const base = independent(4, 20, stream(1, "duplicates"));
  assert.equal(stability(take(base, [0, 1, 0, 2, 1, 0]), power(3)).duplicates, 3);
  assert.equal(stability(base, power(3)).duplicates, 0);
});

test("stability: stops beyond an allowance, and says how far it came", () => {
  const patterns = independent(300, 30, stream(1, "stop"));
  const full = stability(patterns, power(3));
  assert.equal(full.tested, 300);
  const early = stability(patterns, power(3), { allowance: { badPatterns: 5, badBits: Infinity } });
  assert.equal(early.badPatterns, 6);
  assert.ok(early.tested < 300);
  const bits = stability(patterns, power(3), { allowance: { badPatterns: Infinity, badBits: 9 } });
  assert.ok(bits.badBits > 9 && bits.tested < 300);
  assert.deepEqual(stability(patterns, power(3), { allowance: full }), full);
});

test("stability: counts equal the literal update in integers where rows are many or long", () => {
  for (const [P, N] of [
    [70, 33],
    [90, 64],
    [40, 96],
    [30, 140],
  ]) {
    const patterns = independent(P, N, stream(1, "many rows", P, N));
    const rows = rowsOf(patterns);
    for (const n of [3, 4, 7]) {
      const literal = rows.map((xi) => literalMargins(rows, xi, literalPower(n, true)));
      const { negativePerPattern, worstMargin } = stability(patterns, rectifiedPower(n));
      assert.deepEqual(
        [...negativePerPattern],
        literal.map((g) => g.filter((x) => x < 0n).length),
      );
      const least = literal.flat().reduce((a, b) => (a < b ? a : b));
      const signal = BigInt(N) ** BigInt(n) - BigInt(N - 2) ** BigInt(n);
      const expected = Number(least) / Number(signal);
      assert.ok(Math.abs(worstMargin - expected) < 1e-12 * Math.max(1, Math.abs(expected)));
    }
  }
});

test("stabilities: each is what stability gives for that interaction alone", () => {
  const interactions = [power(2), power(30), rectifiedPower(5), exponential(0.3), power(4)];
  const options = [
    {},
    { ties: "fail" },
    { allowance: { badPatterns: 9, badBits: Infinity } },
    { allowance: { badPatterns: Infinity, badBits: 20 } },
  ] as const;
  for (const patterns of [
    independent(5, 40, stream(1, "several", 5)),
    independent(230, 40, stream(1, "several", 230)),
    nearTie(power(30)).model.patterns,
  ]) {
    for (const option of options) {
      assert.deepEqual(
        stabilities(patterns, interactions, option),
        interactions.map((interaction) => stability(patterns, interaction, option)),
      );
    }
  }
  assert.throws(() => stabilities(independent(2, 9, stream(1)), []), {
    name: "RangeError",
    message: "stabilities: expected at least one interaction, got 0",
  });
  const single = power(3) as unknown as Interaction[];
  assert.throws(() => stabilities(independent(2, 9, stream(1)), single), {
    name: "TypeError",
    message: "stabilities: expected a list of interactions, got no list; for one take stability",
  });
});
