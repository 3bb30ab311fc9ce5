import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type ColumnTable, from, table } from "arquero";
import { decode } from "../../src/patterns/decode-table.ts";
import { encode } from "../../src/patterns/encode-table.ts";
import { codeWords, type Encoding } from "../../src/patterns/encoding.ts";
import { type EncodingOptions, encodingOf } from "../../src/patterns/encoding-of.ts";
import { row, values } from "../../src/patterns/patterns.ts";
import { type Rng, stream } from "../../src/random/stream.ts";
import { repositoryRoot } from "../support/paths.ts";

const pick = <T>(rng: Rng, from: readonly T[]): T => from[rng.below(from.length)];

/** A table with ties, missing values, categories, a constant column, and options for it. */
function randomCase(seed: number): { data: ColumnTable; options: EncodingOptions } {
  const rng = stream(seed, "encode");
  const rows = 2 + rng.below(40);
  const column = <T>(draw: (r: number) => T): T[] =>
    Array.from({ length: rows }, (_, r) => draw(r));
  const gap = pick(rng, [0, 0.2]);
  const scale = 10 ** (rng.below(13) - 6);
  const data = table({
    // The first rows make sure that complete rows exist and that something varies.
    always: column((r) => (r < 2 ? r : rng.below(3))),
    gaussian: column((r) => (r > 1 && rng.uniform() < gap ? null : scale * rng.gaussian())),
    tied: column((r) => (r > 1 && rng.uniform() < gap ? Number.NaN : rng.below(12) ** 2)),
    mostlyLowest: column(() => (rng.uniform() < 0.8 ? 0 : rng.below(20))),
    name: column((r) => (r > 1 && rng.uniform() < gap ? "" : pick(rng, ["a", "b", "c", "d"]))),
    truth: column(() => rng.uniform() < 0.5),
    mixed: column(() => pick(rng, [1, "1", true])),
    constant: column(() => "same"),
  });
  const kinds = { name: pick(rng, ["one-hot", "binary"] as const), truth: "binary" } as const;
  const options = {
    kinds,
    levels: 2 + rng.below(9),
    binning: pick(rng, ["quantile", "width"] as const),
    missing: pick(rng, ["drop", "code"] as const),
  };
  return { data, options };
}
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

test("encode: encoding the decoded table gives the same patterns, on random tables", () => {
  for (const seed of seeds) {
    const { data, options } = randomCase(seed);
    const encoding = encodingOf(data, options);
    const { patterns } = encode(data, encoding);
    const again = encode(decode(patterns, encoding).table, encoding);
    assert.deepEqual(again.patterns, patterns, `seed ${seed}`);
    assert.equal(again.report.dropped, 0);
  }
});

test("decode: gives the recorded category, or the level that holds the number, exactly", () => {
  for (const seed of seeds) {
    const { data, options } = randomCase(seed);
    const encoding = encodingOf(data, options);
    const { patterns, rows } = encode(data, encoding);
    const { cells } = decode(patterns, encoding);
    for (const cell of cells.objects() as Record<string, never>[]) {
      const original: unknown = data.get(cell.column, rows[cell.row]);
      assert.equal(cell.distance, 0);
      assert.equal(cell.tie, false);
      const isNumeric = encoding.columns.find(({ name }) => name === cell.column);
      if (original === null || original === "" || Number.isNaN(original)) {
        assert.equal(cell.value, null);
      } else if (isNumeric?.kind === "thermometer") {
        const x = original as number;
        const last = cell.level === isNumeric.representatives.length - 1;
        assert.ok(cell.lo <= x && (x < cell.hi || (last && x <= cell.hi)), `seed ${seed}`);
        assert.ok(cell.lo <= cell.value && (cell.value < cell.hi || last), `seed ${seed}`);
      } else {
        assert.equal(cell.value, original);
      }
    }
  }
});

test("codeWords: all words of a column differ, and thermometer distances are level distances", () => {
  for (const seed of seeds) {
    const { data, options } = randomCase(seed);
    const encoding = encodingOf(data, options);
    for (const column of encoding.columns) {
      const words = codeWords(column, encoding.missing);
      assert.equal(new Set(words.map((word) => word.join())).size, words.length);
      if (column.kind !== "thermometer") continue;
      column.representatives.forEach((_, level) => {
        const distance = words[level].filter((spin, i) => spin !== words[0][i]).length;
        assert.equal(distance, level);
      });
    }
  }
});

test("encodingOf: the scheme survives JSON and does not depend on the order of the rows", () => {
  for (const seed of seeds) {
    const { data, options } = randomCase(seed);
    const encoding = encodingOf(data, options);
    const order = stream(seed, "order").permutation(data.numRows());
    const shuffled = from(Array.from(order, (r) => data.object(r)));
    assert.deepEqual(encodingOf(shuffled, options), encoding);
    const copy: Encoding = JSON.parse(JSON.stringify(encoding));
    assert.deepEqual(encode(data, copy).patterns, encode(data, encoding).patterns);
  }
});

test("encode: penguins have 333 complete rows, 258 distinct patterns of 36 spins", () => {
  const file = join(repositoryRoot, "node_modules/vega-datasets/data/penguins.json");
  const penguins = from(JSON.parse(readFileSync(file, "utf8")));
  const encoding = encodingOf(penguins, { missingValues: ["."] });
  const { patterns, rows, report } = encode(penguins, encoding);
  assert.deepEqual([encoding.N, patterns.P, report.dropped], [36, 333, 11]);
  const distinct = new Set(Array.from(rows, (_, mu) => row(patterns, mu).join()));
  assert.equal(distinct.size, 258);
});

test("encode: the spins of a small table are those written by hand", () => {
  const data = table({ x: [1, 2, 4], kind: ["b", "a", "c"], odd: [true, false, false] });
  const encoding = encodingOf(data, { kinds: { odd: "binary" } });
  const coded = encode(data, encoding);
  const byHand = [-1, -1, -1, 1, -1, 1, 1, -1, 1, -1, -1, -1, 1, 1, -1, -1, 1, -1];
  assert.deepEqual(Array.from(values(coded.patterns)), byHand);
  const withMissing = encodingOf(data, { missing: "code" });
  assert.deepEqual(
    withMissing.columns.map(({ bits }) => bits),
    [3, 3, 2],
  );
});
