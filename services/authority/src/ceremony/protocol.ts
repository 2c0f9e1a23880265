import { fromBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { type CeremonyRoots, caKeyName } from '../ca/index.ts';
import { sha256 } from '../key.ts';

/** One thing that was done, with what it gave: names, numbers and SHA-256 fingerprints, never a secret. */
export interface ProtocolStep {
  readonly number: number;
  readonly at: string;
  readonly step: string;
  readonly detail: Readonly<Record<string, string | number>>;
  /** SHA-256 over the JSON of the step before, so that none can be taken out: 64 zeros for the first. */
  readonly before: string;
}

export interface ProtocolWriter {
  add(step: string, detail: ProtocolStep['detail']): void;
  readonly steps: readonly ProtocolStep[];
}

/** What the first step, and the first protocol, follow. */
export const NOTHING = '0'.repeat(64);

export function protocolWriter(now: () => number): ProtocolWriter {
  const steps: ProtocolStep[] = [];
  return {
    steps,
    add: (step, detail) => {
      const at = new Date(now()).toISOString();
      steps.push({ number: steps.length + 1, at, step, detail, before: fingerprintOfStep(steps.at(-1)) });
    },
  };
}

/** The file of a generation's protocol. */
export function protocolName(generation: number): string {
  return `protocol-${generation}`;
}

/** All roots that there are after a ceremony, as its last step names them: name and fingerprint of each, in order. */
export function rootsInWords(roots: CeremonyRoots['roots']): string {
  return roots
    .map((root) => `${caKeyName(root)} ${fingerprint(fromBase64(root.certificate))}`)
    .sort()
    .join(', ');
}

export function fingerprintOfStep(step: ProtocolStep | undefined): string {
  return step === undefined ? NOTHING : fingerprint(toUtf8(JSON.stringify(step)));
}

/** SHA-256, lower-case hexadecimal. */
export function fingerprint(bytes: Uint8Array): string {
  return toHex(sha256(bytes));
}
