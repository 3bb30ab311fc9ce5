import { type FigureSpec, isRecord } from "./spec.ts";
import { mapViews, markType, recordIn, withEncoding, withMark } from "./views.ts";

/**
 * The marks with a tooltip of their values. Marks that state one, or `tooltip: null`, keep it; labels and
 * images that are placed by pixels have none.
 */
export function withTooltips(marks: FigureSpec): FigureSpec {
  return mapViews(marks, ({ spec, encoding }) => {
    if (spec.mark === undefined || "tooltip" in encoding) return spec;
    if ("tooltip" in recordIn(spec, "mark")) return spec;
    const isPlacedByPixels = recordIn(encoding, "x").axis === null;
    if (isPlacedByPixels || markType(spec) === "text") return spec;
    // a line is one mark: only what all of its vertices share is true of the whole of it
    return ["line", "area", "trail"].includes(markType(spec))
      ? withSeriesTooltip(spec, encoding)
      : withMark(spec, { tooltip: true });
  });
}

function withSeriesTooltip(spec: FigureSpec, encoding: FigureSpec): FigureSpec {
  const shared = new Map<unknown, FigureSpec>();
  for (const channel of ["color", "stroke", "strokeDash", "shape", "detail"]) {
    const coding = encoding[channel];
    if (!isRecord(coding) || coding.field === undefined) continue;
    const { field, type, title } = coding;
    if (type === "quantitative" || shared.has(field)) continue;
    shared.set(field, { field, type, ...(typeof title === "string" ? { title } : {}) });
  }
  return shared.size === 0 ? spec : withEncoding(spec, { tooltip: [...shared.values()] });
}
