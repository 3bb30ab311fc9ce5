import { type FigureSpec, isRecord } from "./spec.ts";
import { mapViews, recordIn, unitsIn, withMark } from "./views.ts";

type Channel = "x" | "y";

/** The plot with continuous axes that can be zoomed and moved; without such axes it stays as it is. */
export function zoomable(plot: FigureSpec, name: string): FigureSpec {
  const host = unitsIn(plot).find(({ encoding }) => continuous(encoding).length > 0);
  if (!host) return plot;
  const encodings = continuous(host.encoding);
  const param = {
    name,
    select: { type: "interval", encodings, zoom: "wheel![event.ctrlKey || event.metaKey]" },
    bind: "scales",
  };
  const moved = (channel: Channel) => {
    const column = String(recordIn(host.encoding, channel).field).replace(/\\(.)/g, "$1");
    return `isDefined(${name}[${JSON.stringify(column)}])`;
  };
  const clip = { expr: encodings.map(moved).join(" || ") };
  let hasParam = false;
  return mapViews(plot, ({ spec, encoding }) => {
    const axes = withFreeTicks(spec, encodings, moved);
    if (axes.mark === undefined) return axes;
    const clipped = withMark(axes, { clip });
    if (hasParam || continuous(encoding).join() !== encodings.join()) return clipped;
    hasParam = true;
    return { ...clipped, params: [...(Array.isArray(spec.params) ? spec.params : []), param] };
  });
}

/** Axes along which a plot can be zoomed. */
function continuous(encoding: FigureSpec): Channel[] {
  return (["x", "y"] as const).filter((channel) => {
    const coding = encoding[channel];
    return isRecord(coding) && coding.type === "quantitative" && coding.axis !== null;
  });
}

/** Ticks chosen for the whole range give way to Vega's own once the axis has moved. */
function withFreeTicks(
  spec: FigureSpec,
  channels: readonly Channel[],
  moved: (channel: Channel) => string,
): FigureSpec {
  const own = recordIn(spec, "encoding");
  const changed: Record<string, unknown> = {};
  for (const channel of channels) {
    const coding = own[channel];
    const axis = isRecord(coding) ? recordIn(coding, "axis") : {};
    if (!isRecord(coding) || !Array.isArray(axis.values)) continue;
    const { values, labelExpr } = axis;
    const labels =
      labelExpr === undefined
        ? {}
        : { labelExpr: `${moved(channel)} ? datum.label : ${labelExpr}` };
    changed[channel] = {
      ...coding,
      axis: {
        ...axis,
        ...labels,
        values: { expr: `${moved(channel)} ? null : ${JSON.stringify(values)}` },
      },
    };
  }
  return Object.keys(changed).length === 0 ? spec : { ...spec, encoding: { ...own, ...changed } };
}
