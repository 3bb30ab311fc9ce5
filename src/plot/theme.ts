/** Font stack of every figure: the bundled DejaVu Sans, then fonts of nearly the same widths. */
const fontFamily = "DejaVu Sans, Verdana, sans-serif";

/**
 * Seven hues near those of Okabe and Ito, told apart by colour-blind readers, each with a contrast of at
 * least 3:1 on white, ordered so that neighbours differ in lightness and stay apart in grey print
 * (L* = 37, 61, 0, 61, 41, 57, 39).
 */
export const palette = [
  "#195999",
  "#cb8400",
  "#000000",
  "#00a95c",
  "#a13d65",
  "#5884ef",
  "#a73100",
] as const;

/** From small to large numbers: dark to bright, each colour with a contrast of at least 3:1 on white. */
export const ramp = ["#12205a", "#3f2f9b", "#7d2a9c", "#b52e7c", "#d3454f", "#e5641c"] as const;

/** Point shapes in the order of the palette: a series is known by its shape even without colour. */
export const shapes = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
  "triangle-right",
] as const;

/** Colours of spins and of cells without a value. */
export const ink = {
  plus: "#1b2a41",
  minus: "#e9edf2",
  absent: "#9c9c9c",
  text: "#222222",
} as const;

/** Vega-Lite configuration shared by all builders; sizes in pixels of 1/96 inch. */
export const theme = {
  background: "#ffffff",
  padding: 10,
  font: fontFamily,
  aria: false,
  view: { continuousWidth: 400, continuousHeight: 270, stroke: null },
  title: {
    anchor: "start",
    frame: "group",
    fontSize: 14,
    fontWeight: "bold",
    color: ink.text,
    offset: 12,
    subtitleFontSize: 11,
    subtitleColor: "#555555",
    subtitlePadding: 4,
  },
  axis: {
    labelFontSize: 11,
    labelColor: ink.text,
    labelLimit: 0,
    maxExtent: 10000, // the title stands beyond the longest label; by default at most 200 pixels away
    titleFontSize: 12,
    titleFontWeight: "normal",
    titleColor: ink.text,
    titleLimit: 0,
    titlePadding: 8,
    domainColor: "#444444",
    tickColor: "#444444",
    gridColor: "#e4e4e4",
  },
  legend: {
    labelFontSize: 11,
    labelColor: ink.text,
    labelLimit: 0,
    titleFontSize: 11,
    titleFontWeight: "normal",
    titleColor: ink.text,
    titleLimit: 0,
    symbolSize: 60,
    symbolStrokeWidth: 1.8,
  },
  line: { strokeWidth: 1.8 },
  rule: { strokeWidth: 1.4 },
  range: { category: [...palette] },
} as const;
