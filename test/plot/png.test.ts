import assert from "node:assert/strict";
import { test } from "node:test";
import { paintOpacity, rasterise } from "../../src/plot/png.ts";

const shapes = [
  '<path d="M5,5h9v9h-9Z" fill="#123456" opacity="0.4"/>',
  '<path d="M20,5h9v9h-9Z" stroke="#000000" stroke-width="3" opacity="0.7"/>',
  '<path d="M35,5h9v9h-9Z" fill="#ff0000" stroke="#000000" stroke-width="3" opacity="0.5"/>',
  '<path d="M50,5h9v9h-9Z" fill="none" stroke="#000000" stroke-width="3" opacity="0.7"/>',
  '<line x1="5" y1="20" x2="50" y2="30" stroke="#00ff00" stroke-opacity="0.5" opacity="0.5"/>',
  '<rect x="5" y="35" width="9" height="9" fill="#0000ff" opacity="1"/>',
];

test("paintOpacity: changes no pixel, and only shapes with one paint", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="70" height="50"><g fill="none">' +
    `${shapes.join("")}</g></svg>`;
  const painted = paintOpacity(svg);
  assert.equal(painted.match(/ opacity=/g)!.length, 2);
  assert.equal(painted.match(/ (?:fill|stroke)-opacity=/g)!.length, 5);
  // a line break instead of the space keeps `rasterise` from taking the step itself
  const broken = svg.replaceAll(" opacity=", "\nopacity=");
  assert.equal(paintOpacity(broken), broken);
  const layered = await rasterise(broken, 96, []);
  const plain = await rasterise(painted, 96, []);
  // one level of 255 for the order in which products are rounded
  for (const [i, value] of plain.pixels.entries()) {
    assert.ok(Math.abs(value - layered.pixels[i]!) <= 1, `byte ${i}`);
  }
});
