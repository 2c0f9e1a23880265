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

/** Node's own client: a few times cheaper than fetch, so that the load does not become the thing measured. */
export function createVisitors(connections: number): { next(): Visitor; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { next: () => createVisitor(agent), close: () => agent.destroy() };
}

function createVisitor(agent: Agent): Visitor {
  const cookies = new Map<string, string>();
  const send = async (method: string, url: string, headers: Record<string, string>, body?: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await exchange(agent, method, url, cookie === '' ? headers : { ...headers, cookie }, body);
    for (const header of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = header.split(';', 1);
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  return {
    get: (url, headers = {}) => send('GET', url, headers),
    postForm: (url, form) =>
      send(
        'POST',
        url,
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams(form).toString(),
      ),
    postJson: (url, body, headers = {}) =>
      send('POST', url, { 'content-type': 'application/json', ...headers }, JSON.stringify(body)),
  };
}

function exchange(agent: Agent, method: string, url: string, headers: Record<string, string>, body = '') {
  return new Promise<Answer>((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = nodeRequest(url, { agent, method, headers: { ...headers, ...length } }, (incoming) => {
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
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
