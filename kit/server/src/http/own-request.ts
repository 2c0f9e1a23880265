export interface OwnPages {
  /** Scheme, host and port of the pages that may ask. */
  readonly origin: string;
  /** Takes a browser that conceals its origin. Only where a cookie or a token of the form is needed besides. */
  readonly concealed?: boolean;
}

/**
 * Whether what changes something was sent by a page of ours, or by a program, which names no page; a form on a foreign site must
 * not act here. Browsers say where a request comes from (Fetch Metadata); older ones send `Origin`, which is `null` for pages that
 * send no referrer, as ours (`pageHeaders`), and for pages of anybody who wishes it so.
 */
export function isOwnRequest(
  { headers }: Pick<Request, 'headers'>,
  { origin, concealed = false }: OwnPages,
): boolean {
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null) return site === 'same-origin';
  const said = headers.get('Origin');
  return said === null || said === origin || (concealed && said === 'null');
}
