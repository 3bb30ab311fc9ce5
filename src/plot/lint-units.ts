import { type Source, sourceOf, transformed } from "./lint-source.ts";
import { type FigureSpec, isRecord } from "./spec.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Marks of one kind with all that they inherit from the views around them. */
export interface Unit {
  /** Place in the specification, such as "layer[1]"; empty for the whole. */
  readonly where: string;
  readonly mark: string;
  readonly markOptions: Fields;
  /** Channel definitions by channel, repeated fields filled in. */
  readonly encoding: Readonly<Record<string, unknown>>;
  readonly source: Source;
  /** Address of remote data, if that is where the rows come from. */
  readonly url: string | undefined;
  readonly width: unknown;
  readonly height: unknown;
  /** Panels that the unit is repeated in. */
  readonly facets: readonly Facet[];
  /** Name of the scale of a channel; units with the same name share scale and axis. */
  scope(channel: string): string;
  /** Places of the concatenation around the unit, outermost first. */
  readonly rowOfPanels: string;
}

/** Panels of a facet: the channel definitions that split the rows, and the rows that are split. */
export interface Facet {
  readonly where: string;
  readonly by: readonly Fields[];
  readonly source: Source;
}

/** What a view passes to the views inside it. */
interface Around {
  readonly where: string;
  readonly encoding: Readonly<Record<string, unknown>>;
  readonly source: Source;
  readonly url: string | undefined;
  readonly width: unknown;
  readonly height: unknown;
  readonly facets: readonly Facet[];
  readonly repeated: Readonly<Record<string, string>>;
  readonly datasets: Fields;
  readonly rowOfPanels: string;
  scope(channel: string): string;
}

/** All marks of a specification: layers, facets, concatenations and repeats are walked. */
export function unitsOf(spec: FigureSpec): Unit[] {
  return within(spec, {
    where: "",
    encoding: {},
    source: "none",
    url: undefined,
    width: undefined,
    height: undefined,
    facets: [],
    repeated: {},
    datasets: isRecord(spec.datasets) ? spec.datasets : {},
    rowOfPanels: "",
    scope: () => "",
  });
}

function within(view: Fields, around: Around): Unit[] {
  const own = "data" in view ? sourceOf(view.data, around.datasets) : around.source;
  const here: Around = {
    ...around,
    source: transformed(own, view.transform),
    url: "data" in view ? urlOf(view.data) : around.url,
    width: view.width ?? around.width,
    height: view.height ?? around.height,
    encoding: { ...around.encoding, ...filledIn(view.encoding, around.repeated) },
  };
  if (view.mark !== undefined) return [unit(view, here)];
  if (Array.isArray(view.layer)) return inside(view, here, "layer");
  for (const key of ["hconcat", "vconcat", "concat"]) {
    if (Array.isArray(view[key])) return inside(view, here, key);
  }
  if (!isRecord(view.spec)) return [];
  if (view.facet !== undefined) return faceted(view, here, view.spec);
  if (view.repeat !== undefined) return repeated(view, here, view.spec);
  return [];
}

function urlOf(data: unknown): string | undefined {
  return isRecord(data) && typeof data.url === "string" ? data.url : undefined;
}

function unit(view: Fields, here: Around): Unit {
  const markOptions = isRecord(view.mark) ? view.mark : {};
  const { row, column, facet, ...encoding } = here.encoding;
  const by = [row, column, facet].filter(isRecord);
  const own = { where: here.where, by, source: here.source };
  return {
    ...here,
    encoding,
    mark: String(isRecord(view.mark) ? view.mark.type : view.mark),
    markOptions,
    facets: by.length === 0 ? here.facets : [...here.facets, own],
  };
}

function inside(view: Fields, here: Around, key: string): Unit[] {
  const views = view[key] as unknown[];
  const isLayer = key === "layer";
  return views.flatMap((child, k) => {
    if (!isRecord(child)) return [];
    const where = join(here.where, `${key}[${k}]`);
    return within(child, {
      ...here,
      where,
      // views beside each other have sizes of their own
      ...(isLayer ? {} : { width: undefined, height: undefined, rowOfPanels: here.where || key }),
      scope: scopes(view, here, where, isLayer ? "shared" : "independent"),
    });
  });
}

function faceted(view: Fields, here: Around, spec: Fields): Unit[] {
  const facet = isRecord(view.facet) ? view.facet : {};
  const by = [facet.row, facet.column, "field" in facet ? facet : undefined].filter(isRecord);
  const facets = [...here.facets, { where: here.where, by, source: here.source }];
  return within(spec, { ...here, where: join(here.where, "spec"), facets });
}

function repeated(view: Fields, here: Around, spec: Fields): Unit[] {
  const lists: [string, readonly unknown[]][] = Array.isArray(view.repeat)
    ? [["repeat", view.repeat]]
    : Object.entries(isRecord(view.repeat) ? view.repeat : {}).filter(
        (entry): entry is [string, unknown[]] => Array.isArray(entry[1]),
      );
  let choices: Record<string, string>[] = [{}];
  for (const [name, fields] of lists) {
    choices = choices.flatMap((choice) =>
      fields.map((field) => ({ ...choice, [name]: String(field) })),
    );
  }
  return choices.flatMap((choice) => {
    const { layer, ...place } = choice;
    const panel = join(here.where, `repeat(${Object.values(place).join(", ")})`);
    const where = join(here.where, `repeat(${Object.values(choice).join(", ")})`);
    return within(spec, {
      ...here,
      where,
      repeated: { ...here.repeated, ...choice },
      rowOfPanels: here.where || "repeat",
      scope: scopes(view, here, layer === undefined ? where : panel, "independent"),
    });
  });
}

/** Names of the scales below a view: those of the view where they are shared, new ones otherwise. */
function scopes(
  view: Fields,
  here: Around,
  where: string,
  positions: "shared" | "independent",
): (channel: string) => string {
  const resolve = isRecord(view.resolve) && isRecord(view.resolve.scale) ? view.resolve.scale : {};
  return (channel) => {
    const usual = channel === "x" || channel === "y" ? positions : "shared";
    return (resolve[channel] ?? usual) === "shared" ? here.scope(channel) : `${where}:${channel}`;
  };
}

/** An encoding with the fields of a repeat put in place. */
function filledIn(
  encoding: unknown,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  if (!isRecord(encoding)) return {};
  return Object.fromEntries(
    Object.entries(encoding).map(([channel, coding]) => {
      const reference = isRecord(coding) ? coding.field : undefined;
      if (!isRecord(coding) || !isRecord(reference)) return [channel, coding];
      return [channel, { ...coding, field: names[String(reference.repeat)] }];
    }),
  );
}

function join(where: string, part: string): string {
  return where === "" ? part : `${where}.${part}`;
}
