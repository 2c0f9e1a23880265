import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { systemClock } from '@kazasu/server/clock';
import * as v from 'valibot';
import { type Fetch, PhoneError } from '../headless/index.ts';
import {
  type CardReader,
  cardTime,
  createSession,
  createTabs,
  FlowHistory,
  Login,
  type Owner,
  tabHash,
} from './login/index.ts';
import { AgentClient, createAgentReader, createPhoneReader } from './reader/index.ts';

/** What the server that serves this page tells it. */
const PhoneConfig = v.object({
  providerBase: v.string(),
  testEnvironment: v.boolean(),
  agentUrl: v.optional(v.string()),
  authorityUrl: v.optional(v.string()),
});
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

/** Asks the server, each time. Rejects with `phone/unreachable`. */
export async function askConfig(): Promise<PhoneConfig> {
  const config = readOwn('/config.json', PhoneConfig, 'phone/unreachable').then((answer) => {
    told ??= answer;
    return answer;
  });
  known ??= config;
  config.catch(() => {
    if (known === config) known = undefined;
  });
  return config;
}

/** What the server told first, or will tell: it is the same as long as this page lives. Rejects with `phone/unreachable`. */
export function readConfig(): Promise<PhoneConfig> {
  return known ?? askConfig();
}

/** One answer for all of this page; a failure is forgotten, so that whoever asks next asks the server. */
let known: Promise<PhoneConfig> | undefined;
/** The first answer there was. */
let told: PhoneConfig | undefined;

/** The town's virtual cards. */
const box: CardReader = {
  id: 'box',
  list: () => readOwn('/box/cards', BoxCards, 'phone/box'),
  open: (id) => {
    const address = new URL(`/box/cards/${id}`, window.location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    return openWebSocketTransport(address.href);
  },
};

/**
 * The town's cards, and what the server tells of besides, from its first answer on: an app that was opened without a network
 * has them as soon as there is one, for then the connection is asked for again.
 */
function createReaders(): () => readonly CardReader[] {
  let readers: readonly CardReader[] = [box];
  let complete = false;
  return () => {
    if (!complete && told !== undefined) {
      readers = [box, ...readersTold(told)];
      complete = true;
    }
    return readers;
  };
}

function readersTold({ agentUrl, authorityUrl }: PhoneConfig): readonly CardReader[] {
  const own: Fetch = (url, init) => fetch(url, init);
  const readers: CardReader[] = [];
  if (agentUrl !== undefined)
    readers.push(createAgentReader(new AgentClient({ url: async () => agentUrl, fetch: own })));
  if (authorityUrl !== undefined)
    readers.push(createPhoneReader({ authorityUrl, fetch: own, now: () => systemClock.now() }));
  return readers;
}

/** Whether the certificate of this device lies under this passkey. */
export async function holdsPhoneKeys(credentialId: string): Promise<boolean> {
  const { browserStore, liesUnder } = await import('../phone-certificate/index.ts');
  return liesUnder(browserStore, credentialId);
}

/** The login of this page, with the browser as its world. */
export function createLogin(owner: Owner): Login {
  const login = new Login({
    config: readConfig,
    fetch: (url, init) => fetch(url, init),
    session: createSession(window.sessionStorage),
    readers: createReaders(),
    storage: window.localStorage,
    tabs: createTabs(new BroadcastChannel('kazasu-login'), tabHash),
    ...cardTime,
    wait: waitToLook,
    now: () => systemClock.now(),
    owner,
    goTo: (address) => window.location.assign(address),
  });
  new FlowHistory(window, login);
  watchPage(login);
  return login;
}

/** Looks only while somebody else does, and at once when they, or the network, have come back. */
function waitToLook(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === 'hidden') return;
      clearTimeout(timer);
      window.removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    const timer = setTimeout(look, milliseconds);
    window.addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
  });
}

/** A page that goes away holds no PIN and shows nothing of the person, nor does one that nobody looks at. */
function watchPage(login: Login): void {
  window.addEventListener('pagehide', () => login.forget());
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void login.look(true);
  });
  document.addEventListener(
    'visibilitychange',
    () => void login.look(document.visibilityState === 'visible'),
  );
  window.addEventListener('online', () => void login.online());
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
