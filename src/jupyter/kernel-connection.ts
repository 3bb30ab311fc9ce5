import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";

/** Where a front end expects the kernel's sockets, as its connection file says. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
  /** Key of the signatures; empty: messages are not signed. */
  readonly key: string;
}

const port = { type: "integer", minimum: 1, maximum: 65_535 };
const validate = new Ajv({ allErrors: true }).compile<Connection>({
  type: "object",
  required: [
    "transport",
    "ip",
    "key",
    "shell_port",
    "control_port",
    "iopub_port",
    "stdin_port",
    "hb_port",
  ],
  properties: {
    transport: { enum: ["tcp", "ipc"] },
    ip: { type: "string", minLength: 1 },
    key: { type: "string" },
    signature_scheme: { enum: ["hmac-sha256", ""] },
    shell_port: port,
    control_port: port,
    iopub_port: port,
    stdin_port: port,
    hb_port: port,
  },
});

/**
 * Reads the connection file that a front end wrote for a kernel.
 *
 * @throws {Error} the file cannot be read, is no JSON, or lacks what the protocol wants in it
 */
export async function readConnection(file: string): Promise<Connection> {
  const fail = (got: string): never => {
    throw new Error(
      `kernel: expected a connection file of a Jupyter front end, got ${got} in ${file}; front ends write it and start the kernel by themselves`,
    );
  };
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) =>
    fail(error.code ?? error.message),
  );
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return fail("no JSON");
  }
  if (validate(content)) return content;
  const faults = validate.errors ?? [];
  return fail(
    faults
      .map(({ instancePath, message }) => `${instancePath.slice(1)} ${message}`.trim())
      .join(", "),
  );
}

/** Address of one of the sockets, as ZeroMQ wants it. */
export function addressOf({ transport, ip }: Connection, port: number): string {
  return transport === "tcp" ? `tcp://${ip}:${port}` : `ipc://${ip}-${port}`;
}
