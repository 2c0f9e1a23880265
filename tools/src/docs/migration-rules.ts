/**
 * What a migration may do while nodes of the version before still run on the same database: they know nothing of what is new, and go on
 * inserting, reading and changing what they know. Whatever is not here needs two versions: the first stops using, the second takes away.
 */
export const MIGRATION_RULES: readonly { readonly rule: string; readonly why: string }[] = [
  { rule: 'CREATE TABLE, with its indexes and first rows', why: 'nobody uses it yet' },
  {
    rule: 'ALTER TABLE … ADD COLUMN, nullable or with a constant DEFAULT; neither UNIQUE nor REFERENCES',
    why: 'the old version’s INSERT does not name it. The catalogue alone changes; nothing is rewritten or checked under the lock',
  },
  {
    rule: 'CREATE INDEX on a new table, or on a column new in the same migration where it IS NOT NULL',
    why: 'any other reads the whole table while nobody can write. A large one is made by hand beforehand (CREATE INDEX CONCURRENTLY), with the same name, and the migration says IF NOT EXISTS',
  },
  { rule: 'no DROP, RENAME, ALTER COLUMN', why: 'the old version still uses it' },
  {
    rule: 'no UPDATE, DELETE, INSERT … SELECT over what is stored',
    why: 'it locks or rewrites what is in use; the code reads both forms until a sweep has changed all',
  },
];

/** Faults of one migration's statements, in words; none: the version before can go on. */
export function migrationFaults(statements: readonly string[]): readonly string[] {
  const texts = statements.map((text) => text.replace(/\s+/g, ' ').trim());
  const tables = new Set(
    texts.flatMap((text) => /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/.exec(text)?.[1] ?? []),
  );
  const columns = new Set(
    texts.flatMap((text) => {
      const [, table, column] = /^ALTER TABLE (\w+) ADD COLUMN (\w+)/.exec(text) ?? [];
      return table === undefined ? [] : [`${table}.${column}`];
    }),
  );
  return texts.flatMap((text) => {
    const fault = faultOf(text, tables, columns);
    return fault === undefined ? [] : [`${fault}: ${text.slice(0, 100)}`];
  });
}

function faultOf(
  text: string,
  tables: ReadonlySet<string>,
  columns: ReadonlySet<string>,
): string | undefined {
  if (text.startsWith('CREATE TABLE ')) return undefined;
  if (/^ALTER TABLE \w+ ADD COLUMN /.test(text)) return addedColumn(text);
  const [, table = '', list = '', where = ''] =
    /^CREATE INDEX (?:IF NOT EXISTS )?\w+ ON (\w+) \(([^)]*)\)(?: WHERE (.*))?$/.exec(text) ?? [];
  if (table !== '') {
    const [first = ''] = list.split(',');
    if (tables.has(table) || text.includes('IF NOT EXISTS')) return undefined;
    const sparse = columns.has(`${table}.${first.trim()}`) && where.startsWith(`${first.trim()} IS NOT NULL`);
    return sparse ? undefined : 'an index over what is stored';
  }
  const [, into = ''] = /^INSERT INTO (\w+) \([^)]*\) VALUES /.exec(text) ?? [];
  return tables.has(into) ? undefined : 'not safe while the version before runs';
}

function addedColumn(text: string): string | undefined {
  if (/\b(UNIQUE|REFERENCES|PRIMARY KEY|CHECK)\b/.test(text)) return 'a new column that is checked';
  const required = /\bNOT NULL\b/.test(text) && !/\bDEFAULT ('[^']*'|-?\d+)/.test(text);
  return required ? 'a new column without a default' : undefined;
}

/** For docs/storage.md. */
export function migrationSection(): string {
  const rows = MIGRATION_RULES.map(({ rule, why }) => `| ${rule} | ${why} |`).join('\n');
  return `## What a migration may do

Forward only, while nodes of the version before go on. A test reads every migration; another does all that can be done with the columns of each earlier level, on that level and on the newest schema, and compares the answers. DDL waits for a lock one second at a time, so that nobody waits behind it.

| rule | why |
| --- | --- |
${rows}
`;
}
