import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";

/** χ² of counts against equal expectations, as a standard score (Wilson–Hilferty). */
function chiSquareScore(counts: ArrayLike<number>, total: number): number {
  const expected = total / counts.length;
  let chi2 = 0;
  for (let k = 0; k < counts.length; k++) chi2 += (counts[k] - expected) ** 2 / expected;
  const freedom = counts.length - 1;
  const spread = 2 / (9 * freedom);
  return ((chi2 / freedom) ** (1 / 3) - (1 - spread)) / Math.sqrt(spread);
}

test("stream: uniform numbers and bytes of words are uniform (χ²)", () => {
  const rng = stream(1, "uniform");
  const total = 100_000;
  const tenths = new Float64Array(1000);
  const bytes = [0, 1, 2, 3].map(() => new Float64Array(256));
  for (let k = 0; k < total; k++) {
    const u = rng.uniform();
    assert.ok(u >= 0 && u < 1);
    tenths[Math.floor(u * 1000)] += 1;
    const word = rng.uint32();
    bytes.forEach((counts, place) => {
      counts[(word >>> (8 * place)) & 255] += 1;
    });
  }
  for (const counts of [tenths, ...bytes]) {
    const score = chiSquareScore(counts, total);
    assert.ok(Math.abs(score) < 5, `${score}`);
  }
});

test("below: every value is equally likely, also next to a bound that does not divide 2³²", () => {
  const rng = stream(2, "below");
  for (const bound of [1, 3, 7, 100]) {
    const counts = new Float64Array(bound);
    for (let k = 0; k < 40_000; k++) counts[rng.below(bound)] += 1;
    if (bound > 1) assert.ok(Math.abs(chiSquareScore(counts, 40_000)) < 5, `${bound}`);
  }
  // 3·2³⁰ does not divide 2³²: without rejection the lowest third would have probability ½
  let low = 0;
  for (let k = 0; k < 40_000; k++) low += rng.below(3 * 2 ** 30) < 2 ** 30 ? 1 : 0;
  assert.ok(Math.abs(low - 40_000 / 3) < 5 * Math.sqrt((40_000 * 2) / 9), `${low}`);
  assert.ok(rng.below(2 ** 32) >= 0);
  for (const bound of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) {
    assert.throws(() => rng.below(bound), { name: "RangeError", message: /below: expected/ });
  }
});

test("permutation: all orders of four are equally likely", () => {
  const rng = stream(3, "permutation");
  const counts = new Map<string, number>();
  for (let k = 0; k < 24_000; k++) {
    const order = rng.permutation(4).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  assert.ok(Math.abs(chiSquareScore([...counts.values()], 24_000)) < 5);
  assert.equal(rng.permutation(0).length, 0);
});

test("stream: does not depend on what was drawn from other streams, or before a split", () => {
  const first = (rng: ReturnType<typeof stream>) => [rng.uint32(), rng.gaussian(), rng.uniform()];
  const fresh = first(stream(4, "a", 1));
  const parent = stream(4, "a");
  first(parent);
  const other = parent.split("b");
  first(other);
  const child = parent.split(1);
  const alternating: number[] = [];
  for (const draw of ["uint32", "gaussian", "uniform"] as const) {
    alternating.push(child[draw]());
    other.uint32();
    parent.gaussian();
  }
  assert.deepEqual(alternating, fresh);
  assert.deepEqual(child.path, ["a", "1"]);
});

test("stream: other seeds and other label paths give other streams", () => {
  const paths: [number, ...(string | number)[]][] = [
    [1],
    [2],
    [2 ** 32 + 1],
    [1, "a"],
    [1, "b"],
    [1, "a", "b"],
    [1, "ab"],
    [1, 'a","b'],
    [1, "a", 2],
    [12, ""],
  ];
  const words = paths.map(([seed, ...labels]) => stream(seed, ...labels).uint32());
  assert.equal(new Set(words).size, paths.length);
  assert.equal(stream(1, 2).uint32(), stream(1, "2").uint32());
});

test("stream: streams of neighbouring labels are uncorrelated", () => {
  const count = 20_000;
  const [a, b] = [stream(5, "set", 0), stream(5, "set", 1)];
  let sum = 0;
  for (let k = 0; k < count; k++) sum += a.gaussian() * b.gaussian();
  assert.ok(Math.abs(sum / count) < 5 / Math.sqrt(count));
});

test("stream: seeds that are no whole numbers below 2⁵³ are refused", () => {
  for (const seed of [-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
    assert.throws(() => stream(seed), {
      name: "RangeError",
      message: `stream: expected an integer seed 0 <= seed < 2^53, got ${seed}`,
    });
  }
});

test("permutation: lengths that are no whole numbers from 0 on are refused", () => {
  assert.equal(stream(1).permutation(0).length, 0);
  for (const length of [-3, 1.5, Number.NaN, 2 ** 33]) {
    assert.throws(() => stream(1).permutation(length), {
      name: "RangeError",
      message: `permutation: expected an integer length 0 <= length <= 2^32, got ${length}`,
    });
  }
});
