import type { EvidenceObject, ObjectType } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';

interface ObjectRow {
  readonly hash: string;
  readonly type: string;
  readonly octets: Uint8Array;
}

/** In the order of the names. */
export async function readObjects(
  runner: StatementRunner,
  hashes: readonly string[],
): Promise<EvidenceObject[]> {
  const objects: EvidenceObject[] = [];
  for (const hash of hashes) {
    const [row] = await runner.run<ObjectRow>(
      'SELECT hash, type, octets FROM verifier_object WHERE hash = $1',
      [hash],
    );
    if (row !== undefined) objects.push({ type: row.type as ObjectType, octets: row.octets });
  }
  return objects;
}

/** In the order of their names, from the one behind `after`. */
export async function listObjects(
  runner: StatementRunner,
  after: string,
  limit: number,
): Promise<ObjectRow[]> {
  return runner.run<ObjectRow>(
    'SELECT hash, type, octets FROM verifier_object WHERE hash > $1 ORDER BY hash LIMIT $2',
    [after, limit],
  );
}
