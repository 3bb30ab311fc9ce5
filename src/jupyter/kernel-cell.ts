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
    onComm: host.comm,
    ...(request.allow_stdin ? { onInput: host.input } : {}),
  };
  const fail = (ename: string, evalue: string): void =>
    put({ output_type: "error", ename, evalue, traceback: [`${ename}: ${evalue}`, `in ${label}`] });
  try {
    const session = await host.session();
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
    const { end } = error as SessionDied;
    if (!end) throw error;
    fail("SessionDied", `${end.reason}; all variables are lost, the next cell starts afresh`);
  }
  const { ename, evalue, traceback } = failure as Failure;
  const content = { execution_count: executionCount, ename, evalue, traceback };
  return { status: "error", content, result };
}

/** Values of expressions after the cell, each as a MIME bundle or an error. */
async function evaluate(
  session: Session,
  expressions: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, expression] of Object.entries(expressions)) {
    values[name] = { status: "ok", data: { "text/plain": "undefined" }, metadata: {} };
    await session.execute(`(${expression}\n)`, {
      label: `user_expressions[${JSON.stringify(name)}]`,
      onOutput(output) {
        const { output_type: type, ...content } = output;
        if (type === "execute_result") values[name] = { status: "ok", ...content };
        if (type === "error") values[name] = { status: "error", ...content };
      },
    });
  }
  return values;
}

function plainText(data: MimeBundle): string {
  const text = data["text/plain"];
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}
