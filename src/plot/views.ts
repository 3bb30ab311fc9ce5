import { type FigureSpec, isRecord } from "./spec.ts";

const childLists = ["layer", "hconcat", "vconcat", "concat"] as const;

/** A view of a specification with what it inherits. */
export interface View {
  readonly spec: FigureSpec;
  /** Encodings of the views around it, overridden by its own. */
  readonly encoding: FigureSpec;
}

/** The record under a key, or an empty one. */
export function recordIn(spec: FigureSpec, key: string): Record<string, unknown> {
  const value = spec[key];
  return isRecord(value) ? value : {};
}

/** The specification with `change` applied to every view, the inner ones first. */
export function mapViews(
  spec: FigureSpec,
  change: (view: View) => FigureSpec,
  inherited: FigureSpec = {},
): FigureSpec {
  const encoding = { ...inherited, ...recordIn(spec, "encoding") };
  const children: Record<string, unknown> = {};
  for (const key of childLists) {
    const list = spec[key];
    if (Array.isArray(list)) {
      children[key] = list.map((child) => mapViews(child as FigureSpec, change, encoding));
    }
  }
  if (isRecord(spec.spec)) children.spec = mapViews(spec.spec, change, encoding);
  return change({ spec: { ...spec, ...children }, encoding });
}

/** All views with a mark, in the order of drawing. */
export function unitsIn(spec: FigureSpec): View[] {
  const units: View[] = [];
  mapViews(spec, (view) => {
    if (view.spec.mark !== undefined) units.push(view);
    return view.spec;
  });
  return units;
}

/** Plotting areas: the outermost layered or single views, one for each panel. */
export function mapPlots(spec: FigureSpec, change: (plot: FigureSpec) => FigureSpec): FigureSpec {
  if (spec.mark !== undefined || spec.layer !== undefined) return change(spec);
  const children: Record<string, unknown> = {};
  for (const key of childLists) {
    const list = spec[key];
    if (Array.isArray(list)) {
      children[key] = list.map((child) => mapPlots(child as FigureSpec, change));
    }
  }
  if (isRecord(spec.spec)) children.spec = mapPlots(spec.spec, change);
  return { ...spec, ...children };
}

/** Name of the mark of a view, such as "point". */
export function markType(spec: FigureSpec): string {
  return String(isRecord(spec.mark) ? spec.mark.type : spec.mark);
}

/** The view with some properties of its mark set. */
export function withMark(spec: FigureSpec, properties: FigureSpec): FigureSpec {
  const mark = isRecord(spec.mark) ? spec.mark : { type: spec.mark };
  return { ...spec, mark: { ...mark, ...properties } };
}

/** The view with some of its encodings set. */
export function withEncoding(spec: FigureSpec, encoding: FigureSpec): FigureSpec {
  return { ...spec, encoding: { ...recordIn(spec, "encoding"), ...encoding } };
}

/** True for panels side by side or below each other, false for one plotting area. */
export function isComposed(spec: FigureSpec): boolean {
  return spec.mark === undefined && spec.layer === undefined;
}

/** Two configurations in one; where both say something, the first counts. */
export function mergedConfig(first: FigureSpec, second: FigureSpec): FigureSpec {
  const merged: Record<string, unknown> = { ...second };
  for (const [key, value] of Object.entries(first)) {
    const other = merged[key];
    merged[key] = isRecord(value) && isRecord(other) ? mergedConfig(value, other) : value;
  }
  return merged;
}
