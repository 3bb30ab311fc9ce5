import { display } from "../jupyter/display.ts";
import { DISPLAY_METHOD } from "../jupyter/display-registry.ts";
import { escapeHtml } from "../jupyter/report-html.ts";
import { ExpectationFailed } from "./expectations.ts";

/** MIME type under which the outputs of a notebook hold the results of its checks. */
export const CHECK_MIME = "application/vnd.damlab.check+json";

/** What a check found. */
export interface CheckResult {
  /** Unique name of the check in its notebook. */
  readonly id: string;
  readonly title: string;
  /** Points that can be earned. */
  readonly points: number;
  /** Points that were earned, 0 … points. */
  readonly earned: number;
  /** Whether all points were earned. */
  readonly passed: boolean;
  /** What is wrong, in words; empty when nothing is. */
  readonly message: string;
}

/** What the function of a check may return; nothing means that all is well. */
export type CheckOutcome =
  | undefined
  | boolean
  | { readonly points: number; readonly message?: string };

/** Choices of `check`. */
export interface CheckOptions {
  /** Points that can be earned, ≥ 0; 1. */
  readonly points?: number;
  /** Name of the result; default: the title in lower case with hyphens. */
  readonly id?: string;
}

/**
 * Runs a check and shows its result as one line under the cell.
 *
 * The check passes when its function returns nothing or true. It fails, and the notebook goes on,
 * when the function returns false, throws, or an expectation (`expectClose`, `expectSpins`,
 * `expectThat`) does not hold; `{ points, message }` gives part of the points and says why. Beside
 * the line the display carries the result as JSON of type `application/vnd.damlab.check+json`,
 * which `damlab check` collects.
 *
 * @param title  what is checked, in words of physics, e.g. `energy is gauge invariant`
 * @param examine  throws or returns a `CheckOutcome`; may be asynchronous
 * @throws {TypeError} no title, or no function
 * @throws {RangeError} points are negative or not finite
 */
export async function check(
  title: string,
  // biome-ignore lint/suspicious/noConfusingVoidType: a function without a return statement is void.
  examine: () => CheckOutcome | void | Promise<CheckOutcome | void>,
  { points = 1, id = slug(title) }: CheckOptions = {},
): Promise<CheckResult> {
  if (typeof title !== "string" || title.trim() === "") {
    throw new TypeError(`check: expected a title in words, got ${JSON.stringify(title)}`);
  }
  if (typeof examine !== "function") {
    throw new TypeError(`check: expected a function for "${title}", got ${typeof examine}`);
  }
  if (!(points >= 0 && points < Infinity)) {
    throw new RangeError(`check: expected points >= 0 for "${title}", got ${points}`);
  }
  const { earned, message } = await judge(examine, points);
  const result = { id, title, points, earned, passed: earned === points, message };
  display.raw(bundleOf(result));
  // As the last value of a cell the result shows nothing more.
  return Object.defineProperty(result, DISPLAY_METHOD, { value: () => ({}) });
}

interface Verdict {
  readonly earned: number;
  readonly message: string;
}

async function judge(
  // biome-ignore lint/suspicious/noConfusingVoidType: as in `check`.
  examine: () => CheckOutcome | void | Promise<CheckOutcome | void>,
  points: number,
): Promise<Verdict> {
  try {
    const outcome = await examine();
    if (outcome === undefined || outcome === true) return { earned: points, message: "" };
    if (outcome === false) return { earned: 0, message: "the condition does not hold" };
    if (outcome.points >= 0 && outcome.points <= points) {
      return { earned: outcome.points, message: outcome.message ?? "" };
    }
    const fault = `the check gave ${outcome.points} of ${points} points, which is a fault of it`;
    return { earned: 0, message: fault };
  } catch (error) {
    return { earned: 0, message: messageOf(error) };
  }
}

/** Of an unforeseen error its name and message; of node:assert only the words of the author. */
function messageOf(error: unknown): string {
  if (error instanceof ExpectationFailed) return error.message;
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  const { code, generatedMessage } = error as { code?: unknown; generatedMessage?: unknown };
  if (code !== "ERR_ASSERTION") return `it stopped with ${error.name}: ${error.message}`;
  return generatedMessage === true ? "the condition does not hold" : error.message.split("\n")[0];
}

function bundleOf(result: CheckResult): Record<string, unknown> {
  const { title, points, earned, passed, message } = result;
  const mark = passed ? "✓" : "✗";
  const score = `${earned} of ${points} ${points === 1 ? "point" : "points"}`;
  const reason = message === "" ? "" : `: ${message}`;
  const colour = passed ? "#2a7d4f" : "#b3261e";
  return {
    [CHECK_MIME]: { version: 1, ...result },
    "text/html":
      `<div><span style="color:${colour};font-weight:bold">${mark}</span> ` +
      `<b>${escapeHtml(title)}</b> (${score})${escapeHtml(reason)}</div>`,
    "text/plain": `${mark} ${title} (${score})${reason}`,
  };
}

function slug(title: unknown): string {
  return String(title)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
