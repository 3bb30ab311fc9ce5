/** Why the message sockets of the Jupyter kernel cannot be used, null when they can. */
export async function zeromqProblem(): Promise<string | null> {
  try {
    await import("zeromq");
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND") return "zeromq is not installed";
    return `zeromq cannot be loaded: ${message.split("\n")[0]}`;
  }
}
