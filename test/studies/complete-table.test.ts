import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { denseAssociativeMemory, energy } from "../../src/models/dense-associative-memory.ts";
import { rectifiedPower } from "../../src/models/interaction.ts";
import { encode } from "../../src/patterns/encode-table.ts";
import { encodingOf } from "../../src/patterns/encoding-of.ts";
import { row } from "../../src/patterns/patterns.ts";
import { completeTable } from "../../src/studies/complete-table.ts";

// size and coat follow the animal; one mouse is brown
const rows = [
  ["cat", 4, "grey"],
  ["cat", 5, "grey"],
  ["cat", 4, "grey"],
  ["cow", 9, "brown"],
  ["cow", 8, "brown"],
  ["cow", 9, "brown"],
  ["mouse", 1, "grey"],
  ["mouse", 1, "grey"],
  ["mouse", 1, "brown"],
  [null, 9, "brown"],
  ["mouse", null, "grey"],
  ["cat", 5, null],
  [null, null, "brown"],
] as const;
const data = table({
  animal: rows.map(([animal]) => animal),
  size: rows.map(([, size]) => size),
  coat: rows.map(([, , coat]) => coat),
});
const interaction = rectifiedPower(10);
const encoding = encodingOf(data);

test("completeTable: gaps take what similar rows have, known cells are untouched", () => {
  const { table: filled, cells } = completeTable(data, encoding, interaction);
  assert.deepEqual(
    cells.map(({ row, column, value, known }) => [row, column, value, known]),
    [
      [9, "animal", "cow", 2],
      [10, "size", 1, 2],
      [11, "coat", "grey", 2],
      [12, "animal", "cow", 1],
      [12, "size", 9, 1],
    ],
  );
  rows.forEach((cellsOfRow, r) => {
    (["animal", "size", "coat"] as const).forEach((name, c) => {
      if (cellsOfRow[c] !== null) assert.equal(filled.get(name, r), cellsOfRow[c]);
    });
  });
  assert.equal(filled.get("animal", 9), "cow");
});

test("completeTable: value and confidence are those of the exhaustive energies", () => {
  const { cells } = completeTable(data, encoding, interaction);
  const model = denseAssociativeMemory(encode(data, encoding).patterns, interaction);
  const animals = ["cat", "cow", "mouse"];
  const energies = animals.map((animal) => {
    const candidate = table({ animal: [animal], size: [9], coat: ["brown"] });
    return energy(model, row(encode(candidate, encoding).patterns, 0));
  });
  const total = energies.reduce((a, b) => a + b, 0);
  const best = energies.indexOf(Math.min(...energies));
  const shares = energies.map((value) => value / total).sort((a, b) => b - a);
  const [cell] = cells;
  assert.equal(cell.value, animals[best]);
  assert.ok(Math.abs(cell.confidence - shares[0]) < 1e-14);
  assert.ok(Math.abs(cell.second_share! - shares[1]) < 1e-14);
});

test("completeTable: a table without gaps comes back, other memories may be given", () => {
  const whole = data.slice(0, 9);
  const same = completeTable(whole, encoding, interaction);
  assert.deepEqual([same.cells, same.table.objects()], [[], whole.objects()]);
  const memories = encode(data.slice(6, 9), encoding).patterns;
  const { cells } = completeTable(data.slice(9, 10), encoding, interaction, { memories });
  assert.equal(cells[0].value, "mouse");
});

test("completeTable: where missing values have a code word of their own, gaps still take a value", () => {
  const scheme = encodingOf(data, { missing: "code" });
  // the only memory has the word for "missing", which is no candidate
  const gap = data.slice(9, 10);
  const memories = encode(gap, scheme).patterns;
  const { cells } = completeTable(gap, scheme, interaction, { memories });
  assert.ok(["cat", "cow", "mouse"].includes(String(cells[0].value)), `${cells[0].value}`);
});

test("completeTable: a constant column fills itself", () => {
  const plain = table({ x: ["a", "b", "a"], one: [7, 7, null] });
  const scheme = encodingOf(plain.slice(0, 2));
  const { cells } = completeTable(plain, scheme, interaction);
  const [{ value, confidence, second }] = cells;
  assert.deepEqual([value, confidence, second], [7, 1, null]);
});
