/** Reads a size of images like 14x14: height and width. */
export function imageSize(text: string): readonly [number, number] {
  const sides = text
    .split("x")
    .map((side) => (/^[1-9]\d*$/.test(side) ? Number(side) : Number.NaN));
  if (sides.length === 2 && sides.every(Number.isSafeInteger)) return [sides[0], sides[1]];
  throw new RangeError(`expected a size like 14x14, got ${JSON.stringify(text)}`);
}
