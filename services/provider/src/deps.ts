/** What every part of the provider is handed. Made once by main.ts; nothing in it changes with a request. */

import type { Settings } from '@kazasu/server/administration';
import type { Clock } from '@kazasu/server/clock';
import type { Forwarding } from '@kazasu/server/http';
import type { VersionedKey } from '@kazasu/server/keys';
import type { Log } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
import type { Store } from '@kazasu/server/store';
import type { ProviderAudit } from './audit/index.ts';
import type { ProviderAuthority } from './authority-client/index.ts';
import type { ClientAuthentication } from './client-authentication/index.ts';
import type { ProviderConfig } from './config.ts';
import type { KeyObject } from './crypto.ts';
import type { Inspector } from './inspector/index.ts';
import type { SigningKeys } from './key/index.ts';
import type { ClientLimits } from './limit/index.ts';
import type { Trust } from './proof/trust.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { OperatorKeys } from './sign/index.ts';

/** The service's own keys, each as it is at the moment when it is read. None of them serves two purposes. */
export interface ProviderKeys {
  /** EC P-256 for ID tokens (ES256); for access tokens a secret (HS256, the default), EC P-256 or RSA-2048. */
  readonly signing: SigningKeys;
  /** Secret, seals what is personal at rest, each thing for its own place: see consent/items.ts and sign/sealed.ts. */
  readonly items: VersionedKey;
  /** Secret, turns certificates into person ids. */
  readonly person: KeyObject;
  /** Secret, turns person ids into pairwise subjects. */
  readonly subject: VersionedKey;
  /** Secret, makes the nonces of DPoP proofs. */
  readonly dpopNonce: VersionedKey;
  /** Secret, seals who administers the provider and whom it believes, so that a hand in the database cannot add to either. */
  readonly administration: KeyObject;
}

export interface ProviderDeps {
  readonly config: ProviderConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Where requests come from: whoever believes a header goes by this alone. */
  readonly forwarding: Forwarding;
  /** Append to it in the transaction of what it tells of. */
  readonly audit: ProviderAudit;
  readonly keys: ProviderKeys;
  /** Who administers and whom to believe. One for the process: it remembers which versions it has seen, for every guard. */
  readonly settings: Settings;
  readonly authority: ProviderAuthority;
  readonly trust: Trust;
  /** Who calls the endpoints that clients call themselves. */
  readonly clientAuthentication: ClientAuthentication;
  /** How often each client may ask. */
  readonly clientLimits: ClientLimits;
  /** Keys of platform operators, for what is encrypted for them. */
  readonly operatorKeys: OperatorKeys;
  /** Undefined where this provider is no sandbox, as in production. */
  readonly sandbox?: Sandbox | undefined;
  /** Undefined where nothing is recorded for developers, as in production. */
  readonly inspector?: Inspector | undefined;
}
