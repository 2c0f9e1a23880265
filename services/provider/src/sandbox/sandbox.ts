import { setTimeout as wait } from 'node:timers/promises';
import type { ProviderConfig } from '../config.ts';
import { httpSubstitute, type Substitute } from './substitute.ts';

/** What a sandbox has that no other provider has. */
export interface Sandbox {
  readonly substitute: Substitute;
  /** How something is late. */
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** Undefined where this provider is no sandbox. */
export function openSandbox(
  { sandbox }: Pick<ProviderConfig, 'sandbox'>,
  options: { readonly fetch: typeof fetch; readonly sleep?: Sandbox['sleep'] | undefined },
): Sandbox | undefined {
  if (sandbox === undefined) return undefined;
  const { fetch, sleep = wait } = options;
  return { substitute: httpSubstitute({ ...sandbox.substitute, fetch }), sleep };
}
