import { lifted } from "./contrast.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { ink, palette, theme } from "./theme.ts";

/** Background of dark figures, that of the HTML reports. */
export const darkBackground = "#15181d";

/** The palette on the dark background: the same hues, contrast ≥ 3:1, neighbours apart in lightness. */
export const darkPalette = [
  "#4876ce",
  "#f1c504",
  "#f5f7fa",
  "#06ce77",
  "#ba6795",
  "#9fc1fa",
  "#d25e13",
] as const;

const text = "#dde2e8";

/** Light colours of the theme and what stands for them in the dark; in small letters. */
const dark = new Map<string, string>([
  ...palette.map((colour, i) => [colour, darkPalette[i]!] as const),
  [theme.background, darkBackground],
  ["white", darkBackground],
  ["black", darkPalette[2]],
  ["gray", "#808080"],
  ["grey", "#808080"],
  [ink.text, text],
  [theme.title.subtitleColor, "#a9b2bd"],
  [theme.axis.domainColor, "#8f99a6"],
  [theme.axis.gridColor, "#2c323a"],
  [ink.plus, "#dfe5ee"],
  [ink.minus, "#2b3340"],
  [ink.absent, "#626a75"],
  // phases, dark enough for light symbols
  ["#d9eefa", "#24485c"],
  ["#f5d794", "#6b5213"],
  ["#94d6c4", "#1d5c4a"],
  ["#dea9c7", "#6a3557"],
  ["#70b0d4", "#1f6288"],
  ["#a091c5", "#54467e"],
  ["#d86a13", "#8a420a"],
  // of pictures, whose pixels stay as they are
  ...["#2d004b", "#542788", "#7f3b08"].map((colour) => [colour, colour] as const),
  // from none to much, of the confusion matrix and of counts: dark to light
  ["#9ecae1", "#32688f"],
  ["#6baed6", "#3f83b8"],
  ["#08306b", "#d6e9fb"],
]);

/** Scheme symmetric about zero whose middle is dark, as that of the light theme is light. */
const darkDiverging = ["#a98bf0", "#23272e", "#f09a3e"];

/** Colours that Vega-Lite would take where a specification names none. */
const defaults = {
  background: darkBackground,
  view: { stroke: "#3a414b" },
  title: { color: text, subtitleColor: "#a9b2bd" },
  axis: {
    labelColor: text,
    titleColor: text,
    domainColor: "#8f99a6",
    tickColor: "#8f99a6",
    gridColor: "#2c323a",
  },
  legend: { labelColor: text, titleColor: text },
  header: { labelColor: text, titleColor: text },
  text: { color: text },
  rule: { color: text },
};

/** Keys whose values are colours, or hold them. */
const colourKey = /colou?r$|^(fill|stroke|background|value|range|category)$/i;

/** What is no colour although it may look like one. */
const otherKeys = new Set(["data", "datasets", "domain", "usermeta", "params"]);

/** Channels whose values are words. */
const wordChannels = new Set(["text", "tooltip", "href", "url", "description"]);

/**
 * The figure on a dark background: every colour of the theme, in the configuration, in marks and in
 * scales, is replaced by its counterpart, and other colours #rrggbb that would be lost in the dark are
 * lightened to a contrast of 3:1. Data, sizes and words stay as they are, and `usermeta.damlab.theme` says
 * what was done; a figure that is dark already is returned as it is.
 *
 * @param spec  Vega-Lite specification; not modified
 */
export function darkened(spec: FigureSpec): FigureSpec {
  if (isDark(spec)) return spec;
  const { config, usermeta, ...rest } = recoloured(spec, "") as Record<string, unknown>;
  return {
    ...rest,
    config: merged(defaults, isRecord(config) ? config : {}),
    usermeta: merged(isRecord(usermeta) ? usermeta : {}, { damlab: { theme: "dark" } }),
  };
}

/** Whether a specification was made by `darkened`. */
export function isDark({ usermeta }: FigureSpec): boolean {
  return isRecord(usermeta) && isRecord(usermeta.damlab) && usermeta.damlab.theme === "dark";
}

function recoloured(value: unknown, key: string, inWords = false): unknown {
  if (typeof value === "string") {
    const isColour = colourKey.test(key) && !(inWords && key === "value");
    return isColour ? darkColour(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => recoloured(item, key, inWords));
  if (!isRecord(value)) return value;
  const areWords = inWords || wordChannels.has(key);
  const entries = Object.entries(value).map(([name, part]) => [
    name,
    otherKeys.has(name) ? part : recoloured(part, name, areWords),
  ]);
  const made = Object.fromEntries(entries) as Record<string, unknown>;
  if (made.scheme !== "purpleorange") return made;
  const { scheme: _, ...scale } = made;
  return { ...scale, range: [...darkDiverging] };
}

function darkColour(colour: string): string {
  const name = colour.toLowerCase();
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(name);
  const full = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : name;
  const known = dark.get(full);
  if (known !== undefined) return known;
  return /^#[\da-f]{6}$/.test(full) ? lifted(full, darkBackground) : colour;
}

function merged(
  below: Record<string, unknown>,
  above: Record<string, unknown>,
): Record<string, unknown> {
  const made = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = made[key];
    made[key] = isRecord(value) && isRecord(under) ? merged(under, value) : value;
  }
  return made;
}
