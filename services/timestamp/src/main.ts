/**
 * The time-stamp service (RFC 3161): says that a digest existed at a time. Owns its root, its units and their keys, and sees
 * digests alone; what was time-stamped is stored nowhere. This file puts the parts together and does nothing else.
 */
import type { ReasonName } from '@kazasu/pki/issue';
import type { Clock } from '@kazasu/server/clock';
import { type KeyFolder, type SigningKeys, signingKeysIn } from '@kazasu/server/keys';
import type { DoorRules } from '@kazasu/server/limit';
import type { Log } from '@kazasu/server/log';
import { type Metrics, meteredKeys, serviceMetrics } from '@kazasu/server/metrics';
import { openStatus } from '@kazasu/server/status';
import type { Store } from '@kazasu/server/store';
import { createTracer } from '@kazasu/server/trace';
import type { Hono } from 'hono';
import { createApp, NAMES } from './app.ts';
import { type TimestampSettings, timestampConfig } from './config.ts';
import { timestampDoor } from './limit/index.ts';
import { openRoot } from './root/index.ts';
import { MIGRATIONS } from './store.ts';
import { openUnits, takeOutOfService } from './unit/index.ts';

export { MEDIA, PATHS } from './api.ts';
export type { TimestampSettings } from './config.ts';
export { TimestampError, type TimestampErrorCode } from './error.ts';

export interface TimestampServiceOptions extends Readonly<TimestampSettings> {
  /** Stays its owner's: `close` does not close it. */
  readonly store: Store;
  readonly keys: KeyFolder;
  /** Where the keys of root and units lie, such as a token, which must hold the next unit's before its time; default `keys`. */
  readonly signing?: SigningKeys;
  readonly clock: Clock;
  readonly log: Log;
}

export interface TimestampService {
  readonly app: Hono;
  readonly metrics: Metrics;
  /** Before it: what is asked, and how it is refused where there is no room. */
  readonly door: DoorRules;
  /** The root, DER: what a verifier of these time-stamps trusts. */
  readonly anchor: Uint8Array;
  /** The unit that signs now, and the root, DER. */
  chain(): Promise<readonly Uint8Array[]>;
  /**
   * Takes a unit out of service for good, by its number; the next token is another unit's. Rejects with a TimestampError
   * `timestamp/unknown`.
   */
  revoke(unit: number, reason: ReasonName): Promise<void>;
  close(): Promise<void>;
}

/**
 * Brings the schema forward, opens or makes root and unit, and builds the service; listening is the caller's. Rejects with
 * a ConfigError, a StoreError, a KeyError or a TimestampError.
 */
export async function createTimestampService(options: TimestampServiceOptions): Promise<TimestampService> {
  const { store, keys, signing = signingKeysIn(keys), clock, log, ...settings } = options;
  const config = timestampConfig(settings);
  await store.migrate('timestamp', MIGRATIONS);
  if (signing.protection === 'none') log.warn('keys.unprotected', { reason: 'no passphrase and no token' });
  const metrics = serviceMetrics('timestamp', store);
  const deps = { config, store, clock, log, signing: meteredKeys(signing, metrics), metrics };
  const tracer = createTracer(config.tracing, { service: 'timestamp', ...deps });
  tracer?.watch(store);
  const root = await openRoot(deps);
  const status = openStatus(deps);
  const looking = setInterval(() => void status.look(), 60_000);
  looking.unref();
  const units = openUnits(deps, root);
  const unitNow = () => units.at(Math.floor(clock.now()));
  await unitNow();
  return {
    app: createApp(deps, { root, units, tracer, status }),
    metrics: deps.metrics,
    door: timestampDoor(NAMES),
    anchor: root.certificate,
    chain: async () => [(await unitNow()).certificate, root.certificate],
    revoke: (unit, reason) => takeOutOfService(deps, unit, reason),
    close: async () => {
      clearInterval(looking);
      await tracer?.close();
    },
  };
}
