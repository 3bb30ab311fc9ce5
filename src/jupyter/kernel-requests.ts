import { Ajv, type ValidateFunction } from "ajv";

/** Contents of the requests that a kernel answers, defaults filled in. */
export interface Requests {
  kernel_info_request: Record<string, never>;
  execute_request: {
    code: string;
    silent: boolean;
    store_history: boolean;
    user_expressions: Record<string, string>;
    allow_stdin: boolean;
    stop_on_error: boolean;
  };
  inspect_request: { code: string; cursor_pos: number; detail_level: 0 | 1 };
  complete_request: { code: string; cursor_pos: number };
  is_complete_request: { code: string };
  history_request: HistoryRequest;
  comm_info_request: { target_name?: string };
  comm_open: { comm_id: string; target_name: string; data: Record<string, unknown> };
  comm_msg: { comm_id: string; data: Record<string, unknown> };
  comm_close: { comm_id: string; data: Record<string, unknown> };
  interrupt_request: Record<string, never>;
  shutdown_request: { restart: boolean };
  debug_request: { seq: number; type: "request"; command: string; arguments?: unknown };
  input_reply: { value: string };
}

/** What a client wants to see of the inputs of this and earlier sessions. */
export interface HistoryRequest {
  hist_access_type: "range" | "tail" | "search";
  output: boolean;
  raw: boolean;
  session: number;
  start: number;
  stop: number | null;
  n: number | null;
  pattern: string;
  unique: boolean;
}

export type RequestType = keyof Requests;

/** Longest code that is compiled, characters: the compiler cannot be interrupted. */
const MAXIMUM_CODE = 1_000_000;

const text = { type: "string" };
const yes = { type: "boolean", default: true };
const no = { type: "boolean", default: false };
const code = { type: "string", maxLength: MAXIMUM_CODE };
const position = { type: "integer", minimum: 0 };
const integer = (value: number) => ({ type: "integer", default: value });
const anyInteger = { type: ["integer", "null"], default: null };
const record = { type: "object", default: {} };

const schemas: Record<RequestType, { properties?: object; required?: string[] }> = {
  kernel_info_request: {},
  execute_request: {
    required: ["code"],
    properties: {
      code,
      silent: no,
      store_history: yes,
      user_expressions: { ...record, additionalProperties: text },
      allow_stdin: yes,
      stop_on_error: yes,
    },
  },
  inspect_request: {
    required: ["code", "cursor_pos"],
    properties: { code, cursor_pos: position, detail_level: { enum: [0, 1], default: 0 } },
  },
  complete_request: {
    required: ["code", "cursor_pos"],
    properties: { code, cursor_pos: position },
  },
  is_complete_request: { required: ["code"], properties: { code } },
  history_request: {
    required: ["hist_access_type"],
    properties: {
      hist_access_type: { enum: ["range", "tail", "search"] },
      output: no,
      raw: yes,
      session: integer(0),
      start: integer(0),
      stop: anyInteger,
      n: anyInteger,
      pattern: { ...text, default: "*" },
      unique: no,
    },
  },
  comm_info_request: { properties: { target_name: text } },
  comm_open: {
    required: ["comm_id", "target_name"],
    properties: { comm_id: text, target_name: text, data: record },
  },
  comm_msg: { required: ["comm_id"], properties: { comm_id: text, data: record } },
  comm_close: { required: ["comm_id"], properties: { comm_id: text, data: record } },
  interrupt_request: {},
  shutdown_request: { properties: { restart: no } },
  debug_request: {
    required: ["command"],
    properties: {
      seq: integer(0),
      type: { enum: ["request"], default: "request" },
      command: text,
    },
  },
  input_reply: { required: ["value"], properties: { value: text } },
};

const ajv = new Ajv({ useDefaults: true, allErrors: true, allowUnionTypes: true });
const validators = new Map<string, ValidateFunction>(
  Object.entries(schemas).map(([type, schema]) => [
    type,
    ajv.compile({ type: "object", ...schema }),
  ]),
);

/** Whether a kernel knows requests of that type. */
export function isRequestType(type: string): type is RequestType {
  return validators.has(type);
}

/**
 * The content of a request with its defaults.
 *
 * @param content  defaults are added in place
 * @throws {TypeError} naming each field that is not what the protocol says
 */
export function requestContent<T extends RequestType>(
  type: T,
  content: Record<string, unknown>,
): Requests[T] {
  const validate = validators.get(type) as ValidateFunction;
  if (validate(content)) return content as unknown as Requests[T];
  const faults = (validate.errors ?? []).map(({ instancePath, message }) =>
    `${instancePath.slice(1) || "content"} ${message}`.trim(),
  );
  throw new TypeError(
    `${type}: expected content as the messaging protocol says, got: ${faults.join("; ")}`,
  );
}
