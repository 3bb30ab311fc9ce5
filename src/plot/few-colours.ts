/** A picture of numbered colours. */
export interface NumberedPixels {
  /** Number of the colour of each pixel, row by row. */
  readonly numbers: Uint8Array;
  /** Red, green and blue of at most 256 colours, the most frequent first. */
  readonly colours: readonly (readonly [number, number, number])[];
}

const most = 256;

/**
 * The picture in its 256 most frequent colours; pixels of rarer ones, which are edges of letters and lines
 * in charts, take the nearest of them. Undefined for a picture of more than 4096 colours, such as a photograph.
 *
 * @param pixels  opaque, RGBA row by row; not modified
 */
export function fewColours(pixels: Uint8Array): NumberedPixels | undefined {
  const counts = new Map<number, number>();
  const keyAt = (i: number) => (pixels[i]! << 16) | (pixels[i + 1]! << 8) | pixels[i + 2]!;
  for (let i = 0; i < pixels.length; i += 4) {
    const key = keyAt(i);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size > 16 * most) return undefined;
  // colours that are equally frequent stand in the order of their numbers, whatever the picture
  const keys = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([key]) => key);
  const colours = keys.slice(0, most).map(partsOf);
  const numberOf = new Map(keys.map((key, k) => [key, k < most ? k : nearest(colours, key)]));
  const numbers = new Uint8Array(pixels.length / 4);
  for (let k = 0; k < numbers.length; k++) numbers[k] = numberOf.get(keyAt(4 * k))!;
  return { numbers, colours };
}

function partsOf(key: number): [number, number, number] {
  return [key >> 16, (key >> 8) & 255, key & 255];
}

function nearest(colours: NumberedPixels["colours"], key: number): number {
  const [red, green, blue] = partsOf(key);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  colours.forEach(([r, g, b], k) => {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [k, distance];
  });
  return best;
}
