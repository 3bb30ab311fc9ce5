/** A picture of numbered colours. */
export interface NumberedPixels {
  /** Number of the colour of each pixel, row by row. */
  readonly numbers: Uint8Array;
  /** Red, green and blue of at most 256 colours, those of areas and the most frequent first. */
  readonly colours: readonly (readonly [number, number, number])[];
}

const most = 256;

/**
 * The picture in 256 colours: those of its areas and the most frequent others. Pixels of rarer ones, which are edges
 * of letters and lines in charts, take the nearest of them. Undefined for a picture of more than 4096 colours, such
 * as a photograph, or with areas in more than 256, such as images of many shades.
 *
 * @param pixels  opaque, RGBA row by row; not modified
 * @param width  pixels in a row
 */
export function fewColours(pixels: Uint8Array, width: number): NumberedPixels | undefined {
  const counts = new Map<number, number>();
  const areas = new Set<number>();
  const keyAt = (i: number) => (pixels[i]! << 16) | (pixels[i + 1]! << 8) | pixels[i + 2]!;
  const around = [-4, 4, -4 * width, 4 * width];
  for (let i = 0; i < pixels.length; i += 4) {
    const key = keyAt(i);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (!areas.has(key) && around.every((step) => keyAt(i + step) === key)) areas.add(key);
  }
  if (counts.size > 16 * most || areas.size > most) return undefined;
  const frequency = (key: number) => counts.get(key)! + (areas.has(key) ? pixels.length : 0);
  // colours that are equally frequent stand in the order of their numbers, whatever the picture
  const keys = [...counts.keys()].sort((a, b) => frequency(b) - frequency(a) || a - b);
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
