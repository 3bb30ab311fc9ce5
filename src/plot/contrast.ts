/** Relative luminance of a colour #rrggbb, 0 to 1 (WCAG 2.1, from the sRGB of IEC 61966-2-1). */
export function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast of two colours #rrggbb, 1 to 21 (WCAG 2.1); 3 is the least for parts of a graphic. */
export function contrast(colour: string, other: string): number {
  const [dark, light] = [luminance(colour), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The colour, mixed with as much white as gives it a contrast of 3 against a dark background. */
export function lifted(colour: string, background: string): string {
  for (let white = 0; ; white += 0.05) {
    const mixed = channels(colour).map((value) => Math.round(255 * (value + white * (1 - value))));
    const made = `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
    if (white >= 1 || contrast(made, background) >= 3) return made;
  }
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
}
