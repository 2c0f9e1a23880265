/** The one place in this folder that draws random octets: a page has no other source than the browser's. */
export function randomOctets(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}
