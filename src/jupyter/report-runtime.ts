import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "fflate";
import { scriptText } from "./report-html.ts";

const PACKED = "damlab-runtime";

/** Ids of the packed libraries and of what they put into the page. */
export const RUNTIME_IDS = [PACKED, "vega-embed-style", "vega-tooltip-style", "vg-tooltip-element"];

const made = new Map<string, Promise<string>>();

/**
 * The end of a page with charts: the chart libraries once, packed to less than half, and the script that
 * unpacks them and draws every chart in the place of its picture. The same bytes each time.
 *
 * Browsers that cannot unpack keep the pictures.
 *
 * @param script  runs after the libraries and before the first chart; reads the globals `vega`, `vegaEmbed`
 */
export function chartRuntime(script = ""): Promise<string> {
  const runtime = made.get(script) ?? makeRuntime(script);
  made.set(script, runtime);
  return runtime;
}

async function makeRuntime(script: string): Promise<string> {
  const libraries = await Promise.all([
    readLibrary("vega", "vega.min.js"),
    readLibrary("vega-lite", "vega-lite.min.js"),
    readLibrary("vega-embed", "vega-embed.min.js"),
  ]);
  const packed = gzipSync(Buffer.from([...libraries, script].join("\n;\n")), {
    level: 9,
    mtime: 0,
  });
  return (
    `<script type="application/gzip" id="${PACKED}">${Buffer.from(packed).toString("base64")}</script>\n` +
    `<script>${scriptText(DRAW)}</script>`
  );
}

const DRAW = `
(async () => {
  const packed = document.getElementById("${PACKED}").textContent;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(unpacked).text();
  document.body.append(script);
  for (const figure of document.querySelectorAll("figure.chart")) await draw(figure);
})();

async function draw(figure) {
  const live = document.createElement("div");
  live.className = "live";
  figure.querySelector(".still").after(live);
  const options = {
    mode: figure.dataset.language,
    renderer: "svg",
    logLevel: vega.Error,
    actions: { export: true, source: false, compiled: false, editor: false },
  };
  try {
    await vegaEmbed(live, JSON.parse(figure.querySelector("script").textContent), options);
    const drawing = live.querySelector("svg.marks");
    drawing?.setAttribute("role", "img");
    drawing?.setAttribute("aria-label", figure.getAttribute("aria-label"));
    figure.dataset.drawn = "interactive";
  } catch (error) {
    live.remove();
    figure.dataset.drawn = "static";
    console.error(error);
  }
}
`;

/** The minified build of a package, beside the module that its name resolves to. */
async function readLibrary(name: string, file: string): Promise<string> {
  const path = fileURLToPath(new URL(file, import.meta.resolve(name)));
  const source = await readFile(path, "utf8");
  return source.replace(/^\/\/# sourceMappingURL=.*$/m, "").trim();
}
