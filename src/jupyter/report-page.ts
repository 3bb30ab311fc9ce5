import { escapeHtml } from "./report-html.ts";
import { PAGE_STYLE } from "./report-style.ts";

/** Id of the element that holds the content. */
export const MAIN_ID = "damlab-main";

/** Content of a page. */
export interface Page {
  readonly title: string;
  /** Sources of scripts that the browser may run, as in a content security policy; default: none. */
  readonly scripts?: string;
  /** Rules beside those of every page. */
  readonly style?: string;
  /** HTML of the row above the content, beside the switch of colours. */
  readonly tools?: string;
  /** HTML between the tools and the content. */
  readonly before?: string;
  /** HTML of the content. */
  readonly main: string;
  /** HTML after the content. */
  readonly after?: string;
}

/** A page that is complete in itself: it forbids the browser to load anything. */
export function pageToHtml(page: Page): string {
  const { title, scripts = "'none'", style = "", tools = "", before = "", main, after = "" } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}${style}</style>
</head>
<body>
<a class="skip" href="#${MAIN_ID}">Skip to the content</a>
<header class="tools">${tools}<label><input type="checkbox" class="other-colours" autocomplete="off"> Swap light and dark</label></header>
${before}<main id="${MAIN_ID}">
${main}
</main>
${after}</body>
</html>
`;
}

function policy(scripts: string): string {
  return (
    `default-src 'none'; script-src ${scripts}; style-src 'unsafe-inline'; ` +
    "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
  );
}
