import type { Certificate } from '@kazasu/pki';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import type { KeyObject } from '../../crypto.ts';
import type { EvidenceConfig, TimestampConfig } from '../settings.ts';

/** What heads need of all that the verifier has. */
export interface HeadDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: typeof fetch;
  readonly keys: {
    /** Ed25519, private. */
    readonly log: KeyObject;
  };
  readonly trust: { readonly timestampAnchors: readonly Certificate[] };
  readonly config: {
    readonly evidenceOrigin: string;
    readonly evidence: EvidenceConfig;
    readonly timestamp?: TimestampConfig | undefined;
  };
}
