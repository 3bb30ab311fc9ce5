const KEY = "reloaded";
const QUERY = /[?&]reloaded=\d+/g;

/** The URL of a version of a module; version 0 has the plain one. */
export function withVersion(url: string, version: number): string {
  if (version === 0) return url;
  return `${url}${url.includes("?") ? "&" : "?"}${KEY}=${version}`;
}

/** A text without the versions in URLs of modules. */
export function withoutVersions(text: string): string {
  return text.replace(QUERY, "");
}
