import { copyFileSync, cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cliFile } from "./cli.ts";

/**
 * Copies the built program to a folder of any name; packages are those of this repository.
 *
 * @param options.withNode  copies Node.js, too (some 100 MB)
 * @param options.without  packages, or scopes of packages, that the copy has not
 */
export function copyOfDamlab(
  folder: string,
  { withNode = false, without = [] }: { withNode?: boolean; without?: readonly string[] } = {},
): { readonly node: string; readonly main: string } {
  const built = dirname(dirname(cliFile));
  const src = join(folder, "dist", "src");
  mkdirSync(folder, { recursive: true });
  cpSync(built, src, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const packages = fileURLToPath(new URL("../../../node_modules", import.meta.url));
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(packages).filter((name) => !without.includes(name))) {
    symlinkSync(join(packages, name), join(folder, "node_modules", name));
  }
  const node = withNode ? join(folder, "node") : process.execPath;
  if (withNode) copyFileSync(process.execPath, node);
  return { node, main: join(src, "cli", "main.js") };
}
