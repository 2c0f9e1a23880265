import { toHex } from '@kazasu/bytes';
import { randomOctets } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';

/** 127 · 2^24 numbers: with a million taken, eight misses in a row come about once in 10^26 draws. */
const ATTEMPTS = 8;

/**
 * A serial number nobody has: positive, 31 bits, four octets, unlike any other of the whole hierarchy, because all
 * generations of a CA share one name (RFC 5280 section 4.1.2.2 wants issuer name and number to be unique).
 */
export async function drawSerial(runner: StatementRunner): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const serial = toHex(serialOctets(randomOctets(4)));
    const rows = await runner.run(
      `INSERT INTO authority_serial (serial) VALUES ($1) ON CONFLICT (serial) DO NOTHING RETURNING serial`,
      [serial],
    );
    if (rows.length === 1) return serial;
  }
  throw new Error('no free serial number found');
}

/** Takes a number that was drawn elsewhere, so that nobody draws it again. */
export async function claimSerial(runner: StatementRunner, serial: string): Promise<void> {
  await runner.run('INSERT INTO authority_serial (serial) VALUES ($1) ON CONFLICT (serial) DO NOTHING', [
    serial,
  ]);
}

/** First octet 01…7F. */
export function serialOctets(random: Uint8Array): Uint8Array {
  const octets = Uint8Array.from(random);
  octets[0] = 1 + ((octets[0] ?? 0) % 127);
  return octets;
}
