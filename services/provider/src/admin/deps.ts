import type { ProviderDeps } from '../deps.ts';

export type AdminDeps = Pick<
  ProviderDeps,
  'config' | 'store' | 'clock' | 'log' | 'audit' | 'keys' | 'settings'
>;

/** Twenty keys of the greatest length, and everything beside them. */
export const BODY_MAX = 50_000;
