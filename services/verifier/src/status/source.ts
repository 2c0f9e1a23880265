import { type Certificate, type Crl, createOcspRequest, crlScopeOf } from '@kazasu/pki';
import { randomOctets } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import type { EvidenceObject } from '../evidence/index.ts';
import { answerOf, parsedOnce } from '../judge/index.ts';

export type StatusMethod = 'crl' | 'ocsp';

/** What the authority gave; nothing of it is believed yet. */
export type Asked = { readonly objects: readonly EvidenceObject[] } & (
  | { readonly method: 'crl'; readonly crl: Crl | Uint8Array | undefined }
  | { readonly method: 'ocsp'; readonly response: Uint8Array | undefined; readonly nonce: Uint8Array }
);

type SourceDeps = Pick<VerifierDeps, 'authority' | 'log'>;
export type AskAuthority = (
  deps: SourceDeps,
  certificate: Certificate,
  issuer: Certificate,
  method: StatusMethod,
) => Promise<Asked>;

/** Where no list is named, that of all certificates has this one too. */
const WHOLE = 'whole';

/** Asks for the list that has the certificate, or about it alone. Throws a VerifierError while the authority is away. */
export const askAuthority: AskAuthority = async (deps, certificate, issuer, method) => {
  if (method === 'crl') {
    const scope = crlScopeOf(certificate) ?? WHOLE;
    const octets = await answerOf(deps, () => deps.authority.crl(issuer.keyId ?? '', scope));
    if (octets === undefined) return { method, crl: undefined, objects: [] };
    return { method, crl: parsedOnce(octets), objects: [{ type: 'crl', octets }] };
  }
  const nonce = randomOctets(32);
  const request = createOcspRequest({ issuer, serial: certificate.serialBytes, nonce });
  const response = await answerOf(deps, () => deps.authority.ocsp(request));
  return { method, response, nonce, objects: response ? [{ type: 'ocsp', octets: response }] : [] };
};

/** One list for all who ask at the same time about certificates of one scope; that it was not to be had is shared too. */
export function askingOnce(): AskAuthority {
  const lists = new Map<string, Promise<Asked>>();
  return (deps, certificate, issuer, method) => {
    if (method === 'ocsp') return askAuthority(deps, certificate, issuer, method);
    const key = `${issuer.keyId}/${crlScopeOf(certificate) ?? WHOLE}`;
    const asked = lists.get(key) ?? askAuthority(deps, certificate, issuer, method);
    lists.set(key, asked);
    return asked;
  };
}
