import assert from "node:assert/strict";
import { test } from "node:test";
import { simpleBinarySearch } from "../../src/capacity/binary-search.ts";
import { InfeasibleSeparation } from "../../src/patterns/infeasible-separation.ts";
import { stream } from "../../src/random/stream.ts";

const tried = (threshold: number, options = {}) =>
  simpleBinarySearch((P) => P <= threshold, options).probes.map(({ P }) => P);

test("simpleBinarySearch: finds a planted threshold in about 2 log2 probes", () => {
  for (let threshold = 0; threshold <= 300; threshold++) {
    for (const startAt of [1, 4, 7, 200]) {
      const result = simpleBinarySearch((P) => P <= threshold, { startAt });
      assert.equal(result.P, threshold);
      assert.equal(result.status, "bracketed");
      const spread = Math.log2(Math.max(startAt, threshold + 1) + 1);
      assert.ok(result.probes.length <= 2 * spread + 3, `${result.probes.length} for ${threshold}`);
    }
  }
});

test("simpleBinarySearch: starts at 4, doubles, then halves the bracket", () => {
  assert.deepEqual(tried(11), [4, 8, 16, 12, 10, 11]);
  assert.deepEqual(tried(0), [4, 2, 1]);
  assert.deepEqual(tried(3), [4, 2, 3]);
});

test("simpleBinarySearch: ends at maximumP", () => {
  const result = simpleBinarySearch(() => true, { maximumP: 50 });
  assert.deepEqual([result.P, result.status], [50, "limited-by-maximum"]);
  assert.deepEqual(
    result.probes.map(({ P }) => P),
    [4, 8, 16, 32, 50],
  );
  assert.deepEqual(tried(49, { maximumP: 50 }).slice(-2), [48, 49]);
  assert.deepEqual(tried(9, { maximumP: 3 }), [3]);
});

test("simpleBinarySearch: a source that can deliver no more closes the bracket there", () => {
  const source = (most: number, threshold: number) => (P: number) => {
    if (P > most) {
      throw new InfeasibleSeparation("no more", { obtained: most, bound: null, limit: null });
    }
    return P <= threshold;
  };
  const full = simpleBinarySearch(source(23, 1000));
  assert.deepEqual([full.P, full.status], [23, "limited-by-source"]);
  assert.deepEqual(full.probes.at(-2), { P: 32, passed: null });
  const failed = simpleBinarySearch(source(23, 20));
  assert.deepEqual([failed.P, failed.status], [20, "bracketed"]);
});

test("simpleBinarySearch: a source whose reach is random cannot make it run for ever", () => {
  const rng = stream(1, "reach");
  for (let k = 0; k < 200; k++) {
    const result = simpleBinarySearch((P) => {
      const most = 20 + rng.below(10);
      if (P <= most) return true;
      throw new InfeasibleSeparation("no more", { obtained: most, bound: null, limit: null });
    });
    assert.equal(result.status, "limited-by-source");
    assert.ok(result.P >= 16 && result.P <= 29 && result.probes.length < 12);
  }
});

test("simpleBinarySearch: an impossible request and other errors are passed on", () => {
  const none = { obtained: 0, bound: "Plotkin", limit: null };
  assert.throws(
    () =>
      simpleBinarySearch(() => {
        throw new InfeasibleSeparation("impossible", none);
      }),
    { name: "InfeasibleSeparation", message: "impossible" },
  );
  assert.throws(
    () =>
      simpleBinarySearch(() => {
        throw new TypeError("broken");
      }),
    TypeError,
  );
});

test("simpleBinarySearch: options outside their range are refused", () => {
  assert.throws(() => simpleBinarySearch(() => true, { startAt: 0 }), {
    message: "simpleBinarySearch: expected an integer startAt >= 1, got 0",
  });
  assert.throws(() => simpleBinarySearch(() => true, { startAt: 9, maximumP: 8 }), {
    message: "simpleBinarySearch: expected startAt <= maximumP = 8, got 9",
  });
  for (const maximumP of [0, 2.5, Number.NaN, 2 ** 31]) {
    assert.throws(() => simpleBinarySearch(() => true, { maximumP }), {
      message: `simpleBinarySearch: expected an integer 1 <= maximumP <= 2^30, got ${maximumP}`,
    });
  }
});
