import { type Change, changesBetween } from "../plot/changes.ts";
import { formAndData } from "../plot/figure-record.ts";
import { specificationIn } from "../plot/specification-in.ts";
import type { FigureFile } from "./figure-file.ts";

/** A difference between a figure file and the figure that its recipe gives. */
export interface Difference {
  readonly what: "bytes" | "specification" | "data" | "recipe";
  /** In words that go on after `what`. */
  readonly message: string;
}

/** How a file differs from the figure made again in its format; empty for equal bytes. */
export function figureDifferences(found: FigureFile, made: FigureFile): Difference[] {
  const at = firstDifference(found.bytes, made.bytes);
  if (at === undefined) return [];
  const recipe = changesBetween(found.facts.recipe, made.facts.recipe);
  const differences: Difference[] = [
    ...(recipe.length > 0
      ? [{ what: "recipe", message: `other ${placesOf(recipe)}` } as const]
      : []),
    ...contentDifferences(found, made),
  ];
  if (differences.length > 0) return differences;
  const message = `first at ${at} of ${found.bytes.length}, though specification, data and recipe are equal: the file was changed, or drawn by other versions of packages`;
  return [{ what: "bytes", message }];
}

function contentDifferences(found: FigureFile, made: FigureFile): Difference[] {
  const [before, after] = [specificationIn(found.bytes), specificationIn(made.bytes)];
  if (before && after) {
    const [one, other] = [formAndData(before), formAndData(after)];
    return [
      ...rowDifferences(one.data, other.data),
      ...formDifference(changesBetween(one.form, other.form)),
    ];
  }
  const differences: Difference[] = [];
  if (found.facts.data !== made.facts.data) {
    differences.push({ what: "data", message: "other rows than those of the file" });
  }
  if (found.facts.specification !== made.facts.specification) {
    const marks = [found.facts.marks, made.facts.marks];
    differences.push({
      what: "specification",
      message: `another than that of the file (marks: ${marks[0]}, now ${marks[1]})`,
    });
  }
  return differences;
}

function formDifference(changes: readonly Change[]): Difference[] {
  if (changes.length === 0) return [];
  return [{ what: "specification", message: `other ${placesOf(changes)}` }];
}

function rowDifferences(
  found: readonly (readonly unknown[])[],
  made: readonly (readonly unknown[])[],
): Difference[] {
  return Array.from({ length: Math.max(found.length, made.length) }, (_, k) => {
    const [before = [], after = []] = [found[k], made[k]];
    const rows = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i).filter(
      (i) => JSON.stringify(before[i]) !== JSON.stringify(after[i]),
    );
    return { k, before, after, rows };
  })
    .filter(({ rows }) => rows.length > 0)
    .map(({ k, before, after, rows }): Difference => {
      const table = found.length > 1 ? ` of table ${k + 1}` : "";
      const row = rows[0]!;
      const values = `${JSON.stringify(before[row])}, now ${JSON.stringify(after[row])}`;
      return {
        what: "data",
        message: `${rows.length} of ${before.length} rows${table}, first row ${row}: ${values}`,
      };
    });
}

/** "a.b, c and 3 more". */
function placesOf(changes: readonly Change[]): string {
  const places = changes.map(([path]) => (path.length === 0 ? "content" : path.join(".")));
  const rest = places.length > 5 ? ` and ${places.length - 5} more` : "";
  return `${places.slice(0, 5).join(", ")}${rest}`;
}

function firstDifference(one: Uint8Array, other: Uint8Array): number | undefined {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return i;
  return one.length === other.length ? undefined : length;
}
