const COMMENT = /<!--(?:-?>|.*?--!?>)/sy;
const OTHER_COMMENT = /<(?:[!?]|\/(?![a-z]))[^>]*>/iy;
const TAG_NAME = /<(\/?[a-z][^\s/>]*)/iy;
const ATTRIBUTE =
  /[\s/]+|[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s>"'][^\s>]*)?)?/y;
const RAW_TEXT = /^(?:iframe|noembed|noframes|noscript|script|style|textarea|title|xmp)$/;

/**
 * A fragment of HTML that cannot swallow what follows it in a page.
 *
 * Comments, templates and elements of raw text, such as scripts, that are open at its end are closed.
 * A tag that is unfinished there is left out, as browsers do.
 */
export function closeFragment(html: string): string {
  let openTemplates = 0;
  const close = (text: string) => text + "</template>".repeat(openTemplates);
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at)) {
    if (html.startsWith("<!--", at)) {
      const comment = matchAt(COMMENT, html, at);
      if (!comment) return close(`${html}-->`);
      at += comment[0].length;
      continue;
    }
    const tag = matchAt(TAG_NAME, html, at);
    if (!tag) {
      const isComment = /[!?/]/.test(html.charAt(at + 1));
      const length = isComment ? matchAt(OTHER_COMMENT, html, at)?.[0].length : 1;
      if (!length) return close(html.slice(0, at));
      at += length;
      continue;
    }
    const start = at;
    at = endOfAttributes(html, at + tag[0].length);
    if (at === html.length) return close(html.slice(0, start));
    const name = tag[1]!.toLowerCase();
    if (name === "template") openTemplates++;
    if (name === "/template" && openTemplates > 0) openTemplates--;
    if (!RAW_TEXT.test(name)) continue;
    const endTag = new RegExp(`</${name}(?=[\\s/>])`, "gi");
    const end = matchAt(endTag, html, at);
    at = end ? endOfAttributes(html, endTag.lastIndex) : html.length;
    if (at === html.length) return close(`${html.slice(0, end?.index)}</${name}>`);
  }
  return close(html);
}

/** Where the `>` of a tag stands; the text's length when there is none. */
function endOfAttributes(html: string, start: number): number {
  let at = start;
  while (at < html.length && html[at] !== ">") at += matchAt(ATTRIBUTE, html, at)![0].length;
  return at;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
