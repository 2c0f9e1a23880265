import { concat } from '@kazasu/bytes';
import type { CrlInPieces, RevokedCertificate } from '@kazasu/pki/issue';
import type { Signing } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import { findPart, insertPart, type PartName } from './crl-store.ts';
import { PART_OCTETS } from './parts.ts';

interface Work {
  readonly list: CrlInPieces;
  readonly signing: Signing;
  readonly pages: AsyncIterable<readonly RevokedCertificate[]>;
}

/**
 * Writes the entries into parts as they are read, then hashes those parts, since a length stands before what it counts;
 * signs the hash, and writes what stands in front and behind. A page and a part are in memory at a time. Gives the
 * list's length; undefined when its parts were swept away, because a list of a higher number was published meanwhile.
 */
export async function keepSigned(
  runner: StatementRunner,
  name: PartName,
  { list, signing, pages }: Work,
): Promise<number | undefined> {
  const { parts, octets, rest } = await keepEntries(runner, name, list, pages);
  const inside = list.signed(octets + rest.length);
  signing.update(inside.before);
  for (let part = 1; part <= parts; part++) {
    const content = await findPart(runner, name, part);
    if (content === undefined) return undefined;
    signing.update(content);
  }
  signing.update(rest);
  signing.update(inside.after);
  const signedOctets = inside.before.length + octets + rest.length + inside.after.length;
  const outside = list.whole(signedOctets, signing.sign());
  const front = concat(outside.before, inside.before);
  const back = concat(rest, inside.after, outside.after);
  if (parts === 0) {
    await insertPart(runner, name, 0, concat(front, back));
  } else {
    await insertPart(runner, name, 0, front);
    await insertPart(runner, name, parts + 1, back);
  }
  return front.length + octets + back.length;
}

/** Parts are counted from 1, the front being 0; what does not fill one is not kept yet. */
async function keepEntries(
  runner: StatementRunner,
  name: PartName,
  list: CrlInPieces,
  pages: Work['pages'],
): Promise<{ parts: number; octets: number; rest: Uint8Array }> {
  let [parts, octets] = [0, 0];
  let pending: Uint8Array[] = [];
  let pendingOctets = 0;
  for await (const page of pages) {
    const entries = list.entries(page);
    pending.push(entries);
    pendingOctets += entries.length;
    if (pendingOctets < PART_OCTETS) continue;
    parts += 1;
    await insertPart(runner, name, parts, concat(...pending));
    octets += pendingOctets;
    pending = [];
    pendingOctets = 0;
  }
  return { parts, octets, rest: concat(...pending) };
}
