import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_PATHS } from '@kazasu/provider/api';
import { auditPageOf } from '@kazasu/server/audit/wire';
import { replaceFile } from '@kazasu/server/file';
import * as v from 'valibot';
import { type Administration, administer } from '../command/index.ts';

const AUDIT = { command: 'audit' } as const;

/** Of whichever service: what its entries hold is not looked at, and the paths are the same. */
const AuditPage = auditPageOf(v.looseObject({ number: v.number() }));

/** `entries.jsonl`, `head.jwt` (unless nothing has happened yet) and `keys.json` of a service's audit log. */
export async function exportAudit(at: Administration, folder: string): Promise<{ entries: number }> {
  const get = (path: string) => administer(at, AUDIT, { method: 'GET', path });
  mkdirSync(folder, { recursive: true });
  replaceFile(join(folder, 'keys.json'), await (await get(ADMIN_PATHS.auditKeys)).text());
  const lines: string[] = [];
  // The head first: what is appended meanwhile lies behind it.
  const { number } = v.parse(
    v.object({ number: v.number() }),
    await (await get(ADMIN_PATHS.auditHead)).json(),
  );
  const head = number === 0 ? undefined : await (await get(ADMIN_PATHS.auditSignedHead)).text();
  for (;;) {
    const body: unknown = await (await get(`${ADMIN_PATHS.audit}?after=${lines.length}`)).json();
    const { entries, more } = v.parse(AuditPage, body);
    // As they were sent: the order of the members is what is hashed.
    lines.push(...(body as { entries: object[] }).entries.map((entry) => JSON.stringify(entry)));
    if (!more || entries.length === 0) break;
  }
  replaceFile(join(folder, 'entries.jsonl'), lines.map((line) => `${line}\n`).join(''));
  if (head !== undefined) replaceFile(join(folder, 'head.jwt'), `${head}\n`);
  return { entries: lines.length };
}
