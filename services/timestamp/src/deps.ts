/** What every part of the service is handed. Made once by main.ts; nothing in it changes with a request. */
import type { Clock } from '@kazasu/server/clock';
import type { SigningKeys } from '@kazasu/server/keys';
import type { Log } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
import type { Store } from '@kazasu/server/store';
import type { TimestampConfig } from './config.ts';

export interface TimestampDeps {
  readonly config: TimestampConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Of the root and the units. */
  readonly signing: SigningKeys;
}

export const DAY = 86_400_000;

/** All keys of this service: P-384 outlasts by years the 112 bits of RSA-2048, and so do the tokens. */
export const KEY_KIND = 'ec-p384';
/** How the issuing half calls what is signed by them. */
export const GENERATION = 'next';
