import type { Row } from "./table.ts";

/** A node of a tree with the place of its parent among the rows, undefined for a root. */
export interface TreeNode {
  readonly row: Row;
  readonly parent: number | undefined;
  readonly role: "root" | "branching" | "leaf";
}

/**
 * Links rows to their parents.
 *
 * @throws {RangeError} an id that two rows have or that is empty, an unknown parent, a cycle
 */
export function treeLinks(
  caller: string,
  rows: readonly Row[],
  id: string,
  parent: string,
): TreeNode[] {
  const at = new Map<string, number>();
  rows.forEach((row, i) => {
    const name = nameIn(row[id]);
    if (name === undefined) {
      throw new RangeError(
        `${caller}: expected an id in column "${id}", got ${row[id]} in row ${i}`,
      );
    }
    if (at.has(name)) {
      throw new RangeError(
        `${caller}: expected one row for each id, got "${name}" in rows ${at.get(name)} and ${i}; ` +
          "rename or remove one",
      );
    }
    at.set(name, i);
  });
  const parents = rows.map((row, i) => {
    const name = nameIn(row[parent]);
    if (name === undefined) return undefined;
    const place = at.get(name);
    if (place === undefined) {
      throw new RangeError(
        `${caller}: expected a parent among the ids, got "${name}" in row ${i} ` +
          `(${id} = ${String(row[id])}); add its row, or leave the parent of a root empty`,
      );
    }
    return place;
  });
  requireNoCycle(caller, rows, id, parents);
  const branching = new Set(parents);
  return rows.map((row, i) => {
    const role = parents[i] === undefined ? "root" : branching.has(i) ? "branching" : "leaf";
    return { row, parent: parents[i], role };
  });
}

/** An id as text; undefined where there is none. */
function nameIn(value: unknown): string | undefined {
  return value == null || value === "" ? undefined : String(value);
}

function requireNoCycle(
  caller: string,
  rows: readonly Row[],
  id: string,
  parents: readonly (number | undefined)[],
): void {
  const reachesRoot = new Set<number>();
  for (let start = 0; start < rows.length; start++) {
    const path: number[] = [];
    let node: number | undefined = start;
    while (node !== undefined && !reachesRoot.has(node)) {
      if (path.includes(node)) {
        const cycle = [...path.slice(path.indexOf(node)), node].map((i) => String(rows[i]![id]));
        throw new RangeError(
          `${caller}: expected every node to descend from a root, got the cycle ${cycle.join(" → ")}`,
        );
      }
      path.push(node);
      node = parents[node];
    }
    for (const passed of path) reachesRoot.add(passed);
  }
}
