import { fromHex } from '@kazasu/bytes';
import type { RevokedCertificate } from '@kazasu/pki/issue';
import type { StatementRunner } from '@kazasu/server/store';
import { pageRevoked } from '../certificate/index.ts';

/** Small enough that nobody waits for a page to be written down. */
const PAGE_ROWS = 2000;

/** What a list must name, by serial number; without a scope, everything that this issuer has revoked. */
export async function* revokedPages(
  runner: StatementRunner,
  issuerKeyId: string,
  scope: string | undefined,
): AsyncGenerator<readonly RevokedCertificate[]> {
  let behind = '';
  for (;;) {
    const rows = await pageRevoked(runner, { issuerKeyId, scope }, behind, PAGE_ROWS);
    yield rows.map((row) => ({ ...row, serial: fromHex(row.serial) }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    behind = last.serial;
  }
}
