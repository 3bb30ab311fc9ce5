import type { CommMessage } from "./comm.ts";
import type { OutputGate } from "./kernel-output.ts";
import { askedName, pageAbout } from "./kernel-pager.ts";
import type { Requests } from "./kernel-requests.ts";
import type { MimeBundle } from "./mime-bundle.ts";
import type { InputRequest, Session, SessionDied, SessionOutput } from "./session.ts";

type Failure = Omit<SessionOutput & { output_type: "error" }, "output_type">;

/** What a cell needs of the kernel that runs it. */
export interface CellHost {
  session(): Promise<Session>;
  /** Whether the cell was interrupted before there was a session that could be. */
  isInterrupted(): boolean;
  /** Whether the kernel is being shut down: then the end of its session is no news. */
  isClosing(): boolean;
  comm(message: CommMessage): void;
  input(request: InputRequest): Promise<string>;
}

/** How an execute request ended. */
export interface CellReply {
  readonly status: "ok" | "error";
  readonly content: Record<string, unknown>;
  /** Plain text of the last value. */
  readonly result: string | undefined;
}

/**
 * Runs the code of an execute request; one that only asks about a name, as in `name?`, is answered
 * with a page.
 *
 * @param executionCount  number of the cell
 * @param label  its name in messages
 * @param gate  takes the outputs; the caller ends it
 */
export async function runCell(
  request: Requests["execute_request"],
  executionCount: number,
  label: string,
  gate: OutputGate,
  host: CellHost,
): Promise<CellReply> {
  let failure: Failure | undefined;
  let result: string | undefined;
  const put = (output: SessionOutput) => {
    if (output.output_type === "error") failure = output;
    if (output.output_type === "execute_result") result = plainText(output.data);
    gate.add(output);
  };
  const options = {
    label,
    onOutput: put,
    onLateError: put,
    onComm: host.comm,
    ...(request.allow_stdin ? { onInput: host.input } : {}),
  };
  const fail = (ename: string, evalue: string): void =>
    put({ output_type: "error", ename, evalue, traceback: [`${ename}: ${evalue}`, `in ${label}`] });
  try {
    const session = await host.session();
    if (host.isInterrupted()) {
      fail("Interrupted", "the cell was interrupted");
      return { status: "error", content: contentOf(executionCount, failure), result };
    }
    const asked = askedName(request.code);
    const page = asked && (await pageAbout(asked, session));
    if (asked && !page) fail("ReferenceError", `expected a known name before "?", got ${asked}`);
    const { status } = asked
      ? { status: page ? "ok" : "error" }
      : await session.execute(request.code, options);
    if (status === "interrupted") fail("Interrupted", "the cell was interrupted");
    else if (status === "error" && !failure) fail("Error", "the cell failed");
    if (status === "ok") {
      const user_expressions = await evaluate(session, request.user_expressions);
      return {
        status: "ok",
        content: { execution_count: executionCount, user_expressions, payload: page ? [page] : [] },
        result,
      };
    }
  } catch (error) {
    const { name, message, end } = error as SessionDied;
    const words = end
      ? `${end.reason}; all variables are lost, the next cell starts afresh`
      : message;
    if (!host.isClosing()) fail(name, words);
    else failure ??= { ename: name, evalue: "the kernel is shutting down", traceback: [] };
  }
  return { status: "error", content: contentOf(executionCount, failure), result };
}

function contentOf(execution_count: number, failure: Failure | undefined): Record<string, unknown> {
  const { ename, evalue, traceback } = failure as Failure;
  return { execution_count, ename, evalue, traceback };
}

/** Values of expressions after the cell, each as a MIME bundle or an error. */
async function evaluate(
  session: Session,
  expressions: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, expression] of Object.entries(expressions)) {
    values[name] = { status: "ok", data: { "text/plain": "undefined" }, metadata: {} };
    const { status } = await session.execute(`(${expression}\n)`, {
      label: `user_expressions[${JSON.stringify(name)}]`,
      onOutput(output) {
        const { output_type: type, ...content } = output;
        if (type === "execute_result") values[name] = { status: "ok", ...content };
        if (type === "error") values[name] = { status: "error", ...content };
      },
    });
    if (status === "interrupted") {
      const evalue = "the expression was interrupted";
      values[name] = { status: "error", ename: "Interrupted", evalue, traceback: [evalue] };
      break;
    }
  }
  return values;
}

function plainText(data: MimeBundle): string {
  const text = data["text/plain"];
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}
