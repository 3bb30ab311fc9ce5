import { numberIn, type Row } from "./table.ts";

interface Column {
  readonly column: string;
  readonly title?: string;
}

/** Where quantities of two times have no value, in words such as "grey: not defined (t′ > t)". */
export function undefinedWords(
  rows: readonly Row[],
  t: Column,
  tPrime: Column,
  quantities: readonly Column[],
): string[] {
  const places = quantities.map(({ column }) =>
    placeWithoutValue(rows, t.column, tPrime.column, column),
  );
  const different = new Set(places);
  if (different.size === 1) {
    return places[0] === "" ? [] : [`grey: not defined (${places[0]})`];
  }
  const named = quantities.flatMap(({ column, title }, i) =>
    places[i] === "" ? [] : [`${title ?? column}: ${places[i]}`],
  );
  return [`grey: not defined (${named.join(", ")})`];
}

/** The side of the diagonal that holds no value, or a number of cells where they lie elsewhere too. */
function placeWithoutValue(rows: readonly Row[], t: string, tPrime: string, value: string): string {
  const present = rows
    .filter((row) => row[value] != null)
    .map((row) => [numberIn(row[t]), numberIn(row[tPrime])] as const);
  const times = new Set(rows.flatMap((row) => [numberIn(row[t]), numberIn(row[tPrime])]));
  const cells = new Set(present.map((pair) => pair.join()));
  const absent = [...times].flatMap((a) =>
    [...times].flatMap((b) => (cells.has([a, b].join()) ? [] : [[a, b] as const])),
  );
  if (absent.length === 0) return "";
  const sides = [
    ["t′ > t", (a: number, b: number) => b > a],
    ["t′ ≥ t", (a: number, b: number) => b >= a],
    ["t′ < t", (a: number, b: number) => b < a],
    ["t′ ≤ t", (a: number, b: number) => b <= a],
  ] as const;
  const side = sides.find(
    ([, isOn]) => absent.every((pair) => isOn(...pair)) && present.every((pair) => !isOn(...pair)),
  );
  return side ? side[0] : `${absent.length} of ${times.size ** 2} cells`;
}
