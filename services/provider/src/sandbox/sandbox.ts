import { setTimeout as wait } from 'node:timers/promises';
import type { StatementRunner } from '@kazasu/server/store';
import type { ProviderConfig } from '../config.ts';
import type { ClientAnswer } from '../interaction/answer.ts';
import { holdAtMost } from './busy.ts';
import { findChoice } from './choice-store.ts';
import { sandboxLink, substituteMode } from './mode.ts';
import { httpSubstitute, type Substitute } from './substitute.ts';

/** What a sandbox has that no other provider has. */
export interface Sandbox {
  readonly substitute: Substitute;
  /** How something is late. */
  readonly sleep: (ms: number) => Promise<unknown>;
  /** For whatever keeps a request waiting: who can be chosen, a card that is played, something that is late. Throws a SandboxBusy. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
  /** For the waiting page: whether it is shown, and the way from it to the choice. */
  readonly modeOf: typeof substituteMode;
  readonly link: typeof sandboxLink;
  /** In place of the error that an interaction ended with; undefined where there is nothing in its place. */
  readonly answerOf: (within: StatementRunner, interactionId: string) => Promise<ClientAnswer | undefined>;
}

/** Requests that wait at once. Each holds a connection for half a minute or more, and anybody can begin one. */
const HELD_MAX = 128;

/** Undefined where this provider is no sandbox. */
export function openSandbox(
  { sandbox }: Pick<ProviderConfig, 'sandbox'>,
  options: { readonly fetch: typeof fetch; readonly sleep?: Sandbox['sleep'] | undefined },
): Sandbox | undefined {
  if (sandbox === undefined) return undefined;
  const { fetch, sleep = wait } = options;
  return {
    substitute: httpSubstitute({ ...sandbox.substitute, fetch }),
    sleep,
    hold: holdAtMost(HELD_MAX),
    modeOf: substituteMode,
    link: sandboxLink,
    answerOf: async (within, interactionId) => (await findChoice(within, interactionId))?.outcome.answer,
  };
}
