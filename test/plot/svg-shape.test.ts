import assert from "node:assert/strict";
import { test } from "node:test";
import { boxAround, type Matrix, matricesOf, pathOf } from "../../src/plot/svg-shape.ts";
import { elementsOf, svgTree } from "../../src/plot/svg-tree.ts";

function applied(matrices: readonly Matrix[], [x, y]: readonly [number, number]) {
  return matrices.reduceRight<readonly [number, number]>(
    ([u, v], [a, b, c, d, e, f]) => [a * u + c * v + e, b * u + d * v + f],
    [x, y],
  );
}

test("matricesOf: a list of transforms moves a point as SVG says, the last first", () => {
  const moved = applied(matricesOf("translate(10, 20) rotate(90) scale(2)"), [1, 0]);
  // scaled to (2, 0), turned clockwise on the page to (0, 2), moved
  assert.ok(Math.abs(moved[0] - 10) < 1e-12 && Math.abs(moved[1] - 22) < 1e-12);
  const turned = applied(matricesOf("rotate(180,5,6)"), [5, 0]);
  assert.ok(Math.abs(turned[0] - 5) < 1e-12 && Math.abs(turned[1] - 12) < 1e-12);
  assert.deepEqual(matricesOf("matrix(1 2 3 4 5 6)"), [[1, 2, 3, 4, 5, 6]]);
  assert.deepEqual(applied(matricesOf("translate(3)scale(2,-1)"), [1, 1]), [5, -1]);
  assert.deepEqual(matricesOf(), []);
  assert.throws(() => matricesOf("skewX(3)"), { message: /got skewX/ });
});

test("pathOf: rectangles, lines, circles and polygons cover their box", () => {
  const shapes = svgTree(
    '<svg><rect x="1" y="2" width="3" height="4"/><line x1="1" y1="2" x2="4" y2="6"/>' +
      '<circle cx="2.5" cy="3.5" r="1.5"/><polygon points="1,2 4,2 4,6"/><text>a</text></svg>',
  ).children.map((child) => (typeof child === "string" ? "" : pathOf(child)));
  const box = { x: 1, y: 2, width: 3, height: 4 };
  assert.deepEqual(boxAround(shapes[0]!), box);
  assert.deepEqual(boxAround(shapes[1]!), box);
  const round = boxAround(shapes[2]!);
  for (const [key, value] of Object.entries({ x: 1, y: 2, width: 3, height: 3 })) {
    assert.ok(Math.abs(round[key as keyof typeof round] - value) < 1e-9, key);
  }
  assert.deepEqual(boxAround(shapes[3]!), box);
  assert.equal(shapes[4], "");
});

test("svgTree: keeps the order of texts and elements; declarations are attributes", () => {
  const tree = svgTree(
    '<svg a="1"><text style="fill: red; b:c">x<tspan>&lt;</tspan>y</text></svg>',
  );
  const text = [...elementsOf(tree)][1]!;
  assert.deepEqual(text.attributes, { fill: "red", b: "c" });
  assert.deepEqual(
    text.children.map((child) => (typeof child === "string" ? child : child.children)),
    ["x", ["<"], "y"],
  );
  assert.throws(() => svgTree("<svg><g></svg>"));
});
