import { highlightByLegend } from "./legend-click.ts";
import type { FigureSpec } from "./spec.ts";
import { withTooltips } from "./tooltips.ts";
import { mapPlots, mapViews, recordIn } from "./views.ts";
import { zoomable } from "./zoom.ts";

/**
 * What a viewer may do with a figure; the drawing without a viewer is the same whatever is chosen.
 *
 * `true` is everything, `false` nothing. Tooltips alone are the default: a figure in a long page must
 * neither move under a passing drag nor take the wheel from the page, and what it shows at first is all
 * of its data.
 */
export type Interactivity =
  | boolean
  | {
      /**
       * Ctrl (or ⌘) with the wheel, or two fingers on a trackpad, zooms; a drag moves; a double click shows
       * everything again. Default false.
       */
      readonly zoom?: boolean;
      /** A click on the legend dims the other series, with shift adds one. Default false. */
      readonly legend?: boolean;
    };

/** The marks of a builder with what the viewer may do. */
export function interactive(marks: FigureSpec, choice: Interactivity = {}): FigureSpec {
  if (choice === false) return marks;
  const { zoom = false, legend = false } = choice === true ? { zoom: true, legend: true } : choice;
  const { scale } = recordIn(marks, "resolve") as { scale?: FigureSpec };
  const isOne = [scale?.x, scale?.y].includes("shared");
  let count = 0;
  const selectable = mapPlots(withTooltips(marks), (plot) => {
    const name = isOne || count++ === 0 ? "" : `_${count}`;
    const highlighted = legend ? highlightByLegend(plot, `chosen${name}`) : plot;
    return zoom ? zoomable(highlighted, `zoom${name}`) : highlighted;
  });
  return isOne ? withCommonSelections(selectable) : selectable;
}

/** Panels that share axes share their selections too: one of each name for all of them. */
function withCommonSelections(spec: FigureSpec): FigureSpec {
  const selections = new Map<unknown, { param: FigureSpec; views: string[] }>();
  let count = 0;
  const panels = mapViews(spec, ({ spec: { params, ...view } }) => {
    if (!Array.isArray(params) || view.mark === undefined)
      return params ? { params, ...view } : view;
    const name = `panel_${++count}`;
    for (const param of params as FigureSpec[]) {
      const entry = selections.get(param.name) ?? { param, views: [] };
      selections.set(param.name, entry);
      entry.views.push(name);
    }
    return { name, ...view };
  });
  const common = [...selections.values()].map(({ param, views }) => ({ ...param, views }));
  if (common.length === 0) return panels;
  return { ...panels, params: [...(Array.isArray(panels.params) ? panels.params : []), ...common] };
}
