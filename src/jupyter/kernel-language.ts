import { setTimeout as sleep } from "node:timers/promises";
import { toCharacters, toUTF16 } from "./kernel-cursor.ts";
import { askedName } from "./kernel-pager.ts";
import type { Requests } from "./kernel-requests.ts";
import type { MimeBundle } from "./mime-bundle.ts";
import type { Questions, Variable } from "./session-queries.ts";

type Content = Record<string, unknown>;

/** Jupyter's console waits a second for an answer, and when none comes it never asks again. */
const IS_COMPLETE_MS = 500;

/** Content of a complete reply; types and documentation go where JupyterLab looks for them. */
export async function completeReply(
  { code, cursor_pos }: Requests["complete_request"],
  session: Questions,
): Promise<Content> {
  const { matches, start, end } = await session.complete(code, toUTF16(code, cursor_pos));
  const cursor_start = toCharacters(code, start);
  const cursor_end = toCharacters(code, end);
  const place = { start: cursor_start, end: cursor_end };
  return {
    matches: matches.map(({ text }) => text),
    cursor_start,
    cursor_end,
    metadata: { _jupyter_types_experimental: matches.map((match) => ({ ...place, ...match })) },
  };
}

/** Content of an inspect reply. */
export async function inspectReply(
  { code, cursor_pos, detail_level }: Requests["inspect_request"],
  session: Questions,
): Promise<Content> {
  const data = await session.inspect(code, toUTF16(code, cursor_pos), detail_level);
  return { found: data !== undefined, data: data ?? {}, metadata: {} };
}

/**
 * Content of an is_complete reply: a cell that asks about a name is complete too.
 *
 * @param ready  the session, which may still start
 */
export async function isCompleteReply(
  { code }: Requests["is_complete_request"],
  ready: Promise<Questions>,
): Promise<Content> {
  if (askedName(code) !== undefined) return { status: "complete" };
  const session = await Promise.race([ready, sleep(IS_COMPLETE_MS, undefined, { ref: false })]);
  return session ? { ...(await session.isComplete(code)) } : { status: "unknown" };
}

/**
 * Content of a debug reply. There is no debugger, but the variables can be listed.
 *
 * @throws {TypeError} another command
 */
export async function debugReply(
  { seq, command, arguments: given }: Requests["debug_request"],
  session: Questions,
): Promise<Content> {
  const reply = { type: "response", request_seq: seq, seq, command, success: true };
  if (command === "debugInfo") return { ...reply, body: NO_DEBUGGER };
  if (command === "inspectVariables") {
    const variables = await session.variables();
    return { ...reply, body: { variables: variables.map(listed) } };
  }
  if (command === "richInspectVariables") {
    const name = String((given as { variableName?: unknown } | undefined)?.variableName);
    const variable = (await session.variables()).find((variable) => variable.name === name);
    const data: MimeBundle = variable
      ? { "text/plain": `${variable.name}: ${variable.type} = ${variable.value}` }
      : {};
    return { ...reply, success: variable !== undefined, body: { data, metadata: {} } };
  }
  throw new TypeError(
    `debug_request: expected inspectVariables, richInspectVariables or debugInfo, got ${command}; there is no debugger`,
  );
}

const NO_DEBUGGER = {
  isStarted: false,
  hashMethod: "Murmur2",
  hashSeed: 0,
  tmpFilePrefix: "",
  tmpFileSuffix: ".ts",
  breakpoints: [],
  stoppedThreads: [],
  richRendering: true,
  exceptionPaths: [],
};

/** In the words of the Debug Adapter Protocol. */
function listed({ name, type, value }: Variable): Content {
  return { name, type, value, evaluateName: name, variablesReference: 0 };
}
