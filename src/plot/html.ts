import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { changesBetween } from "./changes.ts";
import { darkened, isDark } from "./dark-theme.ts";
import { embeddedInSVG, recordScript } from "./embedded.ts";
import { type ExportOptions, toSVG } from "./export.ts";
import type { FigureRecord } from "./figure-record.ts";
import { formulaScript } from "./formula-script.ts";
import { pageScript, pageStyle } from "./html-page.ts";
import { withZoom } from "./html-zoom.ts";
import type { FigureSpec } from "./spec.ts";
import { typesetSpec } from "./typeset-spec.ts";
import { escapeXML } from "./xml.ts";

/** Nothing is loaded from elsewhere; the chart libraries make functions from expressions. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; " +
  "img-src data: blob:; font-src data:";

/** The page of `toHTML`. */
export async function figurePage(figure: FigureSpec, options: ExportOptions): Promise<string> {
  const spec = await typesetSpec(figure, "toHTML");
  const theme = options.theme ?? (isDark(spec) ? "dark" : "both");
  const shown = theme === "dark" ? darkened(spec) : spec;
  const drawings = await Promise.all(
    (theme === "both" ? (["light", "dark"] as const) : [theme]).map(async (one) => ({
      theme: one,
      svg: await toSVG(spec, { text: "outlines", ...options, theme: one }),
    })),
  );
  const record = { ...embeddedInSVG(drawings[0]!.svg), theme } as FigureRecord;
  const interactive = withZoom(shown);
  const changes = theme === "both" ? changesBetween(interactive, darkened(interactive)) : [];
  const label = escapeXML(record.description);
  return `<!doctype html>
<html lang="en" class="${theme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${label}">
<title>${escapeXML(record.title || "Figure")}</title>
<style>${pageStyle}</style>
${recordScript(record)}
</head>
<body>
<main>
<figure role="img" aria-label="${label}">
${drawings.map((one) => `<div class="drawn ${one.theme}">${one.svg}</div>`).join("\n")}
</figure>
<button type="button" data-name="${fileName(record.title)}" hidden>Download SVG</button>
</main>
${json("specification", interactive)}
${json("dark-changes", changes)}
${[...(await libraries()), pageScript].map(script).join("\n")}
</body>
</html>
`;
}

function json(id: string, value: unknown): string {
  const text = JSON.stringify(value).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="${id}">${text}</script>`;
}

/** A script element that no parser ends early; the meaning of the source is unchanged. */
function script(source: string): string {
  return `<script>${source.replace(/<(?=\/script|!--)/gi, "<\\")}</script>`;
}

/** The minified builds of the chart libraries, beside the modules that their names resolve to. */
async function libraries(): Promise<string[]> {
  const [vega, ...others] = await Promise.all(
    ["vega", "vega-lite", "vega-embed"].map(async (name) => {
      const path = fileURLToPath(new URL(`${name}.min.js`, import.meta.resolve(name)));
      const source = await readFile(path, "utf8");
      return source.replace(/^\/\/# sourceMappingURL=.*$/m, "").trim();
    }),
  );
  return [vega!, formulaScript, ...others];
}

function fileName(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ["figure"];
  return `${words.slice(0, 8).join("-")}.svg`;
}
