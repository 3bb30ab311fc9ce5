import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";

const lengths = [0, 1, 2, 3, 4, 5, 8, 31, 33, 200, 1023, 4095, 4100, 9001];

test("stream: bulk draws and single ones agree over mixed sequences of calls", () => {
  for (let seed = 0; seed < 12; seed++) {
    const plan = stream(seed, "plan");
    const [bulk, single] = [stream(seed, "bulk"), stream(seed, "bulk")];
    for (let step = 0; step < 30; step++) {
      const n = lengths[plan.below(lengths.length - (step < 20 ? 5 : 0))];
      const each = (draw: () => number) => Array.from({ length: n }, draw);
      const kind = plan.below(6);
      const label = `seed ${seed}, step ${step}: ${kind} × ${n}`;
      if (kind === 0) assert.deepEqual([...bulk.words(n)], each(single.uint32), label);
      if (kind === 1) {
        const out = new Float64Array(n);
        bulk.fillUniform(out);
        assert.deepEqual([...out], each(single.uniform), label);
      }
      if (kind === 2) {
        const out = new Float64Array(n);
        bulk.fillGaussian(out);
        assert.deepEqual([...out], each(single.gaussian), label);
      }
      if (kind === 3) assert.equal(bulk.gaussian(), single.gaussian(), label);
      if (kind === 4) {
        assert.deepEqual([...bulk.permutation(n)], [...single.permutation(n)], label);
      }
      if (kind === 5) {
        // float32 pairs take two words each and leave a waiting float64 Gaussian waiting
        bulk.fillGaussian32(new Float32Array(n));
        single.words(2 * Math.ceil(n / 2));
      }
    }
  }
});

test("words: word k of a stream does not depend on how many are asked for at once", () => {
  const all = stream(7, "split").words(20_000);
  const rng = stream(7, "split");
  const plan = stream(8, "split");
  for (let at = 0; at < all.length; ) {
    const n = Math.min(all.length - at, lengths[plan.below(lengths.length)]);
    const part = n === 1 ? [rng.uint32()] : [...rng.words(n)];
    assert.deepEqual(part, [...all.subarray(at, at + n)]);
    at += n;
  }
});

test("words: counts that are no whole numbers from 0 on are refused", () => {
  for (const count of [-1, 0.5, Number.NaN, 2 ** 33]) {
    assert.throws(() => stream(1).words(count), {
      name: "RangeError",
      message: `words: expected an integer count 0 <= count <= 2^32, got ${count}`,
    });
  }
});
