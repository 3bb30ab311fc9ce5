/** Red, green and blue of 0 to 255. */
export type RGB = readonly [number, number, number];

/** "#rrggbb" of a colour. */
export function hex(colour: readonly number[]): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}

/** Colour of "#rrggbb". */
export function rgb(text: string): RGB {
  const number = Number.parseInt(text.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** Colour at part 0 … 1 of the way through equally spaced stops, linear in each channel. */
export function between(stops: readonly string[], part: number): RGB {
  const at = Math.min(Math.max(part, 0), 1) * (stops.length - 1);
  const below = Math.min(Math.floor(at), stops.length - 2);
  const [from, to] = [rgb(stops[below]!), rgb(stops[below + 1]!)];
  const mixed = (k: 0 | 1 | 2) => from[k] + (at - below) * (to[k] - from[k]);
  return [mixed(0), mixed(1), mixed(2)];
}

/** Relative luminance of a colour, 0 … 1. Source: WCAG 2.2, definition of relative luminance. */
export function luminance(colour: RGB): number {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 … 21; from 4.5 small text is readable. Source: WCAG 2.2. */
export function contrast(a: RGB, b: RGB): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever stands out more on a colour: a contrast of 4.5 at least on any. */
export function inkOn(colour: RGB): "#000000" | "#ffffff" {
  return contrast(colour, [0, 0, 0]) >= contrast(colour, [255, 255, 255]) ? "#000000" : "#ffffff";
}

/** A colour #rrggbb, mixed with as much white as gives it a contrast of 3 against a dark background. */
export function lifted(colour: string, background: string): string {
  for (let part = 0; ; part += 0.05) {
    const mixed = hex(between([colour, "#ffffff"], part));
    if (part >= 1 || contrast(rgb(mixed), rgb(background)) >= 3) return mixed;
  }
}
