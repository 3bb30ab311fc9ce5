/** A result that was computed but could not be stored; it is not lost, it is here. */
export class NotStored extends Error {
  override readonly name: string = "NotStored";
  /** What the computation returned. */
  readonly result: unknown;

  constructor(study: string, result: unknown, cause: unknown) {
    super(
      `produceOrLoad: expected to store the result of ${study}, got ${cause}; ` +
        "the property result of this error holds it",
      { cause },
    );
    this.result = result;
  }
}
