import type { MimeBundle } from "./mime-bundle.ts";

export interface CompletionMatch {
  /** What to put in the place of the code from `start` to `end`. */
  readonly text: string;
  /** What it is, in one word: "function", "variable", "keyword", "module", … */
  readonly type: string;
  /** Parameters and result of a function, the type of anything else; on the first matches only. */
  readonly signature?: string;
  /** What its declaration says about it, in Markdown; on the first matches only. */
  readonly documentation?: string;
}

export interface Completion {
  /** Best first, at most 300. */
  readonly matches: readonly CompletionMatch[];
  /** The code that a match replaces, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid" | "unknown";
  /** White space that the next line of incomplete code should begin with. */
  readonly indent?: string;
}

export interface Preview {
  /** The value in one line; nothing of the user's code runs for it. */
  readonly value: string;
  /** Present and true when the value has parts to look into. */
  readonly hasMembers?: true;
}

export interface Variable extends Preview {
  readonly name: string;
  /** Its TypeScript type, cut at 200 characters. */
  readonly type: string;
}

/** What can be asked about code and variables, also while a cell runs. Rejects with `SessionDied`. */
export interface Questions {
  /**
   * What may stand at the cursor, in broken code too.
   *
   * @param cursor  in UTF-16 units
   */
  complete(code: string, cursor: number): Promise<Completion>;
  /**
   * Type and documentation of the name at the cursor or of the call around it, as text/plain and
   * text/markdown; undefined when there is nothing to say.
   *
   * @param cursor  in UTF-16 units
   * @param detail  1 adds where it is declared
   */
  inspect(code: string, cursor: number, detail: 0 | 1): Promise<MimeBundle | undefined>;
  /** Whether code can run as it is or goes on in a further line. */
  isComplete(code: string): Promise<Completeness>;
  /** The variables, functions and classes of the cells. */
  variables(): Promise<Variable[]>;
}

export type Query =
  | { about: "complete"; code: string; cursor: number }
  | { about: "inspect"; code: string; cursor: number; detail: 0 | 1 }
  | { about: "isComplete"; code: string }
  | { about: "variables" };

export type Answer<Q extends Query> = Awaited<ReturnType<Questions[Q["about"]]>>;

/** The queries of a session that are not answered yet. */
export class PendingQueries {
  private readonly waiting = new Map<
    number,
    { resolve: (answer: never) => void; reject: (error: Error) => void }
  >();
  private count = 0;
  private end: Error | undefined;

  /** Resolves with the answer to what is sent under the given id. */
  ask<T>(send: (id: number) => void): Promise<T> {
    if (this.end) return Promise.reject(this.end);
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      send(id);
    });
  }

  answer(id: number, answer: unknown, fault?: string): void {
    const query = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault === undefined) query?.resolve(answer as never);
    else query?.reject(new Error(fault));
  }

  /** Rejects these and all later queries. */
  fail(error: Error): void {
    this.end = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
