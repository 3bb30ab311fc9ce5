import { type FigureSpec, isRecord } from "./spec.ts";
import { mapViews, markType, recordIn, unitsIn, withEncoding } from "./views.ts";

const faded = 0.12;

/** The plot with a selection of series by its legend: a click dims the marks of the others. */
export function highlightByLegend(plot: FigureSpec, name: string): FigureSpec {
  const fieldOfSeries = unitsIn(plot)
    .map(({ encoding }) => seriesField(encoding))
    .find((series) => series !== undefined);
  if (fieldOfSeries === undefined) return plot;
  const param = {
    name,
    select: { type: "point", fields: [fieldOfSeries.replace(/\\(.)/g, "$1")] },
    bind: "legend",
  };
  let hasParam = false;
  return mapViews(plot, ({ spec, encoding }) => {
    if (spec.mark === undefined || seriesField(encoding) !== fieldOfSeries) return spec;
    if ("opacity" in encoding) return spec;
    const opacity = { condition: { param: name, value: opacityOf(spec) }, value: faded };
    const dimmed = withEncoding(spec, { opacity });
    if (hasParam) return dimmed;
    hasParam = true;
    return { ...dimmed, params: [...(Array.isArray(spec.params) ? spec.params : []), param] };
  });
}

/** Field of the categories that have a legend by colour. */
function seriesField(encoding: FigureSpec): string | undefined {
  for (const channel of ["color", "fill", "stroke"]) {
    const coding = encoding[channel];
    if (!isRecord(coding) || typeof coding.field !== "string" || coding.legend === null) continue;
    if (coding.type === "nominal" || coding.type === "ordinal") return coding.field;
  }
  return undefined;
}

/** The opacity a mark is drawn with; that of points is Vega-Lite's default. */
function opacityOf(spec: FigureSpec): number {
  const stated = recordIn(spec, "mark").opacity;
  if (typeof stated === "number") return stated;
  return ["point", "circle", "square", "tick"].includes(markType(spec)) ? 0.7 : 1;
}
