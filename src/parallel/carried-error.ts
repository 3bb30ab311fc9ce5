/** An error on its way between threads, where classes, names and fields of errors get lost. */
export interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Null where there was none. */
  readonly cause: { readonly error: CarriedError } | { readonly value: unknown } | null;
  /** Fields of the error's own that can be cloned. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const builtIn = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
const usual = ["name", "message", "stack", "cause"];

/** Something thrown, as a plain value; what is no error becomes the text of one. */
export function carried(thrown: unknown): CarriedError {
  if (!(thrown instanceof Error)) return carried(new Error(String(thrown)));
  const { name, message, stack, cause } = thrown;
  const own = Object.entries(thrown).filter(([key]) => !usual.includes(key));
  const causeNow = cause instanceof Error ? { error: carried(cause) } : { value: cloned(cause) };
  return {
    name,
    message,
    stack,
    cause: Object.hasOwn(thrown, "cause") ? causeNow : null,
    fields: Object.fromEntries(own.filter(([, value]) => isClonable(value))),
  };
}

/** The error again: of the built-in class of its name or the class it extends, with all fields. */
export function received({ name, message, stack, cause, fields }: CarriedError): Error {
  const Class = builtIn.find((known) => known.name === name) ?? Error;
  const options =
    cause === null ? undefined : { cause: "error" in cause ? received(cause.error) : cause.value };
  const error = new Class(message, options);
  if (error.name !== name) Object.defineProperty(error, "name", { value: name });
  Object.defineProperty(error, "stack", { value: stack, writable: true, configurable: true });
  return Object.assign(error, fields);
}

function isClonable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

const cloned = (value: unknown): unknown => (isClonable(value) ? value : String(value));
