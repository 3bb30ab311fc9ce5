import type { MimeBundle } from "./mime-bundle.ts";
import type { Questions } from "./session-queries.ts";

const NAME = "[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*";
// "x ?" is the beginning of a conditional expression.
const ASKED = new RegExp(`^\\s*(${NAME}(?:\\.${NAME})*)\\?\\s*$`, "u");

/** What a front end shows in its pager, in the form of an execute reply's payload. */
export interface Page {
  readonly source: "page";
  readonly data: MimeBundle;
  /** First line shown. */
  readonly start: 0;
}

/** The name that a cell asks about: `a.b` for the cell `a.b?`; undefined for code. */
export function askedName(code: string): string | undefined {
  return ASKED.exec(code)?.[1];
}

/** Type, documentation and declaration of a name; undefined when it is unknown. */
export async function pageAbout(name: string, session: Questions): Promise<Page | undefined> {
  const data = await session.inspect(name, name.length, 1);
  return data && { source: "page", data, start: 0 };
}
