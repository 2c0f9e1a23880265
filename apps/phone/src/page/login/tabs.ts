/** The other tabs of this browser, of which one goes on with a transaction at a time. */
export interface Tabs {
  /** Whether another tab goes on with what this key (a token, or the code of a link) names. */
  elsewhere(key: string): Promise<boolean>;
  /** From now on this tab does; `onTaken` once another one has taken it over. Replaces what was held before. */
  hold(keys: readonly string[], onTaken: () => void): void;
  /** Takes it over from whichever tab has it. */
  take(key: string): void;
  release(): void;
}

/** Long enough for a tab in the background, short enough not to be noticed. */
const ANSWER_MS = 250;

interface Message {
  readonly kind: 'who' | 'here' | 'taken';
  /** Never the key: SHA-256 of it. */
  readonly hash: string;
}

export type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

/** By messages between pages of this origin. What is said names a transaction to whoever knows it, and to nobody else. */
export function createTabs(channel: Channel, hashOf: (key: string) => Promise<string>): Tabs {
  let held: { readonly hashes: Promise<readonly string[]>; readonly onTaken: () => void } | undefined;
  const asking = new Map<string, () => void>();
  const post = (message: Message) => channel.postMessage(message);
  channel.addEventListener('message', (event) => {
    const message = messageIn(event.data);
    if (message === undefined) return;
    if (message.kind === 'here') asking.get(message.hash)?.();
    else void answer(message);
  });
  const answer = async ({ kind, hash }: Message) => {
    const mine = held;
    if (mine === undefined || !(await mine.hashes).includes(hash) || held !== mine) return;
    if (kind === 'who') return post({ kind: 'here', hash });
    held = undefined;
    mine.onTaken();
  };
  return {
    elsewhere: async (key) => {
      const hash = await hashOf(key);
      const answered = new Promise<boolean>((resolve) => {
        asking.set(hash, () => resolve(true));
        setTimeout(() => resolve(false), ANSWER_MS);
      });
      post({ kind: 'who', hash });
      return answered.finally(() => asking.delete(hash));
    },
    hold: (keys, onTaken) => {
      held = { hashes: Promise.all(keys.map(hashOf)), onTaken };
    },
    take: (key) => void hashOf(key).then((hash) => post({ kind: 'taken', hash })),
    release: () => {
      held = undefined;
    },
  };
}

/** Another page of this origin may be of another version. */
function messageIn(data: unknown): Message | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { kind, hash } = data as Partial<Record<keyof Message, unknown>>;
  if (typeof hash !== 'string' || (kind !== 'who' && kind !== 'here' && kind !== 'taken')) return undefined;
  return { kind, hash };
}

/** SHA-256, in base64 of its first half: enough to find a tab, too little to be of use. */
export async function tabHash(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`kazasu/tab/${key}`));
  return btoa(String.fromCharCode(...new Uint8Array(digest, 0, 16)));
}
