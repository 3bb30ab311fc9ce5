import { appendFileSync, existsSync, writeFileSync } from "node:fs";

/** What `task` does; files say how often and how far it got. */
export type Deed =
  | { readonly kind: "square"; readonly x: number }
  | { readonly kind: "uneven"; readonly x: number }
  | { readonly kind: "exit" | "uncaught" | "heap"; readonly log: string }
  | { readonly kind: "exit once"; readonly log: string; readonly x: number }
  | { readonly kind: "throw"; readonly log: string }
  | { readonly kind: "function" | "cycle" | "word" }
  | { readonly kind: "loop"; readonly log: string };

/** An error with a class, a field and a cause of its own. */
export class Misfortune extends RangeError {
  override readonly name = "Misfortune";
  readonly bits: number;

  constructor(message: string, bits: number, cause: Error) {
    super(message, { cause });
    this.bits = bits;
  }
}

export async function task(deed: Deed): Promise<unknown> {
  if ("log" in deed && deed.kind !== "exit once") appendFileSync(deed.log, "started\n");
  switch (deed.kind) {
    case "square":
      return deed.x ** 2;
    case "uneven":
      // early tasks are the long ones
      await new Promise((resolve) => setTimeout(resolve, 60 / (1 + deed.x)));
      return Math.sqrt(deed.x);
    case "exit once":
      if (existsSync(deed.log)) return deed.x ** 2;
      writeFileSync(deed.log, "started\n");
      return process.exit(7);
    case "exit":
      return process.exit(3);
    case "uncaught":
      setTimeout(() => {
        throw new Error("loose end");
      }, 1);
      return new Promise(() => {});
    case "heap": {
      const kept: number[][] = [];
      for (;;) kept.push(new Array(100000).fill(0.5));
    }
    case "throw":
      throw new Misfortune("expected luck, got none", 13, new TypeError("a black cat"));
    case "cycle": {
      const error = new Misfortune("expected luck, got none", 13, new Error("a mirror"));
      Object.assign(error.cause as Error, { cause: error });
      throw error;
    }
    case "word":
      throw "no luck";
    case "function":
      return () => 1;
    case "loop":
      for (;;);
  }
}
