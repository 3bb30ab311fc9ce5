import type { Session, SessionEnd, SessionOptions } from "./session.ts";
import { startSession } from "./start-session.ts";

/** Called when the session has ended without being told to; a fresh one is there for the next cell. */
export type DeathListener = (end: SessionEnd) => void;

/** A session that lived shorter is not replaced before somebody asks for one, ms. */
const SHORT_LIFE_MS = 5000;

/** The session of a kernel, followed by a fresh one whenever its process ends by itself. */
export class LiveSession {
  readonly #options: SessionOptions;
  #onDeath: DeathListener = () => {};
  #starting: Promise<Session> | undefined;
  #running: Session | undefined;
  readonly #closed = new AbortController();
  #isClosing = false;

  constructor(options: SessionOptions) {
    this.#options = { ...options, signal: this.#closed.signal };
    void this.ready();
  }

  onDeath(listener: DeathListener): void {
    this.#onDeath = listener;
  }

  /** @throws {SessionDied} the session could not be started; the next call tries again */
  ready(): Promise<Session> {
    if (!this.#starting) {
      this.#starting = this.#start();
      // Whoever asked is told; nobody need have.
      this.#starting.catch(() => {});
    }
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
      const born = performance.now();
      void session.ended.then((end) => this.#replace(end, performance.now() - born));
      return session;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  #replace(end: SessionEnd, age: number): void {
    this.#running = undefined;
    if (this.#isClosing) return;
    this.#starting = undefined;
    if (age > SHORT_LIFE_MS) void this.ready();
    this.#onDeath(end);
  }
}
