/**
 * One of several processes that share the indexes of a folder: asks again and again for the newest one, while others do the same,
 * and tells each that it was given as JSON on standard output.
 */
import { readFileSync } from 'node:fs';
import { httpAuthority } from '@kazasu/authority/client';
import { fromBase64, fromHex } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { settableClock } from '@kazasu/server/clock';
import { silentLog } from '@kazasu/server/log';
import { openMapper } from '@kazasu/server/mapping';
import { openCrlIndexes } from '../authority-client/index.ts';

export interface IndexOrder {
  readonly url: string;
  readonly token: string;
  readonly folder: string;
  readonly now: number;
  readonly anchor: string;
  readonly issuerKeyId: string;
  /** Hexadecimal, in the order of their revocation. */
  readonly serials: readonly string[];
}

export interface Sight {
  readonly number: string;
  readonly count: number;
  /** How many of the serial numbers were found, and whether they were the first ones. */
  readonly found: number;
  readonly inOrder: boolean;
}

const order = JSON.parse(readFileSync(0, 'utf8')) as IndexOrder;
const clock = settableClock(order.now);
const indexes = openCrlIndexes({
  folder: order.folder,
  refreshMs: 1_000,
  anchors: [parseCertificate(fromBase64(order.anchor))],
  authority: httpAuthority({ url: order.url, token: order.token, fetch: globalThis.fetch }),
  mapFile: await openMapper(),
  clock,
  log: silentLog,
});
const serials = order.serials.map(fromHex);
const sights: Sight[] = [];
for (let round = 0; round < 1_000; round += 1) {
  clock.advance(2_000);
  const index = await indexes.find(order.issuerKeyId);
  if (index === undefined) continue;
  const rows = serials.map((serial) => index.find(serial) >= 0);
  const found = rows.filter(Boolean).length;
  const inOrder = rows.lastIndexOf(true) === found - 1;
  sights.push({ number: String(index.crl.number), count: index.count, found, inOrder });
  if (found === serials.length) break;
}
await indexes.close();
process.stdout.write(JSON.stringify(sights));
