import { codingsIn } from "./codings.ts";
import { type CompositionOptions, composed, partWords } from "./composed.ts";
import { partsOf, subtitlesOf } from "./parts.ts";
import { canShare, sharedChannels, withSharedScales } from "./shared-scales.ts";
import type { FigureSpec } from "./spec.ts";
import { isComposed } from "./views.ts";

const caller = "layered";

/**
 * Figures in one plotting area, the first at the back, as a Vega-Lite specification.
 *
 * Axes are shared and show all of the data; they must be of one kind and title. Colours and symbols are
 * shared where all figures use them alike (union of the series), otherwise each figure keeps its legend.
 *
 * @param figures  from builders or of `layered`; not modified
 * @param options.title, options.subtitle  default: no title; the subtitles of the figures
 * @param options.width, options.height  default: those of the first figure that states them
 * @throws {RangeError} no figures, panels instead of one plotting area, axes that differ
 * @throws {TypeError} something that is no list of specifications
 */
export function layered(
  figures: readonly FigureSpec[],
  options: CompositionOptions = {},
): FigureSpec {
  const parts = partsOf(caller, figures);
  parts.forEach(({ view }, i) => {
    if (isComposed(view)) {
      throw new RangeError(
        `${caller}: expected figures of one plotting area, got panels at ${i}; use concatenated`,
      );
    }
  });
  const views = parts.map(({ view: { width, height, view, ...layer } }) => layer);
  const legends = sharedChannels.filter((channel) => channel !== "x" && channel !== "y");
  const isAlike = (channel: string) => {
    const codings = views.flatMap((view) => codingsIn(view, channel));
    const titles = codings.flatMap(({ channel: { title } }) =>
      title === undefined ? [] : [title],
    );
    return canShare(codings) && new Set(titles).size <= 1;
  };
  const used = legends.filter((channel) =>
    views.some((view) => codingsIn(view, channel).length > 0),
  );
  // colour, shape and dash of a series stand in one legend, so they are shared together or not at all
  const isShared = used.every(isAlike);
  const background = parts.find(({ view }) => view.view !== undefined)?.view.view;
  const sizeOf = (side: "width" | "height") => {
    const size =
      options[side] ?? parts.find(({ view }) => typeof view[side] === "number")?.view[side];
    return typeof size === "number" ? { [side]: size } : {};
  };
  return composed(
    {
      ...(background === undefined ? {} : { view: background }),
      layer: withSharedScales(caller, views, ["x", "y", ...(isShared ? used : [])]),
      ...(isShared
        ? {}
        : { resolve: { scale: Object.fromEntries(used.map((name) => [name, "independent"])) } }),
    },
    parts,
    { subtitle: subtitlesOf(parts), ...options, ...sizeOf("width"), ...sizeOf("height") },
    (heading) =>
      partWords(
        heading,
        parts.map((part, i) => [`Layer ${i + 1}`, part]),
      ),
  );
}
