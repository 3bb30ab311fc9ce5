import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalJson, fromCanonicalJson } from "../../src/experiment/canonical-json.ts";

test("canonicalJson: the order of keys does not matter, at any depth", () => {
  const one = { b: [{ y: 1, x: 2 }], a: null };
  const other = { a: null, b: [{ x: 2, y: 1 }] };
  assert.equal(canonicalJson(one), '{"a":null,"b":[{"x":2,"y":1}]}');
  assert.equal(canonicalJson(one), canonicalJson(other));
});

test("canonicalJson: every number comes back bit for bit", () => {
  const numbers = [0, -0, 0.1 + 0.2, 5e-324, 2 ** 53, 1e308, Infinity, -Infinity, Number.NaN];
  const back = fromCanonicalJson(canonicalJson({ numbers })) as { numbers: number[] };
  numbers.forEach((number, i) => {
    assert.ok(Object.is(back.numbers[i], number), `${number}`);
  });
});

test("canonicalJson: different values give different texts", () => {
  const values = [0, -0, "0", null, "null", true, "true", [], {}, [[]], Infinity, "Infinity", ""];
  assert.equal(new Set(values.map((value) => canonicalJson(value))).size, values.length);
});

test("canonicalJson: undefined properties are left out, other undefined values refused", () => {
  assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
  assert.throws(() => canonicalJson({ a: [undefined] }), /got undefined as value\.a\[0\]/);
});

test("canonicalJson: values JSON cannot hold are refused by kind and place", () => {
  const cases: [unknown, RegExp][] = [
    [{ run: () => 1 }, /got function as value\.run/],
    [{ axes: new Float64Array(2) }, /got Float64Array as value\.axes; convert it with Array\.from/],
    [[1n], /got bigint as value\[0\]/],
    [{ when: new Date(0) }, /got Date as value\.when/],
    [{ map: new Map() }, /got Map as value\.map/],
    [{ $number: "1" }, /no key \$number/],
  ];
  for (const [value, message] of cases) {
    assert.throws(() => canonicalJson(value), { name: "TypeError", message });
  }
});
