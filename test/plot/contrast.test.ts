import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, lifted, luminance, rgb } from "../../src/plot/contrast.ts";
import { darkBackground, darkPalette } from "../../src/plot/dark-theme.ts";
import { palette, theme } from "../../src/plot/theme.ts";

const themes = [
  ["light", palette, theme.background],
  ["dark", darkPalette, darkBackground],
] as const;

test("contrast: the numbers of WCAG for black, white and the grey that passes 4.5:1", () => {
  assert.equal(contrast(rgb("#000000"), rgb("#ffffff")), 21);
  assert.equal(contrast(rgb("#ffffff"), rgb("#ffffff")), 1);
  // #767676 is the lightest grey with 4.5:1 on white, as the documents of WCAG say
  assert.ok(
    contrast(rgb("#767676"), rgb("#ffffff")) >= 4.5 &&
      contrast(rgb("#777777"), rgb("#ffffff")) < 4.5,
  );
  assert.equal(contrast(rgb("#123456"), rgb("#fedcba")), contrast(rgb("#fedcba"), rgb("#123456")));
});

test("lifted: dark colours reach 3:1 with the least white, others stay", () => {
  for (const colour of ["#000080", "#400000", "#15181d"]) {
    assert.ok(contrast(rgb(lifted(colour, darkBackground)), rgb(darkBackground)) >= 3, colour);
  }
  assert.equal(lifted("#cccccc", darkBackground), "#cccccc");
  assert.match(lifted("#000080", darkBackground), /^#(..)\1(?!\1)/);
});

for (const [name, colours, background] of themes) {
  test(`palette, ${name}: every colour has a contrast of 3:1 to its background`, () => {
    for (const colour of colours) assert.ok(contrast(rgb(colour), rgb(background)) >= 3, colour);
  });

  test(`palette, ${name}: neighbours differ by 10 of 100 in lightness, so in grey print`, () => {
    const lightness = colours.map((colour) => {
      const y = luminance(rgb(colour));
      return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y;
    });
    for (let i = 1; i < lightness.length; i++) {
      assert.ok(
        Math.abs(lightness[i]! - lightness[i - 1]!) >= 10,
        `${colours[i - 1]} ${colours[i]}`,
      );
    }
  });

  test(`palette, ${name}: colours stay apart for each kind of colour blindness`, () => {
    for (const [kind, matrix] of Object.entries(blindness)) {
      const seen = colours.map((colour) => lab(times(matrix, linear(colour))));
      for (let i = 0; i < seen.length; i++) {
        for (let j = 0; j < i; j++) {
          const apart = Math.hypot(...seen[i]!.map((value, k) => value - seen[j]![k]!));
          // 2.3 is just noticeable; 15 is plain to see side by side
          assert.ok(apart >= 15, `${kind}: ${colours[j]} ${colours[i]} ${apart.toFixed(1)}`);
        }
      }
    }
  });
}

/** Machado, Oliveira, Fernandes 2009, severity 1, for linear RGB. */
const blindness = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, value, k) => sum + value * vector[k]!, 0));
}

/** CIE L*a*b* of linear RGB, white D65. */
function lab(rgb: readonly number[]): number[] {
  const [x, y, z] = times(
    [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
    ],
    rgb.map((value) => Math.min(1, Math.max(0, value))),
  ).map((t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116));
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}
