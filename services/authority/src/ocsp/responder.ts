import { fromHex } from '@kazasu/bytes';
import { issueResponder, keyIdentifier, type Signer } from '@kazasu/pki/issue';
import type { KeyFolder } from '@kazasu/server/keys';
import { type CertificationAuthority, isAlive } from '../ca/index.ts';
import { drawSerial } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { publicKeyOf, signerOf } from '../key.ts';
import { findResponder, type ResponderRecord, storeResponder } from './responder-store.ts';

/** The key that answers for one CA generation. It is not the CA's: that one signs certificates and lists alone. */
export interface ResponderKey {
  readonly publicKey: Uint8Array;
  readonly keyId: Uint8Array;
  readonly sign: Signer;
}

/** Keys of the responders, by the key identifier of the CA generation that they answer for. */
export type ResponderKeys = ReadonlyMap<string, ResponderKey>;

export async function openResponderKeys(
  keys: KeyFolder,
  authorities: readonly CertificationAuthority[],
): Promise<ResponderKeys> {
  const delegating = authorities.filter((ca) => ca.role === 'authentication');
  return new Map(
    await Promise.all(
      delegating.map(async (ca) => {
        const key = await keys.loadOrCreate(`ocsp-${ca.generation}`, 'rsa-2048');
        const publicKey = publicKeyOf(key);
        return [ca.keyId, { publicKey, keyId: keyIdentifier(publicKey), sign: signerOf(key) }] as const;
      }),
    ),
  );
}

/** The certificate in force, made anew before the old one runs out; undefined when the CA generation has run out. */
export async function responderCertificate(
  deps: AuthorityDeps,
  ca: CertificationAuthority,
  key: ResponderKey,
): Promise<Uint8Array | undefined> {
  const now = deps.clock.now();
  if (!isAlive(ca, now)) return undefined;
  const known = await findResponder(deps.store, ca.keyId);
  if (known && isFresh(known, ca, now)) return known.certificate;
  const frame = {
    serial: fromHex(await drawSerial(deps.store)),
    notBefore: now,
    notAfter: Math.min(now + DIVERGENCES.responderLifetimeMs.value, ca.notAfter),
    publicKey: key.publicKey,
  };
  const certificate = issueResponder({ ...frame, ca: ca.identity }, ca.sign);
  const { notBefore, notAfter } = frame;
  await storeResponder(deps.store, { issuerKeyId: ca.keyId, certificate, notBefore, notAfter });
  return certificate;
}

function isFresh(known: ResponderRecord, ca: CertificationAuthority, now: number): boolean {
  const renewAt = known.notAfter - DIVERGENCES.responderRenewalMs.value;
  return now >= known.notBefore && (now < renewAt || known.notAfter === ca.notAfter);
}
