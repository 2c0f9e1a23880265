import type { IncomingMessage } from 'node:http';
import { CommandProblem } from '../problem.ts';

/** The origin of the page that asks, where it is one that is served; undefined: hang up. */
export type Door = (request: Pick<IncomingMessage, 'rawHeaders'>) => string | undefined;

/**
 * `Host` must be one of this computer's own names, which a name that was made to lead here (DNS rebinding) is not; `Origin` must be
 * there, once, and named. Browsers leave it out of navigations, images and simple reads, and pages cannot write it: who has none is no
 * page that we serve, and a program of this computer needs no agent.
 */
export function createDoor(origins: readonly string[], hosts: () => readonly string[]): Door {
  const served = new Set(origins);
  return (request) => {
    const host = onlyOne(request, 'host');
    const origin = onlyOne(request, 'origin');
    if (host === undefined || !hosts().includes(host.toLowerCase())) return undefined;
    return origin !== undefined && served.has(origin) ? origin : undefined;
  };
}

/** The value of a header that stands there exactly once. */
function onlyOne({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, name: string): string | undefined {
  const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
  return values.length === 1 ? values[0] : undefined;
}

/** With the port, as every browser writes it to a port that is not 80. */
export function ownHosts(port: number): string[] {
  return ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`);
}

/** An origin as browsers write it. `null`, which any sandboxed frame has, is none. */
export function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url !== undefined && /^https?:$/.test(url.protocol);
  const bare = isWeb && url.pathname === '/' && url.search + url.hash + url.username + url.password === '';
  if (!bare) {
    throw new CommandProblem(
      'usage',
      `${text} is no origin of a web page.`,
      'Give scheme, host and port, such as --origin https://phone.example.',
    );
  }
  return url.origin;
}
