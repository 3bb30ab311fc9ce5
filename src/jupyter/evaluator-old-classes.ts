import { fileURLToPath } from "node:url";
import { CLASSES } from "./evaluator-local-source.ts";

/** Which class comes from which local module, and from before or after the last change. */
export class ClassRegistry {
  private readonly origins = new WeakMap<object, { file: string; age: number }>();
  private age = 0;

  /** From now on local modules tell their classes. */
  install(): void {
    const value = (url: string, classes: unknown[]) => {
      for (const one of classes) {
        // A function may have been made by what looked like a class.
        if (typeof one === "function" && /^class\b/.test(Function.prototype.toString.call(one))) {
          this.origins.set(one, { file: fileURLToPath(url), age: this.age });
        }
      }
    };
    Object.defineProperty(globalThis, CLASSES, { value });
  }

  /** The classes known by now are old ones, where their files are loaded anew. */
  grow(): void {
    this.age++;
  }

  /** Name of the old class of one of these files that made the value, or that it extends or is. */
  oldClassOf(value: unknown, files: ReadonlySet<string>): string | undefined {
    try {
      for (let link = value; isObject(link); link = Object.getPrototypeOf(link)) {
        const maker = Object.getOwnPropertyDescriptor(link, "constructor")?.value;
        for (const candidate of [link, maker]) {
          const origin = isObject(candidate) ? this.origins.get(candidate) : undefined;
          if (!origin || origin.age === this.age || !files.has(origin.file)) continue;
          return (candidate as NewableFunction).name;
        }
      }
    } catch {
      // A proxy that does not want to be looked at.
    }
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
