import { setTimeout as sleep } from "node:timers/promises";
import type { PartialFile } from "./partial-file.ts";

/** How a download behaves. */
export interface DownloadOptions {
  /** Most bytes that are taken. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Called with the bytes there are and the bytes of the whole, null when the server does not say. */
  readonly onBytes?: (done: number, total: number | null) => void;
  /** Times a broken connection is taken up again without a byte of progress; 3. */
  readonly retries?: number;
  /** Wait before that, ms; 1000. */
  readonly pause?: number;
  /** Longest silence of a server, ms; 30 000. */
  readonly patience?: number;
}

/** The connection broke: to be taken up again. */
class Broken extends Error {}

/**
 * Downloads an address to a partial file, from where an earlier download of the same content stopped if the
 * server can do that, else from the beginning.
 *
 * @returns whether it went on from an earlier download
 * @throws {Error} what the server answered, or why it cannot be reached; the partial file stays for the next
 *   time unless it is longer than the limit
 */
export async function download(
  url: string,
  part: PartialFile,
  options: DownloadOptions,
): Promise<boolean> {
  const { retries = 3, pause = 1000, signal } = options;
  const started = await part.known(url);
  let failures = 0;
  let reached = started?.length ?? 0;
  for (;;) {
    try {
      await downloadOnce(url, part, options);
      return started !== null;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Broken)) throw error;
      const length = (await part.known(url))?.length ?? 0;
      failures = length > reached ? 1 : failures + 1;
      reached = Math.max(reached, length);
      if (failures > retries) throw error;
      await sleep(pause, undefined, { signal });
    }
  }
}

async function downloadOnce(
  url: string,
  part: PartialFile,
  { limit, signal, onBytes, patience = 30_000 }: DownloadOptions,
): Promise<void> {
  const silence = new AbortController();
  const watch = setTimeout(
    () => silence.abort(new Broken(`silence for ${patience / 1000} s`)),
    patience,
  );
  try {
    const known = await part.known(url);
    const response = await answer(url, known, AbortSignal.any([signal, silence.signal]));
    const from = response.status === 206 ? (known?.length ?? 0) : 0;
    const rest = Number(response.headers.get("content-length") ?? Number.NaN);
    const total = Number.isNaN(rest) ? null : from + rest;
    const refuse = async (): Promise<never> => {
      await part.remove();
      throw new Error(`more than ${limit} bytes; that is not the file`);
    };
    if (total !== null && total > limit) await refuse();
    const file = await part.writeFrom(from, url, validatorOf(response));
    let done = from;
    try {
      onBytes?.(done, total);
      for await (const chunk of response.body ?? []) {
        watch.refresh();
        done += chunk.length;
        if (done > limit) await refuse();
        await file.writeFile(chunk);
        onBytes?.(done, total);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (total !== null && done < total) throw new Broken(`${done} of ${total} bytes`);
  } catch (error) {
    throw silence.signal.aborted ? silence.signal.reason : asBroken(error);
  } finally {
    clearTimeout(watch);
    silence.abort(); // lets go of a connection that was not read to its end
  }
}

/** The answer of the server, whole (200) or from where the partial file ends (206). */
async function answer(
  url: string,
  known: Awaited<ReturnType<PartialFile["known"]>>,
  signal: AbortSignal,
): Promise<Response> {
  const ask = (headers: Record<string, string>) =>
    // the file itself, not one that is packed on its way
    fetch(url, { signal, headers: { "accept-encoding": "identity", ...headers } }).catch(
      unreachable,
    );
  if (known !== null) {
    const { length, validator } = known;
    const response = await ask({ range: `bytes=${length}-`, "if-range": validator });
    const goesOn = response.headers.get("content-range")?.startsWith(`bytes ${length}-`);
    if (response.status === 206 && goesOn) return response;
    if (response.status !== 206 && response.status !== 416) return whole(response);
    await response.body?.cancel();
  }
  return whole(await ask({}));
}

function whole(response: Response): Response {
  const { status, statusText } = response;
  if (status === 200) return response;
  const words = `${status} ${statusText}`.trim();
  throw status >= 500 || status === 429 ? new Broken(words) : new Error(words);
}

/** What the server calls this content: a strong entity tag, else its date; null if it says neither. */
function validatorOf({ headers }: Response): string | null {
  const tag = headers.get("etag");
  return tag !== null && !tag.startsWith("W/") ? tag : headers.get("last-modified");
}

function unreachable(error: Error): never {
  if (error.name !== "TypeError") throw error;
  const { cause } = error;
  const reason = cause instanceof Error ? cause : error;
  throw new Error(reason.message || (reason as NodeJS.ErrnoException).code || "no connection");
}

/** A connection that ends early is a TypeError of fetch. */
function asBroken(error: unknown): unknown {
  return error instanceof TypeError ? new Broken("a connection that ended early") : error;
}
