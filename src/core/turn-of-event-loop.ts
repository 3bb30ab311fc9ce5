/** Lets pending events run, so that an interrupt or a click gets through a long computation. */
export function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
