import { concat, equal } from '@kazasu/bytes';
import {
  type CvCertificate,
  type Face,
  faceDigestInfo,
  fourItemsHashInput,
  type Integrity,
  parseAgeRecord,
  parseBareCvCertificate,
  parseChipKey,
  parseCvCertificate,
  parseFace,
  parseFourItems,
  parseIntegrity,
  parseMyNumberImage,
  type RsaPublicKey,
} from '../application/index.ts';
import { CardError } from '../error.ts';
import type { CheckList, IntegrityCheckId } from './check.ts';
import { type IntegrityCrypto, verifyChipSignature, verifyMessage } from './signature.ts';

/** What can be judged: whole files, as the reader brings them. */
export type SignedFiles =
  | {
      readonly kind: 'four-items';
      readonly fourItems: Uint8Array;
      readonly integrity: Uint8Array;
      readonly issuerCertificate: Uint8Array;
      /** EF 0001 of the text application; looked at where it is given. */
      readonly myNumber?: Uint8Array;
    }
  | { readonly kind: 'chip-key'; readonly chipKey: Uint8Array; readonly issuerCertificate: Uint8Array }
  | { readonly kind: 'age-record'; readonly ageRecord: Uint8Array; readonly issuerCertificate: Uint8Array }
  | { readonly kind: 'face'; readonly face: Uint8Array; readonly issuerCertificate: Uint8Array }
  | {
      readonly kind: 'my-number-image';
      readonly myNumberImage: Uint8Array;
      readonly issuerCertificate: Uint8Array;
    }
  /** GET DATA's 00F8 and 7F21, from the root down: certificates alone. */
  | { readonly kind: 'chain'; readonly certificates: readonly Uint8Array[] };

/** What is left to do once the certified key is known. */
export interface Parsed {
  readonly chain: readonly CvCertificate[];
  /** Answers false as soon as a check fails. */
  judge(key: RsaPublicKey, crypto: IntegrityCrypto, checks: CheckList): Promise<boolean>;
}

/** A card has two. */
const CHAIN_MAX = 4;
const CHAIN: readonly IntegrityCheckId[] = ['form', 'issuer-known', 'certificate-signature'];

/** The checks of such files, in order. */
export function checksOf(files: SignedFiles): IntegrityCheckId[] {
  if (files.kind === 'chain') return [...CHAIN];
  if (files.kind !== 'four-items') return [...CHAIN, 'record-signature'];
  const hashes: IntegrityCheckId[] = files.myNumber
    ? ['four-items-hash', 'my-number-hash']
    : ['four-items-hash'];
  return [...CHAIN, 'record-signature', ...hashes];
}

/** Throws CardError `card/file` for files of another form. */
export function parseSigned(files: SignedFiles): Parsed {
  if (files.kind === 'chain') {
    if (files.certificates.length > CHAIN_MAX) throw new CardError('card/file', 'chain: too long');
    return { chain: files.certificates.map(parseBareCvCertificate), judge: async () => true };
  }
  const chain = [parseCvCertificate(files.issuerCertificate)];
  switch (files.kind) {
    case 'four-items':
      return { chain, judge: judgeItems(parseIntegrity(files.integrity), hashInputs(files)) };
    case 'chip-key':
      return { chain, judge: judgeBody(parseChipKey(files.chipKey)) };
    case 'age-record':
      return { chain, judge: judgeBody(parseAgeRecord(files.ageRecord)) };
    case 'my-number-image':
      return { chain, judge: judgeBody(parseMyNumberImage(files.myNumberImage)) };
    case 'face':
      return { chain, judge: judgeFace(parseFace(files.face)) };
  }
}

type Judge = Parsed['judge'];

function judgeBody(record: { readonly body: Uint8Array; readonly signature: Uint8Array }): Judge {
  return async (key, crypto, checks) => {
    const signed = await verifyMessage(key, record.body, record.signature, crypto);
    return checks.note('record-signature', signed, 'signature');
  };
}

function judgeFace({ groups, signature }: Face): Judge {
  return async (key, crypto, checks) => {
    const hashes = await Promise.all(groups.map((group) => crypto.sha256(group)));
    const digestInfo = faceDigestInfo(concat(...hashes));
    const signed = verifyChipSignature(key, digestInfo, signature, crypto.rsaPublic);
    return checks.note('record-signature', signed, 'signature');
  };
}

interface HashInputs {
  readonly fourItems: Uint8Array;
  readonly myNumber: Uint8Array | undefined;
}

/** Items that were signed in another form than the card's are none. */
function hashInputs(files: Extract<SignedFiles, { kind: 'four-items' }>): HashInputs {
  parseFourItems(files.fourItems);
  return { fourItems: fourItemsHashInput(files.fourItems), myNumber: files.myNumber };
}

function judgeItems(integrity: Integrity, inputs: HashInputs): Judge {
  const signature = judgeBody(integrity);
  return async (key, crypto, checks) => {
    if (!(await signature(key, crypto, checks))) return false;
    const items = equal(await crypto.sha256(inputs.fourItems), integrity.fourItemsHash);
    if (!checks.note('four-items-hash', items, 'mismatch')) return false;
    if (inputs.myNumber === undefined) return true;
    const myNumber = equal(await crypto.sha256(inputs.myNumber), integrity.myNumberHash);
    return checks.note('my-number-hash', myNumber, 'mismatch');
  };
}
