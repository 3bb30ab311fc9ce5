import { appendFile, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { HistoryRequest } from "./kernel-requests.ts";

/** One input of one session. */
interface Entry {
  readonly line: number;
  readonly input: string;
  readonly output?: string;
}

type Row = [session: number, line: number, input: string | [input: string, output: string | null]];

/** Sessions whose inputs are kept. */
const KEPT_SESSIONS = 1000;

/**
 * The inputs of this session and of earlier ones, one file of JSON lines a session.
 *
 * The folder may be shared by many kernels at once: each claims the next free number. Where it
 * cannot be written, inputs are remembered for this session only.
 */
export class History {
  readonly #folder: string;
  readonly #session: number;
  readonly #isStored: boolean;
  readonly #entries: Entry[] = [];
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, session: number, isStored: boolean) {
    this.#folder = folder;
    this.#session = session;
    this.#isStored = isStored;
  }

  /** @param folder  absolute; made when it does not exist */
  static async open(folder: string): Promise<History> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const sessions = await storedSessions(folder);
      for (let number = (sessions.at(-1) ?? 0) + 1; ; number++) {
        const claimed = await claim(join(folder, fileOf(number)));
        if (!claimed) continue;
        const old = sessions.slice(0, Math.max(0, sessions.length - KEPT_SESSIONS));
        await Promise.all(old.map((session) => rm(join(folder, fileOf(session)), { force: true })));
        return new History(folder, number, true);
      }
    } catch {
      return new History(folder, 1, false);
    }
  }

  add(line: number, input: string, output: string | undefined): void {
    const entry: Entry = output === undefined ? { line, input } : { line, input, output };
    this.#entries.push(entry);
    if (!this.#isStored) return;
    const file = join(this.#folder, fileOf(this.#session));
    const text = `${JSON.stringify(entry)}\n`;
    this.#writing = this.#writing.then(() => appendFile(file, text)).catch(() => {});
  }

  /** Resolves when all is written; a session without inputs leaves no file. */
  async close(): Promise<void> {
    await this.#writing;
    if (this.#isStored && this.#entries.length === 0) {
      await rm(join(this.#folder, fileOf(this.#session)), { force: true });
    }
  }

  /** Rows of a history reply: oldest first. */
  async read(request: HistoryRequest): Promise<Row[]> {
    const rows = await this.#rows(request);
    return rows.map(([session, { line, input, output }]) => [
      session,
      line,
      request.output ? [input, output ?? null] : input,
    ]);
  }

  async #rows(request: HistoryRequest): Promise<[number, Entry][]> {
    const { hist_access_type: kind, n, start, stop } = request;
    if (kind === "range") {
      // 0 is this session, -1 the one before it.
      const session = request.session > 0 ? request.session : this.#session + request.session;
      const entries = await this.#entriesOf(session);
      return entries
        .filter(({ line }) => line >= start && (stop === null || line < stop))
        .map((entry) => [session, entry]);
    }
    const matches = kind === "search" ? glob(request.pattern) : () => true;
    const limit = n === null || n < 0 ? Number.POSITIVE_INFINITY : n;
    const found: [number, Entry][] = [];
    const inputs = new Set<string>();
    const sessions = this.#isStored ? await storedSessions(this.#folder) : [this.#session];
    for (const session of sessions.reverse()) {
      if (found.length >= limit) break;
      for (const entry of (await this.#entriesOf(session)).toReversed()) {
        if (found.length >= limit) break;
        if (!matches(entry.input) || (request.unique && inputs.has(entry.input))) continue;
        inputs.add(entry.input);
        found.push([session, entry]);
      }
    }
    return found.reverse();
  }

  async #entriesOf(session: number): Promise<readonly Entry[]> {
    if (session === this.#session) return this.#entries;
    const text = await readFile(join(this.#folder, fileOf(session)), "utf8").catch(() => "");
    return text.split("\n").flatMap(entryOf);
  }
}

/** Folder of the histories of this user: DAMLAB_HISTORY, else beside other programs' data. */
export function historyFolder(env: NodeJS.ProcessEnv, home: string): string {
  if (env.DAMLAB_HISTORY) return env.DAMLAB_HISTORY;
  if (process.platform === "win32" && env.APPDATA) return join(env.APPDATA, "damlab", "history");
  const data = env.XDG_DATA_HOME || join(home, ".local", "share");
  return join(data, "damlab", "history");
}

function fileOf(session: number): string {
  return `${session}.jsonl`;
}

/** In ascending order. */
async function storedSessions(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => /^(\d+)\.jsonl$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function claim(file: string): Promise<boolean> {
  try {
    await (await open(file, "wx", 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A line that was cut off by a crash counts as none. */
function entryOf(line: string): Entry[] {
  try {
    const entry = JSON.parse(line) as Partial<Entry>;
    return typeof entry.line === "number" && typeof entry.input === "string"
      ? [entry as Entry]
      : [];
  } catch {
    return [];
  }
}

/** `*` stands for any text, `?` for one character. Takes pieces from left to right, without a way back. */
function glob(pattern: string): (text: string) => boolean {
  const pieces = pattern.split("*");
  const first = pieces[0] as string;
  const last = pieces.at(-1) as string;
  return (text) => {
    if (pieces.length === 1) return text.length === first.length && isAt(text, first, 0);
    const end = text.length - last.length;
    if (!isAt(text, first, 0) || end < first.length || !isAt(text, last, end)) return false;
    let at = first.length;
    for (const piece of pieces.slice(1, -1)) {
      while (at + piece.length <= end && !isAt(text, piece, at)) at++;
      if (at + piece.length > end) return false;
      at += piece.length;
    }
    return true;
  };
}

function isAt(text: string, piece: string, start: number): boolean {
  if (start + piece.length > text.length) return false;
  for (let k = 0; k < piece.length; k++) {
    if (piece[k] !== "?" && piece[k] !== text[start + k]) return false;
  }
  return true;
}
