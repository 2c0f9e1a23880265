import type { ConnectedService, HistoryPage, HolderSession, HolderView } from '@kazasu/provider/api';
import { Observed } from '../observed.ts';
import { AccountError, type AccountErrorCode } from './account-error.ts';
import type { Device } from './device.ts';
import type { HolderClient } from './holder-client.ts';
import type { Passkeys } from './passkey.ts';

export type AccountState =
  /** Nothing was ever set up on this device. */
  | { readonly at: 'new' }
  /** The person goes on without an account: no lock, and nothing is remembered. */
  | { readonly at: 'without' }
  | { readonly at: 'locked'; readonly busy: boolean; readonly problem?: AccountErrorCode }
  | { readonly at: 'open'; readonly holder: HolderView };

/** The mark of everybody who uses the app without an account; no passkey has a name so short. */
const WITHOUT_ACCOUNT = 'nobody';

export interface AccountWorld {
  readonly client: HolderClient;
  readonly passkeys: Passkeys;
  readonly device: Device;
}

/**
 * The account as this tab knows it. The session is in memory alone, so a reload locks; it ends at the provider when the app is
 * locked. Whatever the provider answers to an old session locks the app too.
 */
export class Account {
  readonly #world: AccountWorld;
  readonly #shown: Observed<AccountState>;
  readonly state: Observed<AccountState>['state'];
  readonly subscribe: Observed<AccountState>['subscribe'];
  #session: string | undefined;

  constructor(world: AccountWorld) {
    this.#world = world;
    this.#shown = new Observed<AccountState>(stateOf(world.device.read()));
    this.state = this.#shown.state;
    this.subscribe = this.#shown.subscribe;
  }

  /** For setting the app up. */
  get client(): HolderClient {
    return this.#world.client;
  }

  get passkeys(): Passkeys {
    return this.#world.passkeys;
  }

  /** What a login is opened with, so that it stands in the history. */
  readonly session = (): string | undefined => this.#session;

  /** By what a login that is begun now can be told to be this account's: the passkey that opened it. */
  readonly mark = (): string | undefined => {
    const state = this.state();
    if (state.at === 'without') return WITHOUT_ACCOUNT;
    return state.at === 'open' ? state.holder.passkeys.find(({ current }) => current)?.id : undefined;
  };

  /** Whether what bears this mark is of whoever has the app open now. */
  readonly has = (mark: string): boolean => {
    const state = this.state();
    if (state.at === 'without') return mark === WITHOUT_ACCOUNT;
    return state.at === 'open' && state.holder.passkeys.some(({ id }) => id === mark);
  };

  /** Asks for the passkey. Also opens an account that this device has forgotten. */
  async unlock(): Promise<void> {
    const before = this.state();
    if (before.at === 'open' || (before.at === 'locked' && before.busy)) return;
    const locked = before.at === 'locked';
    if (locked) this.#shown.show({ at: 'locked', busy: true });
    try {
      this.adopt(await this.#open());
    } catch (error) {
      if (locked) this.#shown.show({ at: 'locked', busy: false, problem: codeOf(error) });
      else throw error;
    }
  }

  async #open(): Promise<HolderSession> {
    const { client, passkeys } = this.#world;
    const { unlockToken, passkey } = await client.unlockBegin();
    const credential = await passkeys.use(passkey);
    try {
      return await client.unlock(unlockToken, credential);
    } catch (error) {
      const { rpId } = passkey;
      if (codeOf(error) === 'holder/passkey_invalid' && typeof rpId === 'string') {
        await passkeys.forget(rpId, String(credential.id));
      }
      throw error;
    }
  }

  /** After unlocking, and after the app was set up. */
  adopt({ session, holder }: HolderSession): void {
    this.#session = session;
    this.#world.device.write('set-up');
    this.#shown.show({ at: 'open', holder });
  }

  /** This device has an account from now on, whether or not this page comes to open it. */
  remember(): void {
    this.#world.device.write('set-up');
  }

  /** At once here; at the provider as soon as it is reached, else when the session runs out. */
  lock(): void {
    const session = this.#session;
    if (this.state().at !== 'open' || session === undefined) return;
    this.#session = undefined;
    this.#shown.show({ at: 'locked', busy: false });
    this.#world.client.lock(session).catch(() => {});
  }

  /** The provider has ended this session, or let it run out. */
  lapsed(session: string): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    this.#shown.show({ at: 'locked', busy: false, problem: 'holder/session_unknown' });
  }

  /** As long as this page lives, where the device has an account: whoever is there without having opened it takes its lock away for nobody. */
  goWithout(): void {
    if (this.#world.device.read() !== 'set-up') this.#world.device.write('without');
    this.#leave('without');
  }

  /** Back to the beginning, to be set up. A device that has an account has it, and its lock, until a card has set another one up. */
  startOver(): void {
    if (this.#world.device.read() !== 'set-up') this.#world.device.write('new');
    this.#leave('new');
  }

  refresh(): Promise<HolderView> {
    return this.#view((session) => this.#world.client.holder(session));
  }

  history(after?: string): Promise<HistoryPage> {
    return this.#with((session) => this.#world.client.history(session, after));
  }

  async services(): Promise<readonly ConnectedService[]> {
    return (await this.#with((session) => this.#world.client.services(session))).services;
  }

  async endService(clientId: string): Promise<readonly ConnectedService[]> {
    return (await this.#with((session) => this.#world.client.endService(session, clientId))).services;
  }

  endPasskey(id: string): Promise<HolderView> {
    return this.#view((session) => this.#world.client.endPasskey(session, id));
  }

  /** Erases the account at the provider, and what this device remembers of it. Whoever has unlocked meanwhile keeps theirs. */
  erase(): Promise<void> {
    return this.#send(async (session) => {
      await this.#world.client.end(session);
      if (this.#session !== undefined && this.#session !== session) return;
      this.#world.device.write('new');
      this.#leave('new');
    });
  }

  #view(use: (session: string) => Promise<HolderView>): Promise<HolderView> {
    return this.#with(use, (holder) => this.#shown.show({ at: 'open', holder }));
  }

  /** An answer that comes after its session is nobody's: somebody else may have the app open by then. */
  #with<T>(use: (session: string) => Promise<T>, adopt: (answer: T) => void = () => {}): Promise<T> {
    return this.#send(async (session) => {
      const answer = await use(session);
      if (this.#session !== session) throw new AccountError('holder/session_unknown', 'locked meanwhile');
      adopt(answer);
      return answer;
    });
  }

  async #send<T>(use: (session: string) => Promise<T>): Promise<T> {
    const session = this.#session;
    if (session === undefined) throw new AccountError('holder/session_unknown', 'locked');
    try {
      return await use(session);
    } catch (error) {
      if (codeOf(error) === 'holder/session_unknown') this.lapsed(session);
      throw error;
    }
  }

  #leave(at: 'new' | 'without'): void {
    this.#session = undefined;
    this.#shown.show({ at });
  }
}

function stateOf(device: ReturnType<Device['read']>): AccountState {
  return device === 'set-up' ? { at: 'locked', busy: false } : { at: device };
}

/** What a screen has to know about an error. A fault of ours says no more than that. */
export function codeOf(error: unknown): AccountErrorCode {
  return error instanceof AccountError ? error.code : 'phone/answer';
}
