import { Frontier } from '@kazasu/evidence';
import type { SqlValue, StatementRunner, Store } from '@kazasu/server/store';

interface Kept {
  frontier: Uint8Array;
  size: number;
}

/**
 * A store that keeps no evidence and no transaction: what the log writes is thrown away, but for the log's own row and the keys of tenants and
 * persons, which stand in `store`. What is left of a verification then is its judgement, its sealing and its answer.
 */
export function withoutStorage(store: Store): Store {
  const kept: Kept = { frontier: Frontier.empty().serialise(), size: 0 };
  const run = async <Row extends object>(statement: string, values: readonly SqlValue[] = []) => {
    const given = answerTo(kept, statement, values);
    return (given ?? (await store.run(statement, values))) as Row[];
  };
  const transaction = async <T>(work: (within: StatementRunner) => Promise<T>) => work({ run });
  return Object.assign(Object.create(store) as Store, {
    engine: store.engine,
    run,
    transaction,
    migrate: store.migrate.bind(store),
    close: () => store.close(),
  });
}

/** Columns of a row of `verifier_once`, and which of them is the record's id. */
const ONCE = { columns: 5, id: 2 } as const;

function answerTo(kept: Kept, statement: string, values: readonly SqlValue[]): object[] | undefined {
  if (statement.startsWith('SELECT key_hash, record_id')) return [];
  if (statement.startsWith('INSERT INTO verifier_once')) {
    const ids = values.slice(1).filter((_, i) => i % ONCE.columns === ONCE.id);
    return ids.map((record_id) => ({ record_id }));
  }
  if (/^INSERT INTO verifier_(record|record_key|object|tree_tile) /.test(statement)) return [];
  if (statement.startsWith('UPDATE verifier_log SET size')) {
    const before = { size: kept.size, frontier: kept.frontier };
    kept.size += Number(values[0]);
    return [before];
  }
  if (statement.startsWith('UPDATE verifier_log SET frontier')) {
    // Each tile is begun anew: the entries of an open one are not there to be read again.
    kept.size = 0;
    kept.frontier = Frontier.empty().serialise();
    return [{ size: Number(values[1]) }];
  }
  return undefined;
}
