/**
 * The tiny map between the DDL we write and what each engine calls it. Words are matched in capitals only.
 *
 * | we write       | SQLite    | PostgreSQL |
 * | -------------- | --------- | ---------- |
 * | BYTES          | BLOB      | BYTEA      |
 * | BIGINT,INTEGER | INTEGER   | BIGINT     |
 * | CREATE TABLE   | … STRICT  | unchanged  |
 *
 * STRICT makes SQLite refuse what PostgreSQL refuses: text in a number's column, a NULL in a primary key, a type
 * outside the subset.
 */
export function toSqliteDdl(statement: string): string {
  const mapped = statement.replace(/\bBYTES\b/g, 'BLOB').replace(/\bBIGINT\b/g, 'INTEGER');
  return /^\s*CREATE TABLE\b/.test(mapped) ? `${mapped.trimEnd()} STRICT` : mapped;
}

export function toPostgresDdl(statement: string): string {
  return statement.replace(/\bBYTES\b/g, 'BYTEA').replace(/\bINTEGER\b/g, 'BIGINT');
}
