import { legendColumns } from "./legend-columns.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { wrappedText } from "./wrapped-text.ts";

/** Width of a figure in a journal. */
export type Journal = "one-column" | "two-column";

const millimetres = { "one-column": 85, "two-column": 178 };

/** Page width of a figure in pixels of 1/96 inch: 85 mm in one column, 178 mm in two. */
export function journalWidth(journal: Journal): number {
  return (millimetres[journal] / 25.4) * 96;
}

/** Height of the plotting area where none is asked for, in pixels. */
export const journalHeight = { "one-column": 200, "two-column": 250 } as const;

/** Space between the drawing and the edge of a figure of a journal, in pixels. */
export const journalPadding = 4;

/** Width for a legend below the axis of a figure, which begins about 60 pixels from the edge. */
export function legendRoomOn(journal: Journal): number {
  return journalWidth(journal) - 60 - journalPadding;
}

/** Text from 6.75 pt (9 pixels) up, thin lines, no margin; the legend below where there is one column. */
export function journalConfig(
  journal: Journal,
  marks: FigureSpec,
  legendRoom = legendRoomOn(journal),
): FigureSpec {
  const below = {
    orient: "bottom",
    columns: legendColumns(marks, 9, legendRoom),
    offset: 8,
    layout: { bottom: { direction: "vertical", anchor: "start" } },
  };
  return {
    padding: journalPadding,
    title: { fontSize: 11, subtitleFontSize: 9, frame: "bounds", offset: 8 },
    axis: { labelFontSize: 9, titleFontSize: 10, titlePadding: 5 },
    header: { labelFontSize: 10, titleFontSize: 10 },
    legend: {
      labelFontSize: 9,
      titleFontSize: 9,
      symbolSize: 40,
      ...(journal === "one-column" ? below : {}),
    },
    text: { fontSize: 9 },
    line: { strokeWidth: 1.4 },
    rule: { strokeWidth: 1.1 },
  };
}

/** Title and subtitle broken into lines that fit the page. */
export function wrappedTitle(title: unknown, width: number): FigureSpec {
  if (!isRecord(title)) return {};
  const { text, subtitle, fontSize } = title;
  const isSmall = fontSize !== undefined;
  return {
    title: {
      ...title,
      text: wrappedText(asLine(text), isSmall ? 9 : 12, width),
      ...(isSmall ? { fontSize: 9 } : {}),
      ...(subtitle === undefined ? {} : { subtitle: wrappedText(asLine(subtitle), 9, width) }),
    },
  };
}

function asLine(text: unknown): string {
  return [text].flat().join(" ");
}
