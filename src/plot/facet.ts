import { builtPanel } from "./built-panel.ts";
import { codingsIn } from "./codings.ts";
import {
  type CompositionOptions,
  composed,
  panelGap,
  panelTitle,
  panelWidth,
  partWords,
  resized,
} from "./composed.ts";
import { requireColumns } from "./concatenated.ts";
import { type FacetBy, panelsOf } from "./facet-panels.ts";
import { withOuterAxes } from "./outer-axes.ts";
import { type Part, partsOf, subtitlesOf } from "./parts.ts";
import { sharedChannels, withSharedScales } from "./shared-scales.ts";
import type { FigureSpec } from "./spec.ts";
import { type Row, rowsOf, type Table } from "./table.ts";
import { wrappedText } from "./wrapped-text.ts";

/** Choices of `facet`. */
export interface FacetOptions extends CompositionOptions {
  /** Panels in one line where one column is given; default 3. */
  readonly columns?: number;
  /** "shared" (default): one scale of x, of y and of colours for all panels; or "free" axes. */
  readonly axes?: "shared" | "free";
}

const caller = "facet";

/**
 * Small multiples: the same figure for each value of a column, with shared axes, colours and legend, as a
 * Vega-Lite specification.
 *
 * Shared axes are labelled at the left and at the bottom only. `width` and `height` are those of one panel;
 * default 200 pixels wide where the builder states no size. In a journal the panels are sized from an
 * estimate of the axis, so the figure is at most as wide as the page.
 *
 * @param table  rows of all panels; not modified
 * @param by  the column, or the columns of a grid
 * @param build  draws the rows of one panel with a builder
 * @throws {RangeError} missing columns, a stated value or a pair of values without rows, what `build`
 *   refuses (naming the panel), panels that cannot share axes
 */
export function facet(
  table: Table,
  by: FacetBy,
  build: (rows: readonly Row[]) => FigureSpec,
  options: FacetOptions = {},
): FigureSpec {
  const rows = rowsOf(caller, table);
  const { axes = "shared", columns = 3, width, height, ...figure } = options;
  requireColumns(caller, columns);
  const panels = panelsOf(caller, rows, by);
  const across = Math.min(panels.across ?? columns, panels.list.length);
  const parts = partsOf(
    caller,
    panels.list.map((panel) => builtPanel(caller, panel.name, panel.rows, build)),
  );
  const channels = axes === "shared" ? sharedChannels : sharedChannels.slice(2);
  const { journal } = figure;
  const upright = axes === "shared" ? 1 : across;
  const first = panelWidth(journal, across, upright);
  const wide = width ?? panelWidth(journal, across, upright, titleLines(parts, height ?? first));
  const common = new Set(parts.map(({ subtitle }) => subtitle)).size === 1;
  const views = withSharedScales(
    caller,
    parts.map(({ view }) => view),
    channels,
  ).map((view, i) => {
    const sized = resized(view, wide, height, { width: 200, height: 150 });
    const outer = {
      x: axes === "free" || i + across >= panels.list.length,
      y: axes === "free" || i % across === 0,
    };
    const room = typeof sized.width === "number" ? sized.width : 200;
    const words = common ? "" : parts[i]!.subtitle;
    const title = panelTitle(panels.list[i]!.name, words, room, journal !== undefined);
    return { ...title, ...withOuterAxes(sized, outer, journal === undefined ? 12 : 10) };
  });
  const resolved = sharedChannels.map((channel) => [
    channel,
    channels.includes(channel) ? "shared" : "independent",
  ]);
  const named = parts.map((part, i): [string, Part] => [panels.list[i]!.name, part]);
  return composed(
    {
      concat: views,
      columns: across,
      spacing: panelGap,
      resolve: { scale: Object.fromEntries(resolved) },
    },
    parts,
    { ...(common ? { subtitle: subtitlesOf(parts) } : {}), ...figure },
    (heading) => partWords(heading, named),
  );
}

/** Lines that the title of the vertical axis takes beside a panel of some height, at most. */
function titleLines(parts: readonly Part[], height: number | undefined): number {
  if (height === undefined) return 1;
  const titles = parts.flatMap(({ view }) =>
    codingsIn(view, "y").map(({ channel }) => channel.title),
  );
  const lines = titles.map((title) =>
    typeof title === "string" ? [wrappedText(title, 10, 0.7 * height)].flat().length : 1,
  );
  return Math.max(1, ...lines);
}
