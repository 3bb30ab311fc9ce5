import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { type TreeOptions, tree } from "../../src/plot/tree.ts";
import { figuresOfStructure, splittingRows } from "../support/figures-of-structure.ts";
import { countMarks } from "../support/svg.ts";

const rows = [
  { id: "a", parent: null, t: 0, m: 0 },
  { id: "b", parent: "a", t: 1, m: 1 },
  { id: "c", parent: "a", t: 2, m: -1 },
  { id: "d", parent: "", t: 1, m: 2 },
];
const options: TreeOptions = { id: "id", parent: "parent", x: "t", y: "m" };

function lines(svg: string): string[] {
  const groups = svg.matchAll(/class="mark-line role-mark[^>]*>(.*?)<\/g>/g);
  return [...groups].flatMap(([, body]) => [...body!.matchAll(/ d="([^"]+)"/g)].map(([, d]) => d!));
}

test("tree: every row is a node and every row with a parent an edge", async () => {
  const svg = await toSVG(figuresOfStructure.tree!);
  assert.equal(countMarks(svg, "symbol"), splittingRows.length);
  assert.equal(lines(svg).length, splittingRows.length - 1);
});

test("tree: edges go from parent to child, straight or first along y", async () => {
  // 400 × 270 pixels with a margin of 6: t from 0 to 2, m from -1 to 2
  const at = (t: number, m: number) => [6 + (388 * t) / 2, 6 + (258 * (2 - m)) / 3] as const;
  const numbers = (d: string) => [...d.matchAll(/[\d.]+/g)].map(Number);
  const straight = lines(await toSVG(tree(rows, { ...options, edges: "straight" })));
  const expected = [
    [...at(0, 0), ...at(1, 1)],
    [...at(0, 0), ...at(2, -1)],
  ];
  const near = (found: number[], wished: number[]) => {
    assert.equal(found.length, wished.length);
    // coordinates are written in thousandths of a pixel
    assert.ok(
      found.every((value, i) => Math.abs(value - wished[i]!) <= 1e-3),
      `${found}`,
    );
  };
  for (const [i, d] of straight.entries()) near(numbers(d), expected[i]!);
  const step = lines(await toSVG(tree(rows, options)));
  near(numbers(step[0]!), [...at(0, 0), ...at(0, 1), ...at(1, 1)]);
  assert.equal(step.length, 2);
});

test("tree: roots, nodes with children and leaves are told apart", () => {
  const [, nodes] = tree(rows, options).layer as { data: { values: { node: string }[] } }[];
  assert.deepEqual(
    nodes!.data.values.map(({ node }) => node),
    ["root", "leaf", "leaf", "root"],
  );
});

test("tree: unknown parents, cycles and repeated ids are refused by name", () => {
  assert.throws(() => tree([...rows, { id: "e", parent: "x", t: 1, m: 1 }], options), {
    name: "RangeError",
    message:
      'tree: expected a parent among the ids, got "x" in row 4 (id = e); ' +
      "add its row, or leave the parent of a root empty",
  });
  assert.throws(() => tree([...rows, { id: "b", parent: "a", t: 1, m: 1 }], options), {
    message: 'tree: expected one row for each id, got "b" in rows 1 and 4; rename or remove one',
  });
  const cycle = [
    { id: "e", parent: "g", t: 0, m: 0 },
    { id: "f", parent: "e", t: 0, m: 0 },
    { id: "g", parent: "f", t: 0, m: 0 },
  ];
  assert.throws(() => tree([...rows, ...cycle], options), {
    message: "tree: expected every node to descend from a root, got the cycle e → g → f → e",
  });
  assert.throws(() => tree([{ id: "a", parent: "a", t: 0, m: 0 }], options), {
    message: /got the cycle a → a/,
  });
  assert.throws(() => tree([{ id: null, parent: null, t: 0, m: 0 }], options), {
    message: 'tree: expected an id in column "id", got null in row 0',
  });
});

test("tree: negative sizes, many classes and unknown edges are refused", () => {
  assert.throws(() => tree(rows, { ...options, size: "m" }), {
    message:
      'tree: expected sizes ≥ 0 in column "m", got row 2 (m = -1); size the nodes by another column',
  });
  const many = Array.from({ length: 8 }, (_, i) => ({ id: i, parent: null, t: i, m: i }));
  assert.throws(() => tree(many, { ...options, colour: "id" }), {
    message: /expected at most 7 classes in column "id", got 8; join classes, or give colours/,
  });
  assert.throws(() => tree(rows, { ...options, edges: "curved" as never }), {
    name: "TypeError",
    message: 'tree: expected edges "step" or "straight", got "curved"',
  });
});

test("tree: a chain of 2000 nodes has 1999 edges", () => {
  const chain = Array.from({ length: 2000 }, (_, i) => ({
    id: i,
    parent: i === 0 ? null : i - 1,
    t: i,
    m: 0,
  }));
  const [links, nodes] = tree(chain, options).layer as { data: { values: unknown[] } }[];
  assert.equal(nodes!.data.values.length, 2000);
  assert.equal(links!.data.values.length, 2 * 1999);
});

test("tree: too many nodes are refused by their number, however many there are", () => {
  const many = Array.from({ length: 200_000 }, (_, i) => ({
    id: i,
    parent: i === 0 ? null : 0,
    t: i,
    m: i,
  }));
  assert.throws(() => tree(many, { ...options, colour: { column: "m", colours: "sequential" } }), {
    message: "tree: expected at most 5000 marks, got 399999; aggregate first",
  });
});
