/** What is done with a provider's database and keys at hand, by the configuration of its service. */
import { twoMustAgree } from '@kazasu/provider/administration';
import type { environment } from '@kazasu/server/config';
import type { KeyFolder, TokenKeys } from '@kazasu/server/keys';
import { openCustody, openDatabase, readConfiguration } from '@kazasu/server/serve';
import type { Store } from '@kazasu/server/store';
import { SERVICES } from './services.ts';

/** What was typed is not understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface AtHand {
  readonly store: Store;
  readonly keys: KeyFolder;
  readonly tokenKeys?: TokenKeys;
  /** As the audit log has it. */
  readonly actor: string;
  /** Whether the configuration wants two named administrators to agree. */
  readonly fourEyes: boolean;
}

/** Throws a UsageError, and rejects with a ConfigError, a KeyError or a StoreError. */
export async function withProviderAtHand<T>(
  { by = 'admin', config: file }: { readonly by?: string | undefined; readonly config?: string | undefined },
  variables: ReturnType<typeof environment>,
  work: (atHand: AtHand) => Promise<T>,
): Promise<T> {
  if (!/^[\w.@-]{1,100}$/.test(by)) throw new UsageError('--by is a name of letters, digits and . _ @ -');
  const service = await SERVICES.provider();
  const { process: config, settings } = readConfiguration(service, { file, environment: variables });
  const { close, ...custody } = await openCustody(config.keys ?? { folder: '' }, {
    purpose: service.name,
    mayCreate: true,
  });
  try {
    const store = await openDatabase(config);
    try {
      const actor = by === 'admin' ? by : `admin:${by}`;
      return await work({ ...custody, store, actor, fourEyes: twoMustAgree(settings) });
    } finally {
      await store.close();
    }
  } finally {
    close();
  }
}
