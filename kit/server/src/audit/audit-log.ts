import type { Clock } from '../clock/index.ts';
import type { StatementRunner, Store } from '../store/index.ts';
import type { ChainEnd } from './chain.ts';
import { type ChainReader, chainReader } from './chain-reader.ts';
import { type ChainStore, chainStore, chainTables } from './chain-store.ts';
import { type AuditEntry, type AuditEvent, bodyOf, detailIn } from './event.ts';
import { type ChainPage, type ChainVerdict, chainPage, verifyChain } from './verify.ts';

/** A service's audit log. `Action` is its closed list of what may happen. */
export interface AuditLog<Action extends string = string> extends ChainReader {
  /**
   * Adds an entry in the transaction of what it tells of: neither is stored without the other. Call it last: from then on other nodes wait
   * for the end of this transaction. Throws a TypeError for an event that has no place in an audit, see event.ts.
   */
  append(within: StatementRunner, event: AuditEvent<Action>): Promise<void>;
  /** Adds an entry about what changed nothing in the store, such as a refusal. */
  record(event: AuditEvent<Action>): Promise<void>;
  /** Entries behind the number `after`, 500 at most. */
  page(after: number): Promise<ChainPage<AuditEntry>>;
  /** Newest first. */
  latest(limit: number): Promise<AuditEntry[]>;
  /** Follows the whole chain; with a head that was written down elsewhere it must hold that one too. */
  verify(remembered?: ChainEnd): Promise<ChainVerdict>;
}

const COLUMNS = [
  'at BIGINT NOT NULL',
  'actor TEXT NOT NULL',
  'action TEXT NOT NULL',
  'subject TEXT',
  'outcome TEXT NOT NULL',
  'detail TEXT NOT NULL',
];

/** The tables of a service's audit log, for its migrations. */
export function auditTables(service: string): readonly string[] {
  return chainTables(`${service}_audit`, COLUMNS);
}

export interface AuditLogOptions {
  /** First word of the service's tables. */
  readonly service: string;
  readonly store: Store;
  readonly clock: Clock;
}

export function openAuditLog<Action extends string>(options: AuditLogOptions): AuditLog<Action> {
  const { service, store, clock } = options;
  const chain = chainOf(service);
  const append = async (within: StatementRunner, event: AuditEvent<Action>) => {
    await chain.append(within, bodyOf(event, clock.now()));
  };
  return {
    ...chainReader(chain, store),
    append,
    record: (event) => store.transaction((within) => append(within, event), { inTurn: true }),
    page: (after) => chainPage(chain, store, after),
    latest: (limit) => chain.latest(store, Number.MAX_SAFE_INTEGER, limit),
    verify: (remembered) => verifyChain(chain, store, remembered),
  };
}

function chainOf(service: string): ChainStore<AuditEntry> {
  return chainStore<AuditEntry>({
    table: `${service}_audit`,
    columns: {
      at: 'at',
      actor: 'actor',
      action: 'action',
      subject: 'subject',
      outcome: 'outcome',
      detail: 'detail',
    },
    write: ({ detail, ...body }) => ({ ...body, detail: JSON.stringify(detail) }),
    read: (row) => ({ ...(row as unknown as AuditEntry), detail: detailIn(row.detail) }),
  });
}
