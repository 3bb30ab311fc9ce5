import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { encodeKnown } from "../../src/patterns/encode-known.ts";
import { encode } from "../../src/patterns/encode-table.ts";
import { encodingOf } from "../../src/patterns/encoding-of.ts";
import { row } from "../../src/patterns/patterns.ts";

const seen = table({ x: [0, 1, 2, 3], kind: ["cat", "dog", "cat", "eel"], one: [7, 7, 7, 7] });
const encoding = encodingOf(seen, { missingValues: ["?"] });

test("encodeKnown: complete rows are encoded as by encode, and every cell is known", () => {
  const { patterns, known } = encodeKnown(seen, encoding);
  assert.deepEqual(patterns, encode(seen, encoding).patterns);
  assert.deepEqual([...known], new Array(12).fill(1));
});

test("encodeKnown: missing, unseen and unlike constant values are unknown, the others as encoded", () => {
  const gaps = table({ x: [null, 2, 9], kind: ["dog", "?", "fox"], one: [7, 8, 7] });
  const { patterns, known } = encodeKnown(gaps, encoding);
  assert.deepEqual([...known], [0, 1, 1, 1, 0, 0, 1, 0, 1]);
  const full = encode(table({ x: [2], kind: ["dog"], one: [7] }), encoding).patterns;
  const [x, kind] = encoding.columns;
  assert.deepEqual(
    row(patterns, 0).subarray(kind.offset, kind.offset + kind.bits),
    row(full, 0).subarray(kind.offset, kind.offset + kind.bits),
  );
  assert.deepEqual(row(patterns, 1).subarray(0, x.bits), row(full, 0).subarray(0, x.bits));
});
