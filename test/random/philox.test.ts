import assert from "node:assert/strict";
import { test } from "node:test";
import { philoxInPlace } from "../../src/random/philox.ts";

test("philoxInPlace: the three known answers of its authors", () => {
  const known = [
    [
      "00000000 00000000 00000000 00000000",
      "00000000 00000000",
      "6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    ],
    [
      "ffffffff ffffffff ffffffff ffffffff",
      "ffffffff ffffffff",
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ],
    [
      "243f6a88 85a308d3 13198a2e 03707344",
      "a4093822 299f31d0",
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ];
  const numbers = (text: string) => text.split(" ").map((word) => Number.parseInt(word, 16));
  for (const [counter, key, output] of known) {
    const block = Uint32Array.from(numbers(counter));
    const [key0, key1] = numbers(key);
    philoxInPlace(block, key0, key1);
    assert.deepEqual([...block], numbers(output));
  }
});

test("philoxInPlace: flipping one bit of counter or key flips about half of the output", () => {
  const output = (bit: number) => {
    const input = new Uint32Array(6);
    if (bit >= 0) input[bit >>> 5] = 1 << (bit & 31);
    const block = input.slice(0, 4);
    philoxInPlace(block, input[4], input[5]);
    return block;
  };
  const base = output(-1);
  let flipped = 0;
  for (let bit = 0; bit < 192; bit++) {
    const other = output(bit);
    for (let w = 0; w < 4; w++) {
      flipped += ((base[w] ^ other[w]) >>> 0).toString(2).replaceAll("0", "").length;
    }
  }
  // 192 × 128 fair bits
  assert.ok(Math.abs(flipped - 96 * 128) < 5 * Math.sqrt(192 * 32), `${flipped}`);
});
