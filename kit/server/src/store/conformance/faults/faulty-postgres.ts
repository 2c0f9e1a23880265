import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../open-store.ts';
import type { Store } from '../../store.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';

/** How long a statement of the service may take, in milliseconds: half as long is waited for a connection or a lock. */
const HASTE_MS = 600;

/** A PostgreSQL of which a database can be put at fault for one service. */
export interface FaultyPostgres {
  create(): Promise<FaultyDatabase>;
  stop(): Promise<void>;
}

export interface FaultyDatabase {
  /** As the service sees it that is tried: nobody's superuser, two connections, and soon out of patience. */
  readonly hasty: Store;
  /** For what stands before and behind a fault: whatever is wrong for the other, it goes on, on connections that are open. */
  readonly patient: Store;
  /** Begins a fault; the answer ends it. */
  begin(fault: FaultName): Promise<() => Promise<void>>;
  /** Cuts all connections that the service has at this moment. */
  cut(): Promise<void>;
  /** The server falls over its full disk (PANIC), and has risen again when this resolves; `meanwhile` begins when it falls. */
  fall(meanwhile: () => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

interface Place {
  readonly postgres: TestPostgres;
  readonly patient: Store;
  readonly database: string;
}

type Fault = (place: Place) => Promise<() => Promise<unknown>>;

const ofService = "datname = $1 AND usename = 'service'";

/** All connections of the service. */
async function cut({ patient, database }: Place): Promise<void> {
  await patient.run(`SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE ${ofService}`, [
    database,
  ]);
}

const readOnly: Fault = async (place) => {
  const role = `ALTER ROLE service IN DATABASE ${place.database}`;
  await place.patient.run(`${role} SET default_transaction_read_only = on`);
  await cut(place);
  return async () => {
    await place.patient.run(`${role} RESET default_transaction_read_only`);
    await cut(place);
  };
};

const crowded: Fault = async (place) => {
  await place.patient.run('ALTER ROLE service CONNECTION LIMIT 0');
  await cut(place);
  return () => place.patient.run('ALTER ROLE service CONNECTION LIMIT -1');
};

/**
 * Neither the processes of the service's connections nor the one that makes new ones say anything more. The latter is
 * stopped first, and a child of it that the server does not list yet is a connection on its way to the service.
 */
const silent: Fault = async ({ patient }) => {
  const [file] = await patient.run<{ text: string }>("SELECT pg_read_file('postmaster.pid') AS text");
  const postmaster = Number.parseInt(file?.text ?? '', 10);
  await stop(postmaster);
  const others = await patient.run<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE usename IS DISTINCT FROM 'service'",
  );
  const spared = new Set(others.map(({ pid }) => pid));
  const mute = childrenOf(postmaster).filter((pid) => !spared.has(pid));
  await Promise.all(mute.map(stop));
  return async () => {
    // It goes on last, because it buries those that have ended meanwhile.
    for (const pid of [...mute, postmaster]) process.kill(pid, 'SIGCONT');
  };
};

/** Resolves when it stands still, which is later than the signal was sent; one that has ended meanwhile stands still too. */
async function stop(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  while (!/\) [TZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) await sleep(1);
}

function childrenOf(pid: number): number[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g);
  return (pids ?? []).map(Number);
}

function tablesOf(patient: Store): Promise<{ name: string }[]> {
  return patient.run("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
}

/** Somebody holds every table, as a careless migration would. */
const locked: Fault = async ({ patient }) => {
  const rows = await tablesOf(patient);
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const holding = patient.transaction(async (within) => {
    await within.run(`LOCK TABLE ${rows.map(({ name }) => name).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    begun.resolve();
    await held.promise;
  });
  await Promise.race([begun.promise, holding]);
  return async () => {
    held.resolve();
    await holding;
  };
};

/** Pages are full with hardly a row, so that whoever adds one asks the disk for another page. */
const full: Fault = async ({ postgres, patient }) => {
  for (const { name } of await tablesOf(patient))
    await patient.run(`ALTER TABLE ${name} SET (fillfactor = 10)`);
  await postgres.setDisk('full');
  return () => postgres.setDisk('free');
};

export const FAULTS = {
  'only to be read, as a standby': readOnly,
  'without a connection to spare': crowded,
  'held by somebody else': locked,
  silent,
  'with a full disk': full,
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;

async function fall({ postgres, patient }: Place, meanwhile: () => Promise<unknown>): Promise<void> {
  await postgres.setDisk('full');
  const fallen = patient.run('CHECKPOINT').then(
    () => Promise.reject(new Error('it wrote a checkpoint on a full disk')),
    () => {},
  );
  await Promise.all([fallen, meanwhile()]).finally(() => postgres.setDisk('free'));
  for (let i = 1; i <= 200; i++) {
    if (await patient.run('SELECT 1 AS well').catch(() => undefined)) return;
    // It may have tried to recover while the disk was full, and given up for good.
    if (i % 20 === 0) await postgres.setDisk('free');
    await sleep(50);
  }
  throw new Error('the server has not risen again');
}

/** What was acknowledged outlives the server, a log that fits on the disk; and no vacuum, which would make room when it likes. */
const SETTINGS = {
  max_connections: '30',
  autovacuum: 'off',
  synchronous_commit: 'on',
  min_wal_size: '2MB',
  max_wal_size: '4MB',
};

/** Rejects where there is no PostgreSQL, or no small disk. */
export async function startFaultyPostgres(): Promise<FaultyPostgres> {
  const postgres = await startPostgres({ smallDisk: true, settings: SETTINGS });
  const admin = await openStore({ databaseUrl: postgres.url, connections: 1 });
  await admin.run('CREATE ROLE service LOGIN');
  await admin.close();
  return {
    create: async () => createFaulty(postgres, await postgres.createDatabase()),
    stop: () => postgres.stop(),
  };
}

async function createFaulty(postgres: TestPostgres, databaseUrl: string): Promise<FaultyDatabase> {
  const url = new URL(databaseUrl);
  const patient = await openStore({ databaseUrl, connections: 4 });
  // Open before anything is at fault, because none can be opened afterwards.
  await Promise.all([1, 2, 3, 4].map(() => patient.run('SELECT pg_sleep(0.05) AS slept')));
  await patient.run('GRANT ALL ON SCHEMA public TO service');
  await patient.run('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO service');
  url.username = 'service';
  const hasty = await openStore({ databaseUrl: url.href, connections: 2, statementTimeoutMs: HASTE_MS });
  const place = { postgres, patient, database: url.pathname.slice(1) };
  return {
    hasty,
    patient,
    begin: async (fault) => {
      const end = await FAULTS[fault](place);
      return async () => void (await end());
    },
    cut: () => cut(place),
    fall: (meanwhile) => fall(place, meanwhile),
    close: async () => {
      await hasty.close();
      await patient.close();
    },
  };
}
