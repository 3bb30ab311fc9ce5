import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Whether Node finds the package `damlab` from a folder: installed, or as the project's own name.
 *
 * @param folder  absolute
 */
export function hasOwnDamlab(folder: string): boolean {
  let scope: { name?: string; main?: string } | undefined;
  for (let place = folder; ; place = dirname(place)) {
    if (existsSync(join(place, "node_modules", "damlab", "package.json"))) return true;
    const file = join(place, "package.json");
    if (!scope && existsSync(file)) {
      scope = JSON.parse(readFileSync(file, "utf8")) as { name?: string; main?: string };
      if (scope.name === "damlab") return existsSync(join(place, scope.main ?? "index.js"));
    }
    if (dirname(place) === place) return false;
  }
}
