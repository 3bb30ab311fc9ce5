import { type FigureSpec, isRecord } from "./spec.ts";
import { mapViews, recordIn } from "./views.ts";
import { wrappedText } from "./wrapped-text.ts";

/** Axes without labels and title where a neighbour shows the same; titles in lines that fit the panel. */
export function withOuterAxes(
  view: FigureSpec,
  outer: Readonly<Record<"x" | "y", boolean>>,
  fontSize: number,
): FigureSpec {
  const size = { x: Number(view.width), y: Number(view.height) };
  return mapViews(view, ({ spec }) => {
    const encoding = recordIn(spec, "encoding");
    const changed: Record<string, unknown> = {};
    for (const channel of ["x", "y"] as const) {
      const coding = encoding[channel];
      if (!isRecord(coding) || coding.axis === null) continue;
      const axis = recordIn(coding, "axis");
      if (!outer[channel]) {
        changed[channel] = { ...coding, axis: { ...axis, labels: false, title: null } };
      } else if (typeof coding.title === "string") {
        // a label that stands out at the top would lift the name of its panel above the others
        const isRaised = channel === "y" && coding.type === "quantitative";
        const flush = isRaised ? { labelFlush: 8 } : {};
        const title = wrappedText(coding.title, fontSize, size[channel]);
        changed[channel] = { ...coding, axis: { ...axis, ...flush, title } };
      }
    }
    return Object.keys(changed).length === 0
      ? spec
      : { ...spec, encoding: { ...encoding, ...changed } };
  });
}
