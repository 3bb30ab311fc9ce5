import { basename } from "node:path";

/** Where a local source cannot be read. Plain data: module hooks may live in another thread. */
export interface FaultPlace {
  /** Absolute. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly code: string;
}

/** A syntax error of a local source that knows its place. */
export function faultAt(place: FaultPlace, text: string): SyntaxError {
  const { file, line, column } = place;
  const error = new SyntaxError(`${basename(file)}:${line}:${column} ${text}`);
  return Object.assign(error, { faultPlace: place });
}

export function faultPlaceOf(error: Error): FaultPlace | undefined {
  return (error as { faultPlace?: FaultPlace }).faultPlace;
}
