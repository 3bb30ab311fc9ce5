import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

/** A request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

/** A server on this machine, with what it was asked. */
export interface FileServer {
  /** Address, with a slash at the end. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
}

/** Starts a server that ends with the test. */
export async function fileServer(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<FileServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const { range, "if-range": ifRange } = request.headers;
    requests.push({ path: request.url ?? "", range, ifRange: ifRange?.toString() });
    answer(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, requests };
}

/** Sends a file whole, or from where a range with the right validator begins. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  tag = '"one"',
): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const isPart = start > 0 && request.headers["if-range"] === tag;
  const body = isPart ? bytes.subarray(start) : bytes;
  response.writeHead(isPart ? 206 : 200, {
    etag: tag,
    "content-length": body.length,
    ...(isPart && { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
  });
  response.end(body);
}

/** Sends the first `at` bytes, and cuts the connection once they have arrived. */
export function cutOff(
  response: ServerResponse,
  bytes: Uint8Array,
  at: number,
  haveArrived: () => boolean,
): void {
  response.writeHead(200, { etag: '"one"', "content-length": bytes.length });
  response.write(bytes.subarray(0, at));
  const watch = setInterval(() => {
    if (!haveArrived()) return;
    clearInterval(watch);
    response.destroy();
  }, 5);
}
