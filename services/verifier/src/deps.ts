/** What every part of the verifier is handed. Made once by main.ts; nothing in it changes with a request. */
import type { CachedAuthority } from '@kazasu/authority/client';
import type { Settings } from '@kazasu/server/administration';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
import type { Store } from '@kazasu/server/store';

import type { VerifierAudit } from './audit/index.ts';
import type { VerifierConfig } from './config.ts';
import type { KeyObject } from './crypto.ts';
import type { DocumentGate, Threads } from './document/index.ts';
import type { EncryptionKeys } from './encryption/index.ts';
import type { EvidenceLog } from './evidence/index.ts';
import type { InProgress } from './idempotency/index.ts';
import type { KeptTrust } from './judge/trust.ts';

/** The service's own keys. None of them serves two purposes. */
export interface VerifierKeys {
  /** Secret, wraps the keys of single records and seals what belongs to none, such as webhooks' secrets. */
  readonly master: KeyObject;
  /** Ed25519, signs heads of the log. */
  readonly log: KeyObject;
  /** Secret, turns certificates into person ids. */
  readonly person: KeyObject;
  /** What signed results are encrypted to; generations with rotation. */
  readonly encryption: EncryptionKeys;
}

export interface VerifierDeps {
  readonly config: VerifierConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly keys: VerifierKeys;
  readonly authority: CachedAuthority;
  readonly trust: KeptTrust;
  /** Versions of who administers and of whom to believe. */
  readonly settings: Settings;
  readonly audit: VerifierAudit;
  readonly evidence: EvidenceLog;
  readonly inProgress: InProgress;
  /** What of documents may be in memory at once. */
  readonly documents: DocumentGate;
  /** Where documents are judged. */
  readonly threads: Threads;
  /** The network: time-stamps, webhooks. */
  readonly fetch: typeof fetch;
}

/** The same before the log of evidence is open: what the log itself is made of. */
export type EvidenceDeps = Omit<VerifierDeps, 'evidence' | 'inProgress' | 'documents' | 'threads'>;
