import {
  type CompositionOptions,
  composed,
  panelGap,
  panelTitle,
  panelWidth,
  partWords,
  resized,
} from "./composed.ts";
import { type Part, partsOf } from "./parts.ts";
import { sharedChannels, withSharedScales } from "./shared-scales.ts";
import type { FigureSpec } from "./spec.ts";

/** Choices of `concatenated`. */
export interface ConcatenatedOptions extends CompositionOptions {
  /** Panels in one line; default: all, at most 3. */
  readonly columns?: number;
  /** True to label the panels a, b, c, as journals ask; default false. */
  readonly letters?: boolean;
  /** What the panels share; default: nothing. With "legend" there is one legend for all. */
  readonly share?: readonly ("x" | "y" | "legend")[];
}

const caller = "concatenated";

/**
 * Figures side by side and below each other as panels of one figure, as a Vega-Lite specification.
 *
 * Each panel keeps its title and subtitle. `width` and `height` are those of each panel. In a journal all
 * panels of one plotting area get one width from an estimate of their axes, so the figure is at most as
 * wide as the page; panels that are compositions themselves keep their size.
 *
 * @param figures  from any builder or composition; not modified
 * @throws {RangeError} no figures, columns that are no whole number > 0, more than 26 letters, shared axes
 *   or legends that differ in kind or title
 * @throws {TypeError} something that is no list of specifications
 */
export function concatenated(
  figures: readonly FigureSpec[],
  options: ConcatenatedOptions = {},
): FigureSpec {
  const parts = partsOf(caller, figures);
  const { letters = false, share = [], width, height, ...figure } = options;
  const columns = options.columns ?? Math.min(3, parts.length);
  requireColumns(caller, columns);
  if (letters && parts.length > 26) {
    throw new RangeError(`${caller}: expected at most 26 panels with letters, got ${parts.length}`);
  }
  const legends = sharedChannels.filter((channel) => channel !== "x" && channel !== "y");
  const shared = share.flatMap((name) => (name === "legend" ? legends : [name]));
  const { journal } = figure;
  const across = width ?? panelWidth(journal, Math.min(columns, parts.length));
  const views = withSharedScales(
    caller,
    parts.map(({ view }) => view),
    shared,
  ).map((view, i) => {
    const sized =
      width === undefined && journal === undefined ? view : resized(view, across, height);
    const letter = letters ? String.fromCharCode(97 + i) : "";
    const room = across ?? (typeof view.width === "number" ? view.width : 400);
    return { ...titleOf(parts[i]!, letter, room, journal !== undefined), ...sized };
  });
  const resolved = [...legends, "x", "y"].map((channel) => [
    channel,
    shared.includes(channel) ? "shared" : "independent",
  ]);
  return composed(
    { concat: views, columns, spacing: panelGap, resolve: { scale: Object.fromEntries(resolved) } },
    parts,
    figure,
    (heading) =>
      partWords(
        heading,
        parts.map((part, i) => [`Panel ${letters ? String.fromCharCode(97 + i) : i + 1}`, part]),
      ),
  );
}

/** Refuses numbers of columns that are none. */
export function requireColumns(caller: string, columns: number): void {
  if (!(Number.isInteger(columns) && columns > 0)) {
    throw new RangeError(`${caller}: expected whole columns > 0, got ${columns}`);
  }
}

/** The letter stands before the title, or alone above the subtitle. */
function titleOf(
  { title, subtitle }: Part,
  letter: string,
  width: number,
  isSmall: boolean,
): FigureSpec {
  const text = [letter, title].filter((part) => part !== "").join("\u2002");
  if (text === "" && subtitle === "") return {};
  const frame = isSmall ? "bounds" : "group";
  if (text !== "") return panelTitle(text, subtitle, width, isSmall, frame);
  const { title: small } = panelTitle(subtitle, "", width, isSmall, frame) as { title: FigureSpec };
  return {
    title: { ...small, fontWeight: "normal", fontSize: isSmall ? 9 : 10, color: "#555555" },
  };
}
