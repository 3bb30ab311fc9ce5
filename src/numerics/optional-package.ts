/**
 * Loads an optional package when it is asked for.
 *
 * @param where  the public function that needs it, for the error
 * @param name  package, hidden from bundlers, which would want it installed
 * @throws {Error} it is not installed, or does not load
 */
export async function optionalPackage(where: string, name: string): Promise<object> {
  let module: object & { default?: object };
  try {
    module = (await import(name)) as typeof module;
  } catch (cause) {
    const { code, message } = cause as Error & { code?: string };
    const isAbsent = /MODULE_NOT_FOUND$/.test(code ?? "") && message.includes(`'${name}'`);
    throw new Error(
      `${where}: expected the optional package ${name}, got ` +
        (isAbsent
          ? `none; npm install ${name}`
          : `one that does not load (${message.split("\n")[0]}); npm install ${name} again`),
      { cause },
    );
  }
  return module.default ?? module;
}
