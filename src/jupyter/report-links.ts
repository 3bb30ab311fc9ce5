import { escapeHtml } from "./report-html.ts";

/** A page that another one leads to. */
export interface PageLink {
  /** Relative address, percent-encoded. */
  readonly href: string;
  readonly title: string;
}

/** Pages around a report. */
export interface PageLinks {
  readonly index?: PageLink;
  readonly previous?: PageLink;
  readonly next?: PageLink;
}

/** The way to the pages around a report; nothing where there are none. */
export function linksToHtml({ index, previous, next }: PageLinks, label: string): string {
  if (!index && !previous && !next) return "";
  const link = (page: PageLink | undefined, kind: string, arrow: [string, string]) =>
    page === undefined
      ? `<span></span>`
      : `<a rel="${kind}" href="${escapeHtml(page.href)}">${arrow[0]}${escapeHtml(page.title)}${arrow[1]}</a>`;
  return `<nav class="pages" aria-label="${label}">
${link(previous, "prev", ["← ", ""])}
${link(index, "up", ["", ""])}
${link(next, "next", ["", " →"])}
</nav>
`;
}
