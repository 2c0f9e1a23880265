import { refused } from './openssl.ts';
import type { ProtocolStep } from './protocol.ts';

/** What the protocol of a ceremony has to tell, so that it belongs to the folder that it lies in. */
export interface Told {
  readonly organisation: string;
  /** Fingerprint of the protocol before. */
  readonly previous: string;
  readonly all: string;
}

/**
 * Signatures say who stands for a protocol; this, that it is the one of these roots and follows the one before. Throws `ceremony_refused`.
 */
export function requireTold(file: string, steps: readonly ProtocolStep[], expected: Told): void {
  const [opened, closed] = [steps[0]?.detail, steps.at(-1)?.detail];
  if (opened?.rehearsal !== 'no') throw refused(`${file} is that of a rehearsal`);
  if (opened.organisation !== expected.organisation)
    throw refused(`${file} tells of the roots of another organisation`);
  if (opened.previous !== expected.previous) throw refused(`${file} does not follow the protocol before`);
  if (closed?.all !== expected.all) throw refused(`${file} tells of other roots than roots.json`);
}
