/** An error on its way between threads, where classes, names and fields of errors get lost. */
export interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Name of the built-in class that its class is or extends. */
  readonly builtIn: string;
  /** Null where there was none. It may lead back to the error. */
  cause: CarriedValue | null;
  /** Of an `AggregateError`; null elsewhere. */
  errors: readonly CarriedValue[] | null;
  /** Copies of fields of the error's own, as far as they can be cloned. */
  readonly fields: Readonly<Record<string, unknown>>;
}

type CarriedValue = { readonly error: CarriedError } | { readonly value: unknown };

/** A class of errors, which are known again by their `name` when it is the name of the class. */
export interface ErrorClass {
  readonly name: string;
  readonly prototype: Error;
}

const builtIns = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
const usual = ["name", "message", "stack", "cause", "errors"];
/** Errors that one error may bring along; more become text. */
const mostErrors = 100;

/** Something thrown, as a plain value; what is no error becomes the text of one. It never throws. */
export function carried(thrown: unknown): CarriedError {
  try {
    const value = carriedValue(thrown, new Map());
    return "error" in value ? value.error : plain(new Error(text(thrown)));
  } catch {
    return plain(new Error("an error that cannot be read"));
  }
}

/**
 * The error again, with its causes and fields: of the class among `classes` that has its name, else
 * of the built-in class that its class is or extends.
 */
export function received(error: CarriedError, classes: readonly ErrorClass[] = []): Error {
  const known = new Map<CarriedError, Error>();
  return again(error);

  function again(from: CarriedError): Error {
    const before = known.get(from);
    if (before !== undefined) return before;
    const { name, message, stack, builtIn, cause, errors, fields } = from;
    const error =
      builtIn === "AggregateError"
        ? new AggregateError([], message)
        : new (builtIns.find((known) => known.name === builtIn) ?? Error)(message);
    known.set(from, error);
    const Class = classes.find((known) => known.name === name);
    if (Class !== undefined) Object.setPrototypeOf(error, Class.prototype);
    if (error.name !== name) hidden(error, "name", name);
    hidden(error, "stack", stack);
    if (cause !== null) hidden(error, "cause", at(cause));
    if (errors !== null) hidden(error, "errors", errors.map(at));
    return Object.assign(error, fields);
  }

  function at(value: CarriedValue): unknown {
    return "error" in value ? again(value.error) : value.value;
  }
}

function carriedValue(value: unknown, seen: Map<Error, CarriedError>): CarriedValue {
  if (!isError(value)) return { value: cloned(value) };
  const before = seen.get(value);
  if (before !== undefined) return { error: before };
  if (seen.size >= mostErrors) return { value: text(value) };
  const error = plain(value);
  seen.set(value, error);
  if (Object.hasOwn(value, "cause")) {
    error.cause = carriedValue(
      read(() => value.cause),
      seen,
    );
  }
  const errors = read(() => Object.hasOwn(value, "errors") && Reflect.get(value, "errors"));
  if (Array.isArray(errors)) error.errors = errors.map((one) => carriedValue(one, seen));
  return { error };
}

/** Also one of another context, whose classes are others. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

/** The error without other errors. */
function plain(error: Error): CarriedError {
  const name = text(read(() => error.name));
  const builtIn = [...builtIns, AggregateError].find(
    (Class) => error instanceof Class || name === Class.name,
  );
  const stack = read(() => error.stack);
  const own = Object.keys(error).filter((key) => !usual.includes(key));
  const fields: Record<string, unknown> = {};
  for (const key of own) {
    try {
      fields[key] = structuredClone(Reflect.get(error, key));
    } catch {
      // left out
    }
  }
  return {
    name,
    message: text(read(() => error.message)),
    stack: typeof stack === "string" ? stack : undefined,
    builtIn: builtIn?.name ?? "Error",
    cause: null,
    errors: null,
    fields,
  };
}

/** A value behind a getter that may throw. */
function read<T>(getter: () => T): T | string {
  try {
    return getter();
  } catch {
    return "not readable";
  }
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return text(value);
  }
}

function hidden(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true });
}
