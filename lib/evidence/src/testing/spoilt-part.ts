import { toHex, toUtf8 } from '@kazasu/bytes';
import type { EntryKind } from '../entry/index.ts';
import { sha256 } from '../merkle/index.ts';
import { REQUEST_FORMAT, SIGNATURE_FORMAT } from '../part/index.ts';
import { AT, signDigest } from './authorities.ts';
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

/** A signature of random octets, under a kind whose content nobody judges. */
function underKind(kind: EntryKind): SpoiltCase {
  return {
    name: `a forged signature stands in a record of kind ${kind}`,
    spoil: (scene) => {
      const digest = sha256(scene.document);
      const signature = signDigest(scene.signers, digest, 'digest-info');
      const signatures = [{ ...signature, value: new Uint8Array(256).fill(7) }];
      const contents = verificationParts({ at: AT, digests: [toHex(digest)], signatures });
      return good(scene, { kind, contents });
    },
    verdict: 'invalid',
    rule: 'evidence.content',
    reason: 'kind',
  };
}

/** Parts that are not there: what they say may be what speaks against the signature. And parts that are of no form. */
export const PART_CASES: readonly SpoiltCase[] = [
  ofNothing('valid'),
  ofNothing('indeterminate'),
  ...(['status-check', 'consent', 'latest-items'] as const).map(underKind),
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
