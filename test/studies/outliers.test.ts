import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { rectifiedPower } from "../../src/models/interaction.ts";
import { leaveOneOutEnergies } from "../../src/models/leave-one-out-energy.ts";
import { encode } from "../../src/patterns/encode-table.ts";
import { encodingOf } from "../../src/patterns/encoding-of.ts";
import { stream } from "../../src/random/stream.ts";
import { outliers } from "../../src/studies/outliers.ts";

// kind decides size, colour and sound; row 17 has the sound of another kind, row 40 is a stranger
const kinds = ["cat", "cow", "duck"];
const sounds = ["meow", "moo", "quack"];
const rng = stream(1, "animals");
const rows = Array.from({ length: 60 }, (_, k) => {
  const at = k % 3;
  return { kind: kinds[at], size: 3 * at + rng.below(2), tail: at === 1, sound: sounds[at] };
});
rows[17] = { ...rows[17], sound: "moo" };
rows[40] = { kind: "cat", size: 7, tail: true, sound: "quack" };
const data = table({
  kind: rows.map(({ kind }) => kind),
  size: rows.map(({ size }) => size),
  tail: rows.map(({ tail }) => tail),
  sound: rows.map(({ sound }) => sound),
});
const encoding = encodingOf(data);
const { patterns } = encode(data, encoding);

test("outliers: planted rows come first, with the cell that was changed and what should be there", () => {
  const found = outliers(patterns, rectifiedPower(8), { most: 5, encoding });
  assert.deepEqual(
    found.slice(0, 2).map(({ mu }) => mu),
    [40, 17],
  );
  const { column, value, expected, share, expected_share } = found[1];
  assert.deepEqual([column, value, expected], ["sound", "moo", "quack"]);
  assert.ok(share! < 0.3 && expected_share! > 0.6);
  assert.equal(found.length, 5);
});

test("outliers: are ranked by the energy among all others, and their nearest row is another", () => {
  const energies = leaveOneOutEnergies(patterns, rectifiedPower(8));
  const found = outliers(patterns, rectifiedPower(8), { most: 60 });
  assert.deepEqual(
    found.map(({ energy }) => energy),
    Array.from(energies).sort((a, b) => b - a),
  );
  for (const { mu, nearest, energy, column } of found) {
    assert.notEqual(mu, nearest);
    assert.equal(energy, energies[mu]);
    assert.equal(column, null);
  }
});

test("outliers: too few patterns and a scheme of other patterns are refused", () => {
  const other = encodingOf(table({ a: [1, 2] }));
  assert.throws(() => outliers(patterns, rectifiedPower(3), { most: 1, encoding: other }), {
    name: "RangeError",
    message: `outliers: expected P >= 2 patterns and a scheme of their N = ${patterns.N} spins, got P = 60 and 1`,
  });
});
