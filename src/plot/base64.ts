/** Bytes as base64, in Node and in browsers. */
export function base64(bytes: Uint8Array): string {
  let binary = "";
  // String.fromCharCode takes its characters as arguments, and not any number of them
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary);
}
