/**
 * `node agent-page.ts IMAGE LOG`: plays the page that borrows a reader from `kazasu agent --json`, whose standard output goes to LOG: reads
 * the code there, pairs, takes the card and does some errands of this project's reader with it. Prints as JSON what came of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CardImage } from '@kazasu/authority/api';
import { openCard } from '@kazasu/card';
import { AGENT_PATHS, type AgentReaders, agentProtocols } from '@kazasu/reader/agent';
import { randomOctets } from '@kazasu/server/random';
import { WebSocket } from 'ws';
import { ERRANDS, type Errand } from './errands.ts';

export interface AgentPageResult {
  readonly readers: readonly { readonly name: string; readonly card: boolean }[];
  /** 'passed', or what went wrong. */
  readonly errands: { readonly [name: string]: string };
  /** What a second page is told meanwhile. */
  readonly second: { readonly status: number; readonly holder: unknown };
  /** What a page of another origin is told. */
  readonly stranger: string;
}

const ORIGIN = 'http://localhost:4002';
const [imageFile = '', logFile = ''] = process.argv.slice(2);
const image = JSON.parse(readFileSync(imageFile, 'utf8')) as CardImage;

type Told = { readonly event: string; readonly url?: string; readonly code?: string };

async function told(event: string, after = ''): Promise<Told> {
  for (;;) {
    const written = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
    const lines = written.split('\n').slice(0, -1);
    const found = lines.map((line) => JSON.parse(line) as Told).findLast((one) => one.event === event);
    if (found !== undefined && found.code !== after) return found;
    await sleep(20);
  }
}

const { url = '' } = await told('listening');

function ask(
  path: string,
  { token, body, origin = ORIGIN }: { token?: string; body?: object; origin?: string },
) {
  return fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { origin, 'content-type': 'application/json', authorization: `Bearer ${token ?? ''}` },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function pair(before?: string): Promise<{ token: string; code: string }> {
  await ask(AGENT_PATHS.code, { body: {} });
  const { code = '' } = await told('code', before);
  const response = await ask(AGENT_PATHS.pairing, { body: { code } });
  return { ...((await response.json()) as { token: string }), code };
}

async function outcome(errand: Promise<void>): Promise<string> {
  try {
    await errand;
    return 'passed';
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

const { token, code } = await pair();
const { readers } = (await (await ask(AGENT_PATHS.readers, { token })).json()) as AgentReaders;
const taken = await ask(AGENT_PATHS.hold, { token, body: { reader: readers[0]?.id } });
if (taken.status !== 201) throw new Error(`the card was not given: ${await taken.text()}`);
const socket = new WebSocket(url.replace('http', 'ws') + AGENT_PATHS.card, agentProtocols(token), {
  origin: ORIGIN,
});
await new Promise((resolve) => socket.once('open', resolve));
const card = openCard(
  {
    transmit: (command) =>
      new Promise((resolve, reject) => {
        socket.once('message', (data: Buffer) => resolve(Uint8Array.from(data)));
        socket.once('close', (end) => reject(new Error(`closed with ${end}`)));
        socket.send(command);
      }),
    close: async () => socket.close(),
  },
  { random: randomOctets },
);
const errands: { [name: string]: string } = {};
const CHOSEN = [
  'readTokenLabel',
  'readAuthenticationCertificate',
  'signWithAuthenticationKey',
  'signWithCertificate',
  'proveItems',
];
for (const [name, errand] of Object.entries<Errand>(ERRANDS)) {
  if (CHOSEN.includes(name)) errands[name] = await outcome(errand(card, image));
}
const other = await pair(code);
const refused = await ask(AGENT_PATHS.hold, { token: other.token, body: { reader: readers[0]?.id } });
const { holder } = (await (await ask(AGENT_PATHS.readers, { token: other.token })).json()) as AgentReaders;
const stranger = await ask(AGENT_PATHS.readers, { token, origin: 'https://evil.example' }).then(
  ({ status }) => `status ${status}`,
  () => 'nothing',
);
const result: AgentPageResult = {
  readers: readers.map(({ name, card: present }) => ({ name, card: present })),
  errands,
  second: { status: refused.status, holder },
  stranger,
};
process.stdout.write(JSON.stringify(result));
// The socket stays open: what the agent does with the card then is what the test looks at.
process.exit();
