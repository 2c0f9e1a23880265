import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whether a request is meant for this server, by the one host that it names; ask it before any upgrade too. */
export type HostGuard = (request: Pick<IncomingMessage, 'rawHeaders' | 'url'>) => boolean;

/** Names that only this machine answers to; some clients, such as OpenSSL's, leave out any port. */
export function loopbackHosts(port: number): string[] {
  return ['localhost', '127.0.0.1', '[::1]'].flatMap((name) => [name, `${name}:${port}`]);
}

/**
 * Against DNS rebinding: a page of evil.example whose name has turned into 127.0.0.1 is of the same origin to the
 * browser as this server, but its requests still name evil.example. Exactly one `Host`, and it is among `hosts`; a
 * target in absolute form (RFC 9112 section 3.2.2) overrides that header, so its host must be among them too.
 */
export function hostGuard(hosts: readonly string[]): HostGuard {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  const isAllowed = (host: string) => allowed.has(host) || allowed.has(host.toLowerCase());
  return ({ rawHeaders, url = '' }) => {
    const named = onlyHost(rawHeaders);
    if (named === undefined || !isAllowed(named)) return false;
    return url.startsWith('/') || url === '*' || isAllowed(/^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '');
  };
}

/** Undefined where there is none, or more than one. */
function onlyHost(rawHeaders: readonly string[]): string | undefined {
  let host: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length !== 4 || name.toLowerCase() !== 'host') continue;
    if (host !== undefined) return undefined;
    host = rawHeaders[at + 1];
  }
  return host;
}

/**
 * A target in absolute form as the path and query that it means (RFC 9112 section 3.2.2 demands that it is taken), so that there is one spelling
 * for all who look at it. Ask the {@link HostGuard} before.
 */
export function toOriginForm(request: Pick<IncomingMessage, 'url'>): void {
  const { url = '' } = request;
  if (url.startsWith('/') || url === '*') return;
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '');
  request.url = target.startsWith('/') ? target : `/${target}`;
}

/** RFC 9110 section 15.5.20. The connection is of no use for anything else. */
export function answerMisdirected(response: ServerResponse): void {
  response.writeHead(421, { 'Content-Length': 0, 'Cache-Control': 'no-store', Connection: 'close' }).end();
}
