import { axisFindings } from "./lint-axes.ts";
import { barFindings } from "./lint-bars.ts";
import { categoryFindings } from "./lint-categories.ts";
import { codingsOf } from "./lint-codings.ts";
import { countFindings, facetFindings, hasColumn, sourceFindings } from "./lint-marks.ts";
import { pictureFindings } from "./lint-pictures.ts";
import { scalesOf } from "./lint-scales.ts";
import { unitsOf } from "./lint-units.ts";
import { valueFindings } from "./lint-values.ts";
import type { FigureSpec } from "./spec.ts";

/** Something that a figure would leave out, or that nobody could read. */
export interface Finding {
  /**
   * "log-axis", "log-baseline", "missing-values", "mixed-types", "missing-column", "missing-marks",
   * "no-marks", "remote-data", "empty-facet", "empty-category", "outside-domain",
   * "too-many-categories", "too-many-marks" or "axis-title".
   */
  readonly rule: string;
  /** What was expected, what is there, by rows counted from 0, and what to do. */
  readonly message: string;
  /** Place in the specification, such as "layer[1].encoding.y"; empty for the whole figure. */
  readonly where: string;
}

/**
 * What a figure would silently leave out or show unreadably, found before it is drawn.
 *
 * Works on any Vega-Lite specification with inline data: layers, facets, concatenations and repeats are
 * walked, with all they inherit; filters by value are followed. What a transform computes, or an
 * expression filters, is not judged. Cost: once through the rows for each encoded column.
 *
 * @param spec  Vega-Lite specification; not modified
 * @returns empty for a figure in which nothing is missing
 */
export function lintFigure(spec: FigureSpec): Finding[] {
  const units = unitsOf(spec);
  const codings = units.map(codingsOf);
  const all = codings.flat();
  const scales = scalesOf(all);
  const found = [
    ...units.flatMap((unit, k) => sourceFindings(unit, codings[k]!)),
    ...facetFindings(units),
    ...units.flatMap(pictureFindings),
    ...all
      .filter(({ unit, path }) => !path || hasColumn(unit.source, path))
      .flatMap((coding) => valueFindings(coding, scales)),
    ...codings.flatMap((own) => barFindings(own, scales)),
    ...categoryFindings(all, scales, spec),
    ...countFindings(units, all),
    ...axisFindings(all, scales, spec),
  ];
  // what layers inherit is said once
  const seen = new Set<string>();
  return found.filter(({ rule, message }) => {
    const key = `${rule} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A finding in one line: where, and what. */
export function findingText({ where, message }: Finding): string {
  return where === "" ? message : `${where}: ${message}`;
}
