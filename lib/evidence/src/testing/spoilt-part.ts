import { toHex, toUtf8 } from '@kazasu/bytes';
import { sha256 } from '../merkle/index.ts';
import { REQUEST_FORMAT, SIGNATURE_FORMAT } from '../part/index.ts';
import { AT } from './authorities.ts';
import { goodContents, type MadeBundle, type Scene } from './bundle.ts';
import { verificationParts } from './record.ts';
import { SIGNED_INFO, signInfo } from './signed.ts';
import { changed, good, type SpoiltCase } from './spoilt.ts';

function without(made: MadeBundle, part: string) {
  const parts = Object.entries(made.bundle.parts).filter(([name]) => name !== part);
  return changed(made, { parts: Object.fromEntries(parts) });
}

/** A signature in XML that holds, in a document that was found to be forged: only the report tells. */
function forgedDocument({ signers }: Scene): Record<string, Uint8Array> {
  const digests = [toHex(sha256(SIGNED_INFO))];
  const signatures = [signInfo(signers, SIGNED_INFO)];
  return verificationParts({ at: AT, digests, signatures, verdict: 'invalid', method: 'xades' });
}

/** A verification of nothing, for each of the verdicts that a service could write above it. */
function ofNothing(verdict: 'valid' | 'indeterminate'): SpoiltCase {
  return {
    name: `nothing was signed, and the record says ${verdict}`,
    spoil: (scene) => {
      const request = { ...REQUEST, method: 'pades', digests: [] };
      const contents = {
        request: toUtf8(JSON.stringify(request)),
        report: toUtf8(JSON.stringify({ verdict, time: AT })),
        signature: toUtf8(JSON.stringify({ format: SIGNATURE_FORMAT, signatures: [] })),
      };
      return good(scene, { contents });
    },
    verdict: 'invalid',
    rule: 'evidence.content',
    reason: 'malformed',
  };
}

const REQUEST = { format: REQUEST_FORMAT, method: 'values', purpose: '契約', revocation: 'crl' };

/** Parts that are not there: what they say may be what speaks against the signature. And parts that are of no form. */
export const PART_CASES: readonly SpoiltCase[] = [
  ofNothing('valid'),
  ofNothing('indeterminate'),
  {
    name: 'the part request was withheld',
    spoil: (scene) => without(good(scene), 'request'),
    verdict: 'indeterminate',
    rule: 'evidence.content',
    reason: 'erased',
  },
  {
    name: 'the part report was withheld',
    spoil: (scene) => without(good(scene), 'report'),
    verdict: 'indeterminate',
    rule: 'evidence.content',
    reason: 'withheld',
  },
  {
    name: 'the report that tells of a forged document was withheld',
    spoil: (scene) => without(good(scene, { contents: forgedDocument(scene) }), 'report'),
    verdict: 'indeterminate',
    rule: 'evidence.content',
    reason: 'withheld',
  },
  {
    name: 'the record never had a report',
    spoil: (scene) => {
      const { report: _, ...contents } = forgedDocument(scene);
      return good(scene, { contents });
    },
    verdict: 'indeterminate',
    rule: 'evidence.content',
    reason: 'withheld',
  },
  {
    name: 'a part of another name was withheld',
    spoil: (scene) => {
      const contents = { ...goodContents(scene), remark: toUtf8('{}') };
      return without(good(scene, { contents }), 'remark');
    },
    verdict: 'indeterminate',
    rule: 'evidence.content',
    reason: 'withheld',
  },
];
