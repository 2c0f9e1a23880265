import { type Database, startDatabase } from './database.ts';

/**
 * A standby that follows `primary`; from then on the primary acknowledges a commit only when the standby has written it down too.
 * It may stand in by `SELECT pg_promote()`.
 */
export async function startStandby(primary: Database): Promise<Database> {
  const source = `host=${primary.folder} user=kazasu application_name=standby`;
  const standby = await startDatabase({
    settings: { primary_conninfo: source, hot_standby: 'on' },
    prepare: ({ run }) =>
      run(
        'pg_basebackup',
        '-h',
        primary.folder,
        '-U',
        'kazasu',
        '-D',
        'data',
        '-X',
        'stream',
        '-c',
        'fast',
        '-R',
      ),
  });
  primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
  primary.sql('SELECT pg_reload_conf()');
  return standby;
}
