import { PATHS } from '@kazasu/authority/api';
import { concat } from '@kazasu/bytes';
import { type Certificate, type Crl, crlScopeOf, isParseError, parseCrl } from '@kazasu/pki';
import { SIZES } from '../file/index.ts';
import type { TownTrust } from './town-trust.ts';

export interface FoundLists {
  readonly crls: readonly Crl[];
  /** Why a list could not be had: the status or a word; one for each list. */
  readonly missing: readonly string[];
}

/** More municipalities than sign one document. */
const LISTS_MAX = 16;

/**
 * The lists that these certificates point to, from the town's authority, for those alone that the town's authorities
 * issued. A list that cannot be had is told and no more: without it nothing becomes good.
 */
export async function townLists(town: TownTrust, certificates: readonly Certificate[]): Promise<FoundLists> {
  const paths = new Set(certificates.flatMap((certificate) => pathOf(certificate, town)));
  const crls: Crl[] = [];
  const missing: string[] = [];
  for (const path of [...paths].slice(0, LISTS_MAX)) {
    const found = await fetchList(town, path);
    if (typeof found === 'string') missing.push(found);
    else crls.push(found);
  }
  return { crls, missing };
}

/** Issuer and scope are hashes, and the issuer is one that the town named: nothing of a certificate's text goes out. */
function pathOf(certificate: Certificate, { anchors }: TownTrust): string[] {
  const scope = crlScopeOf(certificate);
  const issuer = anchors.find(({ keyId }) => keyId !== undefined && keyId === certificate.issuerKeyId);
  if (scope === undefined || issuer?.keyId === undefined) return [];
  return [PATHS.crl.replace(':issuerKeyId', issuer.keyId).replace(':scope', scope)];
}

async function fetchList(town: TownTrust, path: string): Promise<Crl | string> {
  const response = await town.get(path);
  if (!response.ok) {
    await response.body?.cancel();
    return `status ${response.status}`;
  }
  const bytes = await bounded(response);
  if (bytes === undefined) return 'too large';
  try {
    return parseCrl(bytes);
  } catch (error) {
    if (isParseError(error)) return error.code;
    throw error;
  }
}

async function bounded({ body }: Response): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > SIZES.list) return undefined;
    pieces.push(piece);
  }
  return concat(...pieces);
}
