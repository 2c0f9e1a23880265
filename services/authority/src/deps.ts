/** What every part of the authority is handed. Made once by main.ts; nothing in it changes with a request. */
import type { Settings } from '@kazasu/server/administration';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import type { Metrics } from '@kazasu/server/metrics';
import type { Store } from '@kazasu/server/store';
import type { AdministrationAudit, AuditHeads } from './audit/index.ts';
import type { Hierarchy } from './ca/index.ts';
import type { CardIssuers, KeyMaker } from './card/index.ts';
import type { AuthorityConfig } from './config.ts';
import type { KeyObject } from './crypto.ts';
import type { Typeface } from './drawing/index.ts';
import type { OcspResponder } from './ocsp/index.ts';
import type { CounterReader } from './page/index.ts';
import type { Meter } from './verifier/index.ts';

export interface AuthorityDeps {
  readonly config: AuthorityConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly hierarchy: Hierarchy;
  readonly cardIssuers: CardIssuers;
  /** Makes the keys that go into cards. */
  readonly makeKey: KeyMaker;
  /** What names and addresses are drawn with. */
  readonly typeface: Typeface;
  readonly ocsp: OcspResponder;
  /** Seals the register at rest. */
  readonly registerKey: KeyObject;
  /** Of the counter's pages: the key of its sessions, and the card reader on its desk, where there is one. */
  readonly counter: { readonly key: KeyObject; readonly reader: CounterReader | undefined };
  /** Versions of who administers. */
  readonly settings: Settings;
  /** What the administration tells; what happens at the counter is appended where it happens. */
  readonly audit: AdministrationAudit;
  /** The audit's heads, signed. */
  readonly auditHeads: AuditHeads;
  /** Counts what verifiers ask. */
  readonly meter: Meter;
}
