import { Agent, type IncomingHttpHeaders, request as nodeRequest } from 'node:http';

/** What came back; the body is read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One browser or relying party of one flow: its cookies, over connections that all flows share. */
export interface Visitor {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  postForm(url: string, form: Readonly<Record<string, string>>): Promise<Answer>;
  postJson(url: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface Visitors {
  next(): Visitor;
  close(): void;
}

export interface VisitorOptions {
  readonly connections: number;
  /** Which port of this machine the next request goes to, whatever the address says; its own when not given. As a balancer before several nodes would choose. */
  readonly port?: () => number;
  /** What each visitor in turn seems to come from, behind a proxy that says so; as the connection does when not given. */
  readonly address?: () => string;
  /** Milliseconds after which a request that is not answered counts as lost; never when not given. */
  readonly timeoutMs?: number;
}

/** Node's own client: a few times cheaper than fetch, so that the load does not become the thing measured. */
export function createVisitors({ connections, port, address, timeoutMs }: VisitorOptions): Visitors {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    next: () => {
      const from: Record<string, string> = address === undefined ? {} : { 'x-forwarded-for': address() };
      return createVisitor((asked) =>
        exchange(agent, { ...asked, headers: { ...asked.headers, ...from }, port: port?.(), timeoutMs }),
      );
    },
    close: () => agent.destroy(),
  };
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function createVisitor(ask: (asked: Asked) => Promise<Answer>): Visitor {
  const cookies = new Map<string, string>();
  const send = async (method: string, url: string, headers: Readonly<Record<string, string>>, body = '') => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await ask({
      method,
      url,
      headers: cookie === '' ? headers : { ...headers, cookie },
      body,
    });
    for (const header of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = header.split(';', 1);
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const json = { 'content-type': 'application/json' };
  return {
    get: (url, headers = {}) => send('GET', url, headers),
    postForm: (url, fields) => send('POST', url, form, new URLSearchParams(fields).toString()),
    postJson: (url, body, headers = {}) => send('POST', url, { ...json, ...headers }, JSON.stringify(body)),
  };
}

interface Exchange extends Asked {
  readonly port: number | undefined;
  readonly timeoutMs: number | undefined;
}

function exchange(agent: Agent, { method, url, headers, body, port, timeoutMs }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const elsewhere = port === undefined ? {} : { host: '127.0.0.1', port };
    const host = port === undefined ? {} : { host: new URL(url).host };
    const options = { agent, method, headers: { ...headers, ...length, ...host }, ...elsewhere };
    const outgoing = nodeRequest(url, options, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    if (timeoutMs !== undefined) {
      const late = () => outgoing.destroy(new Error('not answered in time'));
      const timer = setTimeout(late, timeoutMs);
      outgoing.once('close', () => clearTimeout(timer));
    }
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
