import type { Session, SessionEnd, SessionOptions, SessionOutput } from "./session.ts";
import { startSession } from "./start-session.ts";

export interface LiveSessionListener {
  lateError(label: string, output: SessionOutput): void;
  /** The session has ended without being told to; a fresh one is starting. */
  died(end: SessionEnd): void;
}

/** The session of a kernel, followed by a fresh one whenever its process ends by itself. */
export class LiveSession {
  readonly #options: SessionOptions;
  #listener: LiveSessionListener | undefined;
  #starting: Promise<Session> | undefined;
  #running: Session | undefined;
  readonly #closed = new AbortController();
  #isClosing = false;

  constructor(options: SessionOptions) {
    this.#options = { ...options, signal: this.#closed.signal };
    // A failure is told to whoever asks for the session.
    this.ready().catch(() => {});
  }

  listen(listener: LiveSessionListener): void {
    this.#listener = listener;
  }

  /** @throws {SessionDied} the session could not be started; the next call tries again */
  ready(): Promise<Session> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** Stops what runs; nothing does before the session has started. */
  interrupt(): void {
    this.#running?.interrupt();
  }

  /** A session that still starts holds nothing that could be lost: it is killed. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#running?.close();
    this.#closed.abort();
    await this.#starting?.catch(() => {});
  }

  async #start(): Promise<Session> {
    try {
      const session = await startSession(this.#options);
      this.#running = session;
      session.onLateError((label, output) => this.#listener?.lateError(label, output));
      void session.ended.then((end) => this.#replace(end));
      return session;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  #replace(end: SessionEnd): void {
    this.#running = undefined;
    if (this.#isClosing) return;
    this.#starting = this.#start();
    this.#starting.catch(() => {});
    this.#listener?.died(end);
  }
}
