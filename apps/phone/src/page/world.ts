import { openWebSocketTransport } from '@kazasu/reader/websocket';
import * as v from 'valibot';
import { PhoneError } from '../headless/index.ts';
import { type BoxCard, createSession, Login } from './login/index.ts';

/** What the server that serves this page tells it. */
const PhoneConfig = v.object({ providerBase: v.string(), testEnvironment: v.boolean() });
export type PhoneConfig = v.InferOutput<typeof PhoneConfig>;

const BoxCards = v.pipe(
  v.array(
    v.object({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
      name: v.string(),
      note: v.object({ ja: v.string(), en: v.string() }),
    }),
  ),
  v.maxLength(1_000),
);

/** Long enough to read what is going on, short enough not to wait for it. */
const STAGE_MS = 350;

export function readConfig(): Promise<PhoneConfig> {
  return readOwn('/config.json', PhoneConfig, 'phone/unreachable');
}

/** The login of this page, with the browser as its world. */
export function createLogin(): Login {
  return new Login({
    config: readConfig,
    fetch: (url, init) => fetch(url, init),
    session: createSession(window.sessionStorage),
    listCards: (): Promise<readonly BoxCard[]> => readOwn('/box/cards', BoxCards, 'phone/box'),
    openCard: (id) => {
      const address = new URL(`/box/cards/${id}`, window.location.href);
      address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
      return openWebSocketTransport(address.href);
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, STAGE_MS)),
  });
}

async function readOwn<T>(
  path: string,
  schema: v.GenericSchema<unknown, T>,
  code: 'phone/unreachable' | 'phone/box',
): Promise<T> {
  try {
    const response = await fetch(path, { cache: 'no-store' });
    return v.parse(schema, await response.json());
  } catch (cause) {
    throw new PhoneError(code, `no answer from ${path}`, { cause });
  }
}
