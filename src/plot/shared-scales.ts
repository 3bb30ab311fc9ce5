import { extent } from "./axis.ts";
import { type Coding, codingsIn } from "./codings.ts";
import { colourScale } from "./colour-scale.ts";
import { shortLabels } from "./labels.ts";
import { logAxis, logTicks } from "./log-axis.ts";
import { dashes } from "./series.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { palette, shapes } from "./theme.ts";
import { mapViews, recordIn } from "./views.ts";

/** Channels with a scale that panels may share. */
export const sharedChannels = ["x", "y", "color", "fill", "stroke", "shape", "size", "strokeDash"];

/**
 * Views that show the same axes, colours and symbols: each channel gets the union of the domains, with
 * ticks, labels and legend made anew for it.
 *
 * @param views  from builders, with inline data
 * @param channels  the channels to share
 * @param fixed  true to write ranges of linear axes down, so that they do not follow the data
 * @throws {RangeError} axes or legends of different kinds or titles, more series than there are colours
 */
export function withSharedScales(
  caller: string,
  views: readonly FigureSpec[],
  channels: readonly string[],
  fixed = false,
): FigureSpec[] {
  const shared = channels.flatMap((channel) => {
    const codings = views.flatMap((view) => codingsIn(view, channel));
    return codings.length === 0
      ? []
      : [[channel, sharedCoding(caller, channel, codings, fixed)] as const];
  });
  return views.map((view) =>
    mapViews(view, ({ spec }) => {
      const own = recordIn(spec, "encoding");
      const changed: Record<string, unknown> = {};
      for (const [channel, properties] of shared) {
        const coding = own[channel];
        if (isRecord(coding) && coding.field !== undefined) {
          changed[channel] = { ...coding, ...properties };
        }
      }
      return Object.keys(changed).length === 0
        ? spec
        : { ...spec, encoding: { ...own, ...changed } };
    }),
  );
}

/** Whether codings of one channel can share a scale: the same type of data, scale and title. */
export function canShare(codings: readonly Coding[]): boolean {
  return new Set(codings.map((coding) => JSON.stringify(kindOf(coding)))).size === 1;
}

function kindOf({ channel }: Coding): Record<string, unknown> {
  const scale = recordIn(channel, "scale");
  const type = channel.type ?? "quantitative";
  return { type, scale: type === "quantitative" ? (scale.type ?? "linear") : type };
}

function sharedCoding(
  caller: string,
  channel: string,
  codings: readonly Coding[],
  fixed: boolean,
): FigureSpec {
  const kinds = codings.map((coding) => kindOf(coding));
  const other = kinds.find((kind) => JSON.stringify(kind) !== JSON.stringify(kinds[0]));
  if (other) {
    throw new RangeError(
      `${caller}: expected one kind of scale for ${channel} in all figures, got ${kinds[0]!.scale} ` +
        `(${kinds[0]!.type}) and ${other.scale} (${other.type}); draw them alike`,
    );
  }
  const titles = codings.flatMap(({ channel: { title } }) => (title === undefined ? [] : [title]));
  const odd = titles.find((title) => title !== titles[0]);
  if (odd !== undefined) {
    throw new RangeError(
      `${caller}: expected one title of ${channel} in all figures, got "${titles[0]}" and "${odd}"; ` +
        "give them the same title",
    );
  }
  const { channel: first } =
    codings.find((coding) => coding.channel.title !== undefined) ?? codings[0]!;
  const title = titles.length === 0 ? {} : { title: titles[0] };
  const { scale, ...guide } =
    first.type === "quantitative"
      ? sharedNumbers(first, codings, fixed)
      : sharedCategories(caller, channel, first, codings);
  return { ...title, ...guide, ...(scale === undefined ? {} : { scale }) };
}

function domainsOf(codings: readonly Coding[]): unknown[][] {
  return codings.flatMap(({ channel }) => {
    const { domain } = recordIn(channel, "scale");
    return Array.isArray(domain) ? [domain] : [];
  });
}

/** Scale and guide of numbers: the union of the stated domains, or of the data. */
function sharedNumbers(first: FigureSpec, codings: readonly Coding[], fixed: boolean): FigureSpec {
  const own = recordIn(first, "scale");
  const axis = first.axis === undefined ? {} : { axis: first.axis };
  const legend = first.legend === undefined ? {} : { legend: first.legend };
  const domains = domainsOf(codings) as number[][];
  if (domains.length === 0 && !fixed) return { ...axis, ...legend, scale: own };
  const [least, most] = extent([
    ...domains.flat(),
    ...codings.flatMap(({ range }) => range ?? []),
    ...(own.zero === true || codings.some(({ fromZero }) => fromZero) ? [0] : []),
  ]);
  if (own.scheme !== undefined) {
    const colours = own.domainMid === undefined ? "sequential" : "diverging";
    const { gradientLength } = recordIn(first, "legend");
    return colourScale(
      colours,
      least,
      most,
      typeof gradientLength === "number" ? gradientLength : 160,
    );
  }
  const scale = { ...own, domain: [least, most] };
  if (own.type !== "log" || !isRecord(first.axis)) return { ...axis, ...legend, scale };
  return { axis: { ...first.axis, ...logAxis(logTicks(least, most)) }, scale };
}

/** Scale and guide of categories: all of them, each with one colour or symbol. */
function sharedCategories(
  caller: string,
  channel: string,
  first: FigureSpec,
  codings: readonly Coding[],
): FigureSpec {
  const own = recordIn(first, "scale");
  const guideKey = channel === "x" || channel === "y" ? "axis" : "legend";
  const guide = first[guideKey];
  const domains = domainsOf(codings) as (string | number)[][];
  if (domains.length === 0)
    return guide === undefined ? { scale: own } : { [guideKey]: guide, scale: own };
  const domain = unionOf(domains);
  const ticks = codings.flatMap(({ channel: { axis } }) =>
    isRecord(axis) && Array.isArray(axis.values) ? (axis.values as (string | number)[]) : [],
  );
  const labels = isRecord(guide)
    ? {
        ...guide,
        ...shortLabels(domain),
        ...(ticks.length > 0 ? { values: unionOf([ticks]) } : {}),
      }
    : guide;
  return {
    ...(labels === undefined ? {} : { [guideKey]: labels }),
    scale: { ...own, domain, ...rangeOf(caller, channel, domain, codings) },
  };
}

/** All values, in ascending or descending order where the domains are so, else as they first appear. */
function unionOf(domains: readonly (readonly (string | number)[])[]): (string | number)[] {
  const all = [...new Set(domains.flat())];
  if (!all.every((value) => typeof value === "number")) return all;
  const isDescending = domains.some((domain) => domain.length > 1 && domain[0]! > domain.at(-1)!);
  return (all as number[]).sort((a, b) => (isDescending ? b - a : a - b));
}

/** The colour or symbol of each category: what all figures say, else dealt out anew from the theme. */
function rangeOf(
  caller: string,
  channel: string,
  domain: readonly (string | number)[],
  codings: readonly Coding[],
): FigureSpec {
  const drawn = new Map<string | number, unknown>();
  let agree = true;
  for (const { channel: coding } of codings) {
    const { domain: names, range } = recordIn(coding, "scale");
    if (!Array.isArray(names) || !Array.isArray(range)) continue;
    names.forEach((name: string | number, i) => {
      if (drawn.has(name) && JSON.stringify(drawn.get(name)) !== JSON.stringify(range[i]))
        agree = false;
      drawn.set(name, range[i]);
    });
  }
  if (drawn.size === 0) return {};
  const isDistinct =
    new Set([...drawn.values()].map((value) => JSON.stringify(value))).size === drawn.size;
  if (agree && (isDistinct || drawn.size === domainSize(codings))) {
    return { range: domain.map((name) => drawn.get(name)) };
  }
  const list = listFor(channel, codings);
  if (domain.length > list.length) {
    throw new RangeError(
      `${caller}: expected at most ${list.length} values for ${channel} over all figures, ` +
        `got ${domain.length}; draw fewer`,
    );
  }
  return { range: list.slice(0, domain.length) };
}

/** Colours or symbols in the order in which builders deal them out. */
function listFor(channel: string, codings: readonly Coding[]): readonly unknown[] {
  const ranges = codings.flatMap(({ channel: coding }) => {
    const { range } = recordIn(coding, "scale");
    return Array.isArray(range) ? [range as unknown[]] : [];
  });
  const longest = ranges.reduce((most, range) => (range.length > most.length ? range : most), []);
  const list = channel === "shape" ? shapes : channel === "strokeDash" ? dashes : palette;
  return list.length > longest.length ? list : longest;
}

function domainSize(codings: readonly Coding[]): number {
  return Math.max(...domainsOf(codings).map((domain) => domain.length));
}
