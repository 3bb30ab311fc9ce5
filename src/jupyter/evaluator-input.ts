import type { InputReply } from "./session-messages.ts";

interface Question {
  serial: number;
  prompt: string;
  password: boolean;
}

interface Waiting {
  resolve(value: string): void;
  reject(error: Error): void;
}

/** Keeps the questions of the cells until they are answered. */
export class InputDesk {
  readonly #send: (question: Question) => void;
  readonly #waiting = new Map<number, Waiting>();
  #serial = 0;

  constructor(send: (question: Question) => void) {
    this.#send = send;
  }

  readonly ask = (prompt: string, password: boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const serial = ++this.#serial;
      this.#waiting.set(serial, { resolve, reject });
      this.#send({ serial, prompt, password });
    });

  answer({ serial, value, error }: InputReply): void {
    const waiting = this.#waiting.get(serial);
    this.#waiting.delete(serial);
    if (value === undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(value);
  }
}
