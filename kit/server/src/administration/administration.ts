import type * as v from 'valibot';
import type { AuditEvent, AuditLog } from '../audit/index.ts';
import type { Clock } from '../clock/index.ts';
import type { Store } from '../store/index.ts';
import type { ADMINISTRATION_ACTIONS } from './actions.ts';
import type { Settings } from './settings.ts';

/** What the administration itself tells the audit log; a service's own list of actions holds these. */
export type AdministrationAction = keyof typeof ADMINISTRATION_ACTIONS | 'trust.replaced';

export interface AdministrationAudit {
  readonly append: AuditLog<AdministrationAction>['append'];
  /** Somebody was refused; may be called by anybody from outside as often as they like. */
  readonly refused: (event: AuditEvent<AdministrationAction>) => void;
}

/** What must be known of a service to administer it. `Change`: what two must agree to there. */
export interface Administration<Change extends AnyChange = AnyChange> {
  /** First word of its tables. */
  readonly service: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly audit: AdministrationAudit;
  readonly config: AdministrationConfig;
  readonly change: v.GenericSchema<unknown, Change>;
}

export interface AnyChange {
  readonly kind: string;
}

export interface AdministrationConfig {
  /** As it is known from outside: whom a signed request is for. */
  readonly baseUrl: string;
  /** Path of it; empty at the root. */
  readonly basePath: string;
  readonly adminToken: string;
  /** Whether two must agree. */
  readonly fourEyes: boolean;
  /** Milliseconds that a proposal waits for consent. */
  readonly proposalLifetimeMs: number;
}
