import assert from "node:assert/strict";
import { test } from "node:test";
import { distinctIndices } from "../../src/models/distinct-indices.ts";
import type { FieldRule } from "../../src/models/field-rule.ts";
import { type FieldTable, fieldTable } from "../../src/models/field-table.ts";
import { formula } from "../../src/models/formula.ts";
import {
  exponential,
  type Interaction,
  power,
  rectifiedPower,
} from "../../src/models/interaction.ts";
import { settledMargins } from "../../src/models/margins-of-probe.ts";
import { independent } from "../../src/patterns/independent.ts";
import { type Patterns, packState, patternsFromRows } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { type Form, literalFields } from "../support/literal-fields.ts";
import { rowsOf } from "../support/near-tie.ts";

const N = 8;
const patterns = independent(5, N, stream(1, "field forms"));
const rows = rowsOf(patterns);
const states = Array.from({ length: 2 ** N }, (_, s) =>
  Int8Array.from({ length: N }, (_, i) => 1 - 2 * ((s >> i) & 1)),
);

const rules = (["difference", "derivative"] as const).flatMap((form) =>
  [false, true].map((selfCoupling): FieldRule => ({ form, selfCoupling })),
);

function marginsOf(set: Patterns, table: FieldTable, sigma: Int8Array): number[] {
  const margins = settledMargins(set, table, [], 1);
  return Array.from(margins(packState(set, sigma, "test"), 1).subarray(0, set.N));
}

test("fieldTable: every form of the field is its triple loop, exactly, in all states at N = 8", () => {
  const cases = [2, 3, 4, 5].flatMap((n) => [
    ...rules.map(({ form, selfCoupling }) => ({ n, form: form as Form, selfCoupling })),
    { n, form: "distinct" as Form, selfCoupling: false },
  ]);
  for (const { n, form, selfCoupling } of cases) {
    const table =
      form === "distinct"
        ? fieldTable(distinctIndices(n, N), N)
        : fieldTable(power(n), N, { form, selfCoupling });
    assert.ok(table.exact);
    for (const sigma of states) {
      const literal = literalFields(rows, sigma, n, form, selfCoupling).map(Number);
      const label = `n = ${n}, ${form}, self ${selfCoupling}`;
      assert.deepEqual(marginsOf(patterns, table, sigma), literal, label);
    }
  }
});

test("literalFields: distinct tuples are the nested loops over sites, and at n = 3 X² − (N − 1)", () => {
  for (const sigma of states.slice(0, 20)) {
    const loops = Array.from(sigma, (_, i) => {
      let three = 0;
      let four = 0;
      for (const xi of rows) {
        const s = xi.map((x, j) => x * sigma[j]);
        const x = s.reduce((sum, value) => sum + value, 0) - s[i];
        three += s[i] * 6 * (x * x - (N - 1));
        for (let j = 0; j < N; j++) {
          for (let k = 0; k < N; k++) {
            for (let l = 0; l < N; l++) {
              if (new Set([i, j, k, l]).size === 4) four += 8 * s[i] * s[j] * s[k] * s[l];
            }
          }
        }
      }
      assert.equal(Number(literalFields(rows, sigma, 3, "distinct")[i]), three);
      return four;
    });
    assert.deepEqual(literalFields(rows, sigma, 4, "distinct").map(Number), loops);
  }
});

test("distinctIndices: x² − N, x³ − (3N − 2)x, and n! at a pattern of n spins", () => {
  for (const x of [-7, -1, 3, 9]) {
    assert.equal(distinctIndices(2, 9).F(x), x ** 2 - 9);
    assert.equal(distinctIndices(3, 9).F(x), x ** 3 - 25 * x);
    assert.equal(distinctIndices(3, 9).dF(x), 3 * x ** 2 - 25);
  }
  assert.equal(distinctIndices(5, 5).F(5), 120);
  assert.throws(() => distinctIndices(4, 3), {
    message: "distinctIndices: expected an integer order 1 <= n <= N = 3, got 4",
  });
});

test("fieldTable: derivative and difference are the same field at order 2", () => {
  for (const selfCoupling of [false, true]) {
    const difference = fieldTable(power(2), 21, { form: "difference", selfCoupling });
    const derivative = fieldTable(power(2), 21, { form: "derivative", selfCoupling });
    assert.deepEqual(
      difference.a,
      derivative.a.map((x) => 2 * x),
    );
    assert.deepEqual(
      difference.w,
      derivative.w.map((x) => 2 * x),
    );
  }
});

test("fieldTable: forms of formulas and exponentials are F and F′ at the overlaps as written", () => {
  const interactions: readonly Interaction[] = [
    exponential(0.2),
    formula("x^3 + 0.1 x^5"),
    formula("cosh(0.1 x)"),
    rectifiedPower(3),
  ];
  const M = 21;
  for (const interaction of interactions) {
    for (const rule of rules) {
      const { a, b, scale } = fieldTable(interaction, M, rule);
      const act = (x: number) =>
        rule.form === "derivative"
          ? interaction.dF(x)
          : interaction.F(x + 1) - interaction.F(x - 1);
      for (let d = 0; d <= M; d++) {
        const h = M - 2 * d;
        const shift = rule.selfCoupling ? 0 : 1;
        // Differences of F lose the digits in which F(x + 1) and F(x − 1) agree.
        const size = 2 ** -44 * (Math.abs(interaction.F(h)) + Math.abs(interaction.F(h + 2)) + 1);
        const label = `${interaction.name}, ${rule.form}, h = ${h}`;
        if (d < M) assert.ok(Math.abs(a[d] * scale - act(h - shift)) <= size, label);
        if (d > 0) assert.ok(Math.abs(b[d] * scale - act(h + shift)) <= size, label);
      }
    }
  }
});

test("settledMargins: in every form the sign is exact where float64 loses the term that decides", () => {
  const M = 40;
  const up = new Int8Array(M).fill(1);
  const turned = (...spins: number[]) => up.map((x, i) => (spins.includes(i) ? -x : x));
  const first = (count: number) => Array.from({ length: count }, (_, k) => k + 1);
  for (const n of [20, 29, 30]) {
    for (const { form, selfCoupling } of rules) {
      const table = fieldTable(power(n), M, { form, selfCoupling });
      assert.ok(!table.exact);
      for (const sign of [1, -1]) {
        // Pairs that agree and disagree at spin 0 and cancel there, and one far pattern.
        const pairs = [1, 2, 3, 4, 6, 9].flatMap((count) => [
          turned(...first(count)),
          turned(0, ...first(selfCoupling ? count - 1 : count)),
        ]);
        const far = turned(...first(16), ...(sign < 0 ? [0] : []));
        const set = patternsFromRows([...pairs, far]);
        const literal = literalFields(rowsOf(set), up, n, form, selfCoupling);
        assert.equal(literal[0] > 0n ? 1 : -1, sign);
        const signs = literal.map((h) => (h > 0n ? 1 : h < 0n ? -1 : 0));
        const label = `n = ${n}, ${form}, self ${selfCoupling}`;
        assert.deepEqual(marginsOf(set, table, up).map(Math.sign), signs, label);
      }
    }
  }
});

test("fieldTable: a form that needs F where it is not finite, or is unstable, is refused", () => {
  const beyond = formula("log(12 + x)");
  assert.ok(fieldTable(beyond, 11));
  const self = { form: "difference", selfCoupling: true } as const;
  assert.throws(
    () => fieldTable(beyond, 11, self),
    /expected F finite on -N - 1 … N \+ 1, got F\(-12\) = -Infinity/,
  );
  assert.throws(
    () => fieldTable(formula("-x^2"), 5, { form: "derivative", selfCoupling: true }),
    /expected F'\(5\) > 0, so that a lone pattern is stable/,
  );
});
