/**
 * Adds parameters to a URI without touching a byte of what is there: a registered redirect URI must come out as it
 * was registered. Spaces become `%20`, which every decoder of queries and of forms reads.
 */
export function appendQuery(uri: string, parameters: readonly (readonly [string, string])[]): string {
  const query = parameters
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&');
  if (!uri.includes('?')) return `${uri}?${query}`;
  return uri.endsWith('?') || uri.endsWith('&') ? uri + query : `${uri}&${query}`;
}
