import { listVariables, type Previews } from "./evaluator-variables.ts";
import { complete } from "./language-complete.ts";
import type { Workspace } from "./language-draft.ts";
import { inspect } from "./language-inspect.ts";
import { isComplete } from "./language-is-complete.ts";
import type { Answer, Query } from "./session-queries.ts";

/** Answers what an editor asks, whatever the main thread is doing. */
export async function answerQuery(
  query: Query,
  workspace: Workspace,
  previews: Previews,
): Promise<Answer<Query>> {
  switch (query.about) {
    case "complete":
      return complete(workspace, query.code, query.cursor);
    case "inspect":
      return inspect(workspace, query.code, query.cursor, query.detail);
    case "isComplete":
      return isComplete(query.code);
    case "variables":
      return listVariables(workspace, previews);
  }
}
