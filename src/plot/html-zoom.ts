import { type FigureSpec, isRecord } from "./spec.ts";

/**
 * The figure with zoom and pan by wheel and drag, where it is one view whose axes both show numbers and
 * that brings no selections of its own; else the figure as it is.
 */
export function withZoom(spec: FigureSpec): FigureSpec {
  const layers = Array.isArray(spec.layer) ? spec.layer.filter(isRecord) : [];
  const views = [spec, ...layers];
  const isFlat = spec.mark !== undefined || layers.some(({ mark }) => mark !== undefined);
  if (!isFlat || views.some((view) => view.params !== undefined)) return spec;
  const hasNumbers = (channel: string) => {
    const codings = views.flatMap(({ encoding }) =>
      isRecord(encoding) && isRecord(encoding[channel]) ? [encoding[channel]] : [],
    );
    return codings.length > 0 && codings.every(isZoomable);
  };
  if (!hasNumbers("x") || !hasNumbers("y")) return spec;
  const params = [{ name: "zoom", select: "interval", bind: "scales" }];
  if (spec.mark !== undefined) return { ...spec, params };
  // In one layer, whose scales the others share: Vega-Lite would make one selection for each layer.
  const first = layers.findIndex(({ mark }) => mark !== undefined);
  return {
    ...spec,
    layer: layers.map((layer, i) => (i === first ? { ...clipped(layer), params } : clipped(layer))),
  };
}

/** A layer whose marks end at the frame, as Vega-Lite itself makes those of the layer that zooms. */
function clipped(layer: FigureSpec): FigureSpec {
  if (layer.mark === undefined) return layer;
  const mark = isRecord(layer.mark) ? layer.mark : { type: layer.mark };
  return { ...layer, mark: { ...mark, clip: true } };
}

function isZoomable(coding: unknown): boolean {
  if (!isRecord(coding)) return false;
  const { type, axis, bin, field } = coding;
  const isContinuous = type === "quantitative" || type === "temporal";
  return isContinuous && field !== undefined && axis !== null && bin === undefined;
}
