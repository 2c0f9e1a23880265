/** The characters of a URI, RFC 3986 section 2, and no broken percent sign: a parser that repairs would see another address. */
const URI =
  /^https?:\/\/(?:[A-Za-z0-9\-._~]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?#](?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/i;
const MAX_CHARACTERS = 2048;
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * The target of a request as `htu` is compared: without query and fragment, normalised by syntax and scheme (RFC 9449
 * section 4.3 point 9, RFC 3986 sections 6.2.2 and 6.2.3). Undefined for whatever is no http or https address, or has
 * a user in it.
 */
export function httpUriOf(uri: string): string | undefined {
  if (uri.length > MAX_CHARACTERS || !URI.test(uri)) return undefined;
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined) return undefined;
  return url.origin + url.pathname.replaceAll(/%[0-9A-Fa-f]{2}/g, normaliseOctet);
}

/** Section 6.2.2.1 and 6.2.2.2: what needs no percent sign has none, and hexadecimal digits are capitals. */
function normaliseOctet(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return UNRESERVED.test(character) ? character : encoded.toUpperCase();
}
