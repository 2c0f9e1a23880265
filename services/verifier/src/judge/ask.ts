import { equal } from '@kazasu/bytes';
import {
  type Certificate,
  type Crl,
  createOcspRequest,
  crlScopeOf,
  crlSeries,
  ifReadable,
  type OcspResponse,
  parseOcspResponse,
} from '@kazasu/pki';
import { randomOctets } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import type { EvidenceObject } from '../evidence/index.ts';
import { answerOf } from './authority-answer.ts';
import { parsedOnce } from './parsed-list.ts';

/** The two ways in which revocation is learnt: from a list, or by asking about the one certificate. */
export type RevocationMethod = 'crl' | 'ocsp';

/**
 * What the authority gave about one certificate; nothing of it is believed yet. `isOld`: a newer list was believed before, or the
 * answer is to another question, so that it says nothing good. It is in the log by then.
 */
export type Asked = { readonly objects: readonly EvidenceObject[]; readonly isOld: boolean } & (
  | { readonly method: 'crl'; readonly crl: Crl | Uint8Array | undefined }
  | { readonly method: 'ocsp'; readonly response: Uint8Array | undefined; readonly nonce: Uint8Array }
);

type AskDeps = Pick<VerifierDeps, 'authority' | 'log'>;
export type AskAuthority = (
  deps: AskDeps,
  certificate: Certificate,
  issuer: Certificate,
  method: RevocationMethod,
) => Promise<Asked>;

/** A complete list has every certificate of its issuer: that of one which names no list too. Whether it has, the judgement says. */
const WHOLE = 'whole';

export function scopeOf(certificate: Certificate): string {
  return crlScopeOf(certificate) ?? WHOLE;
}

/**
 * The one question about revocation, whoever asks: for the list that has the certificate, or about it alone, to the responder for the
 * issuing generation (signature certificates name none, facts b.2). Throws a VerifierError while the authority is away.
 */
export const askAuthority: AskAuthority = (deps, certificate, issuer, method) =>
  method === 'crl' ? askForList(deps, certificate, issuer) : askForAnswer(deps, certificate, issuer);

async function askForList(deps: AskDeps, certificate: Certificate, issuer: Certificate): Promise<Asked> {
  const method = 'crl';
  const octets = await answerOf(deps, () => deps.authority.crl(issuer.keyId ?? '', scopeOf(certificate)));
  if (octets === undefined) return { method, crl: undefined, objects: [], isOld: false };
  const crl = parsedOnce(octets);
  const isOld = isRolledBack(deps, crl, issuer);
  if (isOld) deps.log.warn('revocation.rolled-back', { keyId: issuer.keyId });
  // What is no list is judged as that, and is no object of evidence: each must be what it is called.
  return { method, crl, objects: crl instanceof Uint8Array ? [] : [{ type: 'crl', octets }], isOld };
}

async function askForAnswer(deps: AskDeps, certificate: Certificate, issuer: Certificate): Promise<Asked> {
  const method = 'ocsp';
  const nonce = randomOctets(32);
  const request = createOcspRequest({ issuer, serial: certificate.serialBytes, nonce });
  const octets = await answerOf(deps, () => deps.authority.ocsp(request));
  if (octets === undefined) return { method, response: undefined, nonce, objects: [], isOld: false };
  const parsed = parsedAnswer(octets);
  const isOld = parsed !== undefined && isOfAnotherQuestion(parsed, nonce);
  if (isOld) deps.log.warn('revocation.nonce', { keyId: issuer.keyId });
  const objects = parsed === undefined ? [] : [{ type: 'ocsp' as const, octets }];
  return { method, response: octets, nonce, objects, isOld };
}

/** Undefined for what is no answer at all: it is judged as that, and is no object of evidence. */
function parsedAnswer(octets: Uint8Array): OcspResponse | undefined {
  return ifReadable(() => parseOcspResponse(octets));
}

/** An answer without the nonce of this question may be one of before, that says good of what was revoked since. */
function isOfAnotherQuestion(parsed: OcspResponse, nonce: Uint8Array): boolean {
  return 'answers' in parsed && !(parsed.nonce && equal(parsed.nonce, nonce));
}

/** Whether a newer list than this one was believed before (RFC 5280 5.2.3): then it says nothing good. */
function isRolledBack(
  { authority }: Pick<AskDeps, 'authority'>,
  crl: Crl | Uint8Array,
  issuer: Certificate,
): boolean {
  if (crl instanceof Uint8Array || crl.number === undefined) return false;
  const highest = authority.crlNumbers.highest(crlSeries(crl, issuer), '');
  return highest !== undefined && crl.number < highest;
}
