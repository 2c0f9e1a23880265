import { fromBase64, fromUtf8 } from '@kazasu/bytes';
import { SignedResultContent } from '@kazasu/provider/api';
import { compactDecrypt, decodeProtectedHeader, errors } from 'jose';
import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { VerifierError } from '../error.ts';
import type { ValuesInput } from '../judge/index.ts';
import type { Tenant } from '../tenant/index.ts';
import { SIGNATURES_MAX, signatureValueOf } from './body.ts';

const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Opens a signed result that was encrypted to us (divergences.ts has what is not known of it). The key is ours by its id,
 * the algorithm the key's; nothing else of the header is believed. Throws a VerifierError.
 */
export async function openResult(
  deps: Pick<VerifierDeps, 'keys' | 'config' | 'clock'>,
  tenant: Tenant,
  jwe: string,
): Promise<Pick<ValuesInput, 'certificate' | 'values'>> {
  const content = parseContent(await decrypt(deps, jwe));
  const { config, clock } = deps;
  if (content.aud !== config.operatorId || content.iat * 1_000 > clock.now() + CLOCK_TOLERANCE_MS) {
    throw new VerifierError('signed-result-unreadable');
  }
  const known = config.providers.includes(content.iss) && tenant.clientIds.includes(content.client_id);
  if (!known) throw new VerifierError('signed-result-client');
  return decoded(content);
}

async function decrypt({ keys }: Pick<VerifierDeps, 'keys'>, jwe: string): Promise<Uint8Array> {
  try {
    const { kid, zip } = decodeProtectedHeader(jwe);
    const key = typeof kid === 'string' && zip === undefined ? await keys.encryption.find(kid) : undefined;
    if (key === undefined) throw new VerifierError('signed-result-unreadable');
    const { plaintext } = await compactDecrypt(jwe, key.privateKey, {
      keyManagementAlgorithms: [key.algorithm],
      contentEncryptionAlgorithms: [...DIVERGENCES.resultEncryption.value.content],
    });
    return plaintext;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) {
      throw new VerifierError('signed-result-unreadable', {}, error);
    }
    throw error;
  }
}

function parseContent(plaintext: Uint8Array): SignedResultContent {
  try {
    return v.parse(SignedResultContent, JSON.parse(fromUtf8(plaintext)));
  } catch (error) {
    throw new VerifierError('signed-result-unreadable', {}, error);
  }
}

/** The provider's own words, yet read as strictly as anybody's. */
function decoded({
  certificate,
  signatures,
}: SignedResultContent): Pick<ValuesInput, 'certificate' | 'values'> {
  if (signatures.length === 0) throw new VerifierError('signed-result-unreadable');
  if (signatures.length > SIGNATURES_MAX) {
    throw new VerifierError('signatures-too-many', { limit: SIGNATURES_MAX });
  }
  try {
    return { certificate: fromBase64(certificate), values: signatures.map(signatureValueOf) };
  } catch (error) {
    throw new VerifierError('signed-result-unreadable', {}, error);
  }
}
