import { AsyncResource } from 'node:async_hooks';
import type { Clock } from '@kazasu/server/clock';
import { KeyError, type SigningKey, type SigningKeys } from '@kazasu/server/keys';
import type { Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { appendAudit } from '../audit/index.ts';

/**
 * The same keys, of which every failure to sign is logged and written into the audit. The entry stands in a transaction
 * of its own: that of the work which wanted the signature is rolled back.
 */
export function watchedKeys(
  keys: SigningKeys,
  { store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Log },
): SigningKeys {
  // Bound to where the authority is made: whoever signs may be inside a transaction, where the store is closed to others.
  const record = AsyncResource.bind((name: string, code: string) => {
    const entry = { at: Math.floor(clock.now()), event: 'key', actor: 'authority', residentId: null };
    store
      .transaction((within) =>
        appendAudit(within, { ...entry, certificates: [], reason: name, outcome: code }),
      )
      .catch(() => log.error('key.unaudited', { code }));
  });
  const watched = (name: string, key: SigningKey): SigningKey => {
    const failed = (error: unknown): never => {
      const code = error instanceof KeyError ? error.code : 'key/sign';
      log.error('key.failed', { code, keyId: name });
      record(name, code);
      throw error;
    };
    const watch = (use: () => Uint8Array): Uint8Array => {
      try {
        return use();
      } catch (error) {
        return failed(error);
      }
    };
    return {
      ...key,
      sign: (bytes) => watch(() => key.sign(bytes)),
      signBeside: (bytes) => key.signBeside(bytes).catch(failed),
      begin: () => {
        const signing = key.begin();
        return { update: signing.update, sign: () => watch(() => signing.sign()) };
      },
    };
  };
  return {
    protection: keys.protection,
    has: (name) => keys.has(name),
    loadOrCreate: async (name, kind) => watched(name, await keys.loadOrCreate(name, kind)),
  };
}
