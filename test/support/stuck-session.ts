import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Environment in which a kernel starts and the process of its cells never gets ready. */
export function envOfStuckSession(folder: string): Record<string, string> {
  const stuck = join(folder, "stuck.mjs");
  writeFileSync(
    stuck,
    'if (process.argv[1].endsWith("evaluator-main.js")) {\n' +
      "  setInterval(() => {}, 1000);\n  await new Promise(() => {});\n}",
  );
  return { NODE_OPTIONS: `--import=${pathToFileURL(stuck)}` };
}
