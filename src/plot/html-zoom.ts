import { type FigureSpec, isRecord } from "./spec.ts";

/**
 * The figure with zoom and pan by wheel and drag, where it is one view whose axes both show numbers and
 * that brings no selections of its own; else the figure as it is.
 */
export function withZoom(spec: FigureSpec): FigureSpec {
  const views = [spec, ...(Array.isArray(spec.layer) ? spec.layer.filter(isRecord) : [])];
  const isOneView = spec.mark !== undefined || spec.layer !== undefined;
  if (!isOneView || views.some((view) => view.params !== undefined)) return spec;
  const hasNumbers = (channel: string) => {
    const codings = views.flatMap(({ encoding }) =>
      isRecord(encoding) ? [encoding[channel]] : [],
    );
    const given = codings.filter(isRecord);
    return given.length > 0 && given.every(isZoomable);
  };
  if (!hasNumbers("x") || !hasNumbers("y")) return spec;
  const zoom = { name: "zoom", select: "interval", bind: "scales" };
  return { ...spec, params: [zoom] };
}

function isZoomable({ type, axis, bin, field }: Record<string, unknown>): boolean {
  const isContinuous = type === "quantitative" || type === "temporal";
  return isContinuous && field !== undefined && axis !== null && bin === undefined;
}
