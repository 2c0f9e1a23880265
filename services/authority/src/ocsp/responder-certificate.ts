import { availableParallelism } from 'node:os';
import { fromHex, toHex } from '@kazasu/bytes';
import { issueResponder, keyIdentifier } from '@kazasu/pki/issue';
import type { SigningKey, SigningKeys } from '@kazasu/server/keys';
import { appendAudit } from '../audit/index.ts';
import { type CertificationAuthority, isAlive, KEY_KIND, responderKeyName } from '../ca/index.ts';
import { drawSerial } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { findResponder, type ResponderRecord, storeResponder } from './responder-store.ts';

/** The key that answers for one CA generation. It is not the CA's: that one signs certificates and lists alone. */
export interface ResponderKey {
  readonly publicKey: Uint8Array;
  readonly keyId: Uint8Array;
  /** In the thread pool: answers to nonces are as many as signatures can be made, on all cores. On a single one, here. */
  readonly sign: SigningKey['signBeside'];
}

/** Keys of the responders, by the key identifier of the CA generation that they answer for. */
export type ResponderKeys = ReadonlyMap<string, ResponderKey>;

/**
 * Of every generation that has not run out. The keys for the signature root came later: folders make them at the next start; a token,
 * in which only ceremonies make keys, may be without, and then nothing is answered for that generation.
 */
export async function openResponderKeys(
  { clock, log }: Pick<AuthorityDeps, 'clock' | 'log'>,
  keys: SigningKeys,
  authorities: readonly CertificationAuthority[],
): Promise<ResponderKeys> {
  // Threads that share one core only interrupt one another.
  const isAlone = availableParallelism() === 1;
  const delegating = authorities.filter(({ notAfter }) => clock.now() <= notAfter);
  const opened = await Promise.all(
    delegating.map(async (ca) => {
      const name = responderKeyName(ca);
      if (await isFromBefore(keys, ca)) {
        log.warn('ocsp.no-key', { keyId: name, reason: 'the token has none: the next ceremony makes it' });
        return [];
      }
      const key = await keys.loadOrCreate(name, KEY_KIND[ca.cards]);
      const { publicKey } = key;
      const sign = isAlone ? async (bytes: Uint8Array) => key.sign(bytes) : key.signBeside;
      return [[ca.keyId, { publicKey, keyId: keyIdentifier(publicKey), sign }] as const];
    }),
  );
  return new Map(opened.flat());
}

/** Whether the roots lie in a token that was filled when no responder spoke of signature certificates. */
async function isFromBefore(keys: SigningKeys, ca: CertificationAuthority): Promise<boolean> {
  return keys.protection === 'token' && ca.role === 'signature' && !(await keys.has(responderKeyName(ca)));
}

/** The certificate in force, made anew before the old one runs out; undefined when the CA generation has run out. */
export async function responderCertificate(
  deps: Pick<AuthorityDeps, 'store' | 'clock'>,
  ca: CertificationAuthority,
  key: ResponderKey,
): Promise<ResponderRecord | undefined> {
  const now = deps.clock.now();
  if (!isAlive(ca, now)) return undefined;
  const known = await findResponder(deps.store, ca.keyId);
  if (known && isFresh(known, ca, now)) return known;
  const frame = {
    serial: fromHex(await drawSerial(deps.store)),
    notBefore: now,
    notAfter: Math.min(now + DIVERGENCES.responderLifetimeMs.value, ca.notAfter),
    publicKey: key.publicKey,
    generation: ca.cards,
  };
  const certificate = issueResponder({ ...frame, ca: ca.identity }, ca.sign);
  const { notBefore, notAfter } = frame;
  const record = { issuerKeyId: ca.keyId, certificate, notBefore, notAfter };
  const certificates = [{ issuerKeyId: ca.keyId, serial: toHex(frame.serial) }];
  await deps.store.transaction(async (within) => {
    await storeResponder(within, record);
    const entry = { at: Math.floor(now), event: 'responder', actor: 'authority', residentId: null };
    await appendAudit(within, { ...entry, certificates, reason: responderKeyName(ca), outcome: 'done' });
  });
  return record;
}

/** Whether it is valid now and need not be renewed yet. */
export function isFresh(known: ResponderRecord, ca: CertificationAuthority, now: number): boolean {
  const renewAt = known.notAfter - DIVERGENCES.responderRenewalMs.value;
  return now >= known.notBefore && (now < renewAt || known.notAfter === ca.notAfter);
}
