import { resolve } from "node:path";

/** The part of a tsconfig.json that says which files bare specifiers mean. */
export interface PathMapping {
  /** Patterns with at most one `*` → where to look, relative to `pathsBase`. */
  readonly paths?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Absolute. */
  readonly pathsBase: string;
  /** Absolute folder in which every bare specifier is looked up. */
  readonly baseUrl?: string | undefined;
}

/**
 * The absolute paths that a bare specifier may mean, in the order in which TypeScript tries them: an
 * exact pattern wins, then the one with the longest text before its `*`; last comes `baseUrl`.
 */
export function mappedPaths(specifier: string, mapping: PathMapping): string[] {
  const { paths = {}, pathsBase, baseUrl } = mapping;
  const pattern = matchingPattern(specifier, Object.keys(paths));
  const found: string[] = [];
  if (pattern !== undefined) {
    const star = pattern.indexOf("*");
    const end = specifier.length - (pattern.length - star - 1);
    const text = star < 0 ? "" : specifier.slice(star, end);
    for (const place of paths[pattern] as string[]) {
      found.push(
        resolve(
          pathsBase,
          place.replace("*", () => text),
        ),
      );
    }
  }
  if (baseUrl !== undefined) found.push(resolve(baseUrl, specifier));
  return found;
}

function matchingPattern(specifier: string, patterns: string[]): string | undefined {
  if (patterns.includes(specifier)) return specifier;
  const matching = patterns.filter((pattern) => {
    const [before, after] = pattern.split("*") as [string, string?];
    if (after === undefined || specifier.length < before.length + after.length) return false;
    return specifier.startsWith(before) && specifier.endsWith(after);
  });
  return matching.sort((a, b) => b.indexOf("*") - a.indexOf("*"))[0];
}
