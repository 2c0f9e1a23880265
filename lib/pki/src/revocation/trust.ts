import type { Certificate } from '../certificate.ts';
import type { Trust } from '../evidence-signer.ts';
import type { RevocationOptions, SignerJudgement, SignerRole } from './options.ts';

export type TrustOf = (signer: Certificate, at: number) => Trust;

/** Paths of signers are judged once for each, however much evidence they signed. */
export function trustOnce({ judgeSigner }: RevocationOptions, role: SignerRole): TrustOf {
  const known = new Map<Certificate, Map<number, Trust>>();
  return (signer, at) => {
    const byTime = known.get(signer) ?? new Map<number, Trust>();
    known.set(signer, byTime);
    const trust = byTime.get(at) ?? trustFrom(judgeSigner(signer, at, role));
    byTime.set(at, trust);
    return trust;
  };
}

/** A path that was given up, or that hangs on evidence that was, is not known to be bad. */
function trustFrom({ verdict, checks = [], settled = true }: SignerJudgement): Trust {
  if (verdict === 'valid') return 'trusted';
  return settled && checks.every(({ reason }) => reason !== 'budget') ? 'untrusted' : 'unsettled';
}
