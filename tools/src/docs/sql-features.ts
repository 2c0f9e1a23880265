/** Every word of SQL that the project uses, and why it is safe on PostgreSQL and what speaks its protocol. A test holds the code to it. */
export interface Feature {
  readonly words: readonly string[];
  readonly what: string;
  /** Why it is safe on PostgreSQL, YugabyteDB and CockroachDB. */
  readonly why: string;
}

const everywhere = 'SQL-92; the same everywhere';

export const STATEMENT_FEATURES: readonly Feature[] = [
  {
    words: ['SELECT', 'FROM', 'WHERE', 'AND', 'OR', 'NOT', 'IN', 'IS', 'NULL', 'AS', 'EXISTS'],
    what: 'questions by key and by index',
    why: everywhere,
  },
  {
    words: ['CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'COALESCE', 'CAST'],
    what: 'values chosen',
    why: everywhere,
  },
  {
    words: ['JOIN', 'LEFT', 'CROSS', 'ON', 'USING'],
    what: 'joins; USING also names the second table of DELETE',
    why: 'joins over a primary key or an index that begins with it, so that a distributed engine asks few nodes. DELETE … USING is PostgreSQL’s; YugabyteDB has it, CockroachDB since 22.2',
  },
  {
    words: ['ORDER', 'BY', 'DESC', 'LIMIT', 'OFFSET', 'GROUP', 'DISTINCT', 'UNION', 'ALL'],
    what: 'pages and groups',
    why: `${everywhere}; pages go on behind a key, OFFSET is a small constant`,
  },
  {
    words: ['COUNT', 'MAX', 'MIN', 'SUM'],
    what: 'aggregates',
    why: `${everywhere}; over an index and within one tenant or client`,
  },
  {
    words: ['WITH', 'RECURSIVE'],
    what: 'the next webhook that is due, key by key',
    why: 'PostgreSQL’s; YugabyteDB has it, CockroachDB since 20.1',
  },
  {
    words: ['INSERT', 'INTO', 'VALUES', 'CONFLICT', 'DO', 'NOTHING'],
    what: 'INSERT … ON CONFLICT (key) DO NOTHING or DO UPDATE',
    why: 'one atomic statement at every isolation. A distributed engine checks a unique key where the key lives; the conflict target is always named, which CockroachDB demands of DO UPDATE',
  },
  {
    words: ['UPDATE', 'SET', 'DELETE', 'RETURNING'],
    what: 'UPDATE and DELETE … RETURNING',
    why: 'how things are used once: the row goes to one caller. At SERIALIZABLE, CockroachDB’s default, the loser gets SQLSTATE 40001 in place of no row, and is run again by the store, up to five seconds, before it is 503',
  },
  {
    words: ['BEGIN', 'COMMIT', 'ROLLBACK', 'ISOLATION', 'LEVEL', 'REPEATABLE', 'READ', 'COMMITTED'],
    what: 'transactions',
    why: 'REPEATABLE READ, and READ COMMITTED for turns. Where an engine raises either to SERIALIZABLE, more is refused with 40001 and run again; nothing rests on the weaker one. COMMIT may be refused too, and is covered by the same retry',
  },
  {
    words: ['SAVEPOINT', 'RELEASE', 'TO', 'IMMEDIATE', 'EXCLUSIVE', 'PRAGMA'],
    what: 'SQLite alone: group commit, locks',
    why: 'never sent to PostgreSQL',
  },
];

export const SCHEMA_FEATURES: readonly Feature[] = [
  {
    words: ['CREATE', 'TABLE', 'PRIMARY', 'KEY', 'UNIQUE', 'DEFAULT', 'IF'],
    what: 'tables with text keys',
    why: 'keys are random text made by us, so that rows spread over ranges and tablets; no sequence, which a distributed engine would make a bottleneck',
  },
  {
    words: ['TEXT', 'BIGINT', 'BYTES', 'BYTEA', 'INTEGER'],
    what: 'three types',
    why: 'the same everywhere; INTEGER is written as BIGINT',
  },
  {
    words: ['INDEX'],
    what: 'indexes, some partial',
    why: 'PostgreSQL’s partial indexes; YugabyteDB has them, CockroachDB since 20.2',
  },
  {
    words: ['ALTER', 'ADD', 'COLUMN', 'DROP', 'RENAME'],
    what: 'ALTER TABLE … ADD COLUMN, and what is no longer used dropped',
    why: 'ADD COLUMN with a constant default changes the catalogue alone. In one transaction with the ledger’s row; CockroachDB carries schema changes out behind the commit, one after the other, and the service that started them waits',
  },
];

/** What is looked for by name, because it would work on PostgreSQL and not elsewhere, or be unsafe with several nodes. */
export const ABSENT: readonly { readonly what: string; readonly pattern: RegExp; readonly why: string }[] = [
  { what: 'LISTEN, NOTIFY', pattern: /\b(LISTEN|NOTIFY)\b/, why: 'bound to a connection and a node' },
  { what: 'advisory locks', pattern: /advisory/i, why: 'bound to a node; a lease is a row' },
  {
    what: 'sequences, SERIAL, IDENTITY',
    pattern: /\b(SEQUENCE|SERIAL|BIGSERIAL|IDENTITY|nextval|NEXTVAL)\b/,
    why: 'one place that all nodes ask, and holes',
  },
  {
    what: 'FOR UPDATE, LOCK TABLE',
    pattern: /\bFOR (UPDATE|SHARE|NO KEY)\b|\bLOCK TABLE\b|SKIP LOCKED/,
    why: 'the changing statement itself takes the lock',
  },
  {
    what: 'triggers, procedures, extensions',
    pattern: /\b(TRIGGER|FUNCTION|PROCEDURE|EXTENSION|DO \$\$)\b/,
    why: 'rules stand in the code',
  },
  { what: 'JSON, arrays, casts by ::', pattern: /::|\bJSONB?\b|\bARRAY\b|\bUNNEST\b/i, why: 'not in SQLite' },
  {
    what: 'the engine’s clock',
    pattern: /\b(now\(\)|CURRENT_TIMESTAMP|CURRENT_DATE|datetime\()/i,
    why: 'several nodes have several; times come from the service’s door to the clock',
  },
];

const SQL =
  /\b(SELECT |INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (?:UNIQUE )?(?:TABLE|INDEX)|ALTER TABLE|DROP (?:TABLE|INDEX)|RETURNING|ON CONFLICT|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|JOIN)\b/;

/** Literals of a source that are statements or parts of them, without the words that they quote. */
export function sqlTexts(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return [...code.matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((text) => SQL.test(text))
    .map((text) => text.replace(/'[^']*'/g, "''").replace(/\$\{[^}]*\}/g, ' '));
}

const KNOWN = new Set([...STATEMENT_FEATURES, ...SCHEMA_FEATURES].flatMap(({ words }) => words));

/** What a statement has that is not in the tables: words, functions of an engine, and what is looked for by name. */
export function sqlFaults(text: string): readonly string[] {
  const words = (text.match(/\b[A-Z][A-Z]+\b/g) ?? []).filter((word) => !KNOWN.has(word));
  const functions = text.match(/(?<!RECURSIVE )\b[a-z_]+\(/g) ?? [];
  const absent = ABSENT.filter(({ pattern }) => pattern.test(text)).map(({ what }) => what);
  return [...new Set([...words, ...functions, ...absent])];
}

/** For docs/storage.md. */
export function sqlSection(): string {
  const table = (features: readonly Feature[]) =>
    ['| SQL | for | why it is safe |', '| --- | --- | --- |']
      .concat(
        features.map(
          ({ words, what, why }) => `| ${words.map((word) => `\`${word}\``).join(' ')} | ${what} | ${why} |`,
        ),
      )
      .join('\n');
  const without = ABSENT.map(({ what, why }) => `- ${what}: ${why}.`).join('\n');
  return `## The SQL that is used

PostgreSQL, and what speaks its protocol: YugabyteDB, CockroachDB. A test reads every statement of the services and refuses a word that is not here. Tried on PostgreSQL; on the others by their documentation.

${table(STATEMENT_FEATURES)}

${table(SCHEMA_FEATURES)}

Not used, and refused by the same test:

${without}
`;
}
