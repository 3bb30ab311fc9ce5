/**
 * Runs work that Ctrl-C aborts by its signal, with the exit code 130; a second Ctrl-C ends the process.
 *
 * @returns true when the work ended because of it
 * @throws what the work throws by itself
 */
export async function interruptible(
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const controller = new AbortController();
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", onInterrupt);
  try {
    await work(controller.signal);
    return false;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.exitCode = 130;
    return true;
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
