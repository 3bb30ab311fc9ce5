import { fieldPath, valueAt } from "./field-path.ts";
import type { Finding } from "./lint.ts";
import type { Coding } from "./lint-codings.ts";
import { holdsData } from "./lint-pictures.ts";
import type { Rows, Source } from "./lint-source.ts";
import type { Facet, Unit } from "./lint-units.ts";
import { isRecord, maximumMarks } from "./spec.ts";
import { hintAt } from "./table.ts";

/** Findings on where the marks come from: remote or no data, no rows, columns that no row has. */
export function sourceFindings(unit: Unit, codings: readonly Coding[]): Finding[] {
  const { source, where, mark, url } = unit;
  if (url !== undefined && !holdsData(url)) {
    const message =
      `expected data inside the specification, got the address ${url}; ` +
      "read the file in a cell and give its rows as data.values";
    return [{ rule: "remote-data", where, message }];
  }
  if (source === "unknown") return [];
  const given = source === "none" ? 0 : source.values.length;
  if (given === 0) {
    const message =
      `expected rows for the marks (${mark}), got ` +
      `${source === "none" ? "no data" : "none"}; check the table and the filters, or leave the marks out`;
    return [{ rule: "no-marks", where, message }];
  }
  return [...codings, ...facetCodings(unit)].flatMap(({ path, where, column }) =>
    path && source !== "none" ? absent(source, path, where, column) : [],
  );
}

function facetCodings({ facets }: Unit) {
  return facets.flatMap(({ by, where }) =>
    by.flatMap(({ field, aggregate, bin, timeUnit }) => {
      if (typeof field !== "string" || aggregate || bin || timeUnit) return [];
      const path = fieldPath(field);
      return [{ path, column: path.join("."), where: where === "" ? "facet" : `${where}.facet` }];
    }),
  );
}

function absent(source: Rows, path: readonly string[], where: string, column: string): Finding[] {
  if (hasColumn(source, path)) return [];
  const names = new Set([...source.values.slice(0, 100).flatMap(Object.keys), ...source.made]);
  const message =
    `expected a column of the rows (${[...names].join(", ")}), got "${column}"` +
    (hintAt(column, [...names]) || "; name a column that the rows have");
  return [{ rule: "missing-column", where, message }];
}

/** True where some row has a value at the path, or a transform makes it. */
export function hasColumn(source: Source, path: readonly string[]): boolean {
  if (typeof source === "string" || source.made.has(path[0]!)) return true;
  return source.values.some((row) => valueAt(row, path) !== undefined);
}

/** Panels of a facet in which one kind of marks, or all of them, have no rows. */
export function facetFindings(units: readonly Unit[]): Finding[] {
  const facets = new Map<string, { facet: Facet; units: Unit[] }>();
  for (const unit of units) {
    for (const facet of unit.facets) {
      const entry = facets.get(facet.where) ?? { facet, units: [] };
      entry.units.push(unit);
      facets.set(facet.where, entry);
    }
  }
  return [...facets.values()].flatMap(({ facet, units }) => emptyPanels(facet, units));
}

function emptyPanels({ by, source, where }: Facet, units: readonly Unit[]): Finding[] {
  const paths = by.flatMap(({ field, bin, timeUnit }) =>
    typeof field === "string" && !bin && !timeUnit ? [fieldPath(field)] : [],
  );
  const sources = units.map((unit) => unit.source);
  if (paths.length !== by.length || paths.length === 0 || !isExact(source, paths)) return [];
  if (!sources.every((one) => isExact(one, paths))) return [];
  const keyOf = (row: unknown) => JSON.stringify(paths.map((path) => valueAt(row, path)));
  const filled = new Set<string>();
  for (const { values } of sources as Rows[]) for (const row of values) filled.add(keyOf(row));
  let panels: unknown[][] = [[]];
  for (const path of paths) {
    const values = [...new Set((source as Rows).values.map((row) => valueAt(row, path)))];
    panels = panels.flatMap((panel) => values.map((value) => [...panel, value]));
  }
  const empty = panels.filter((panel) => !filled.has(JSON.stringify(panel)));
  if (empty.length === 0) return [];
  const names = empty
    .slice(0, 5)
    .map((panel) => panel.map((value, k) => `${paths[k]!.join(".")} = ${value}`).join(", "));
  const rest = empty.length > 5 ? ` and ${empty.length - 5} more` : "";
  const message =
    `expected rows in each of the ${panels.length} panels, got none in ${empty.length}: ` +
    `${names.join("; ")}${rest}; filter the table before it is faceted, or facet by one column`;
  return [{ rule: "empty-facet", where: where === "" ? "facet" : `${where}.facet`, message }];
}

function isExact(source: unknown, paths: readonly (readonly string[])[]): boolean {
  if (!isRecord(source)) return false;
  const { isExact, made } = source as unknown as Rows;
  return isExact && !paths.some((path) => made.has(path[0]!));
}

/** More marks than readers, pages and notebooks can bear. */
export function countFindings(units: readonly Unit[], codings: readonly Coding[]): Finding[] {
  let marks = 0;
  for (const unit of units) {
    const isGrouped =
      codings.some((coding) => coding.unit === unit && coding.isAggregated) ||
      /^(boxplot|error)/.test(unit.mark);
    if (!isGrouped && typeof unit.source !== "string" && unit.source.isExact) {
      marks += unit.source.values.length;
    }
  }
  if (marks <= maximumMarks) return [];
  const message =
    `expected at most ${maximumMarks} marks, got ${marks}; thin, average or bin the rows, ` +
    "and keep the full table beside the figure";
  return [{ rule: "too-many-marks", where: "", message }];
}
