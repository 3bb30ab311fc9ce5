import assert from "node:assert/strict";
import { test } from "node:test";
import { textTable } from "../../src/cli/text-table.ts";

test("textTable: columns align, numbers to the right, null as a dash, six digits", () => {
  const rows = [
    { name: "a", x: 1 },
    { name: "long", x: 1 / 3 },
    { name: null, x: null },
  ];
  assert.equal(
    textTable(rows),
    "name         x\n────  ────────\na            1\nlong  0.333333\n–            –",
  );
  assert.equal(textTable(rows, ["x"]).split("\n")[0], "       x");
});
