import { fromHex, toBase64, toHex, toPem } from '@kazasu/bytes';
import { type CaRole, issueCa } from '@kazasu/pki/issue';
import type { SigningKey, SigningKeys, SigningKind } from '@kazasu/server/keys';
import { randomOctets } from '@kazasu/server/random';
import {
  addYears,
  type CardGeneration,
  type CeremonyRoots,
  caKeyName,
  KEY_KIND,
  LIFE_YEARS,
  responderKeyName,
} from '../ca/index.ts';
import { serialOctets } from '../certificate/index.ts';
import { openssl, refused } from './openssl.ts';
import { fingerprint, type ProtocolWriter } from './protocol.ts';

export interface MadeRoot {
  readonly name: string;
  readonly key: SigningKey;
  readonly root: CeremonyRoots['roots'][number];
  readonly pem: string;
}

interface RootPlan {
  readonly role: CaRole;
  readonly generation: number;
  readonly organisation: string;
  readonly cards: CardGeneration;
  readonly now: number;
}

/** One generation: its key, its certificate for ten years from now, OpenSSL's verdict, and its responder's key. */
export async function makeRoot(
  plan: RootPlan,
  signing: SigningKeys,
  protocol: ProtocolWriter,
): Promise<MadeRoot> {
  const name = caKeyName(plan);
  const kind = KEY_KIND[plan.cards];
  const key = await makeKey(name, kind, signing, protocol);
  const notBefore = Math.floor(plan.now / 1000) * 1000;
  const notAfter = addYears(notBefore, LIFE_YEARS) - 1000;
  const serial = serialOctets(randomOctets(4));
  const frame = { serial, notBefore, notAfter, publicKey: key.publicKey, generation: plan.cards };
  const certificate = issueCa({ ...frame, role: plan.role, organisation: plan.organisation }, key.sign);
  const sha256 = fingerprint(certificate);
  protocol.add('certificate signed', {
    name,
    serial: toHex(serial),
    notBefore: new Date(notBefore).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
    sha256,
  });
  const pem = toPem('CERTIFICATE', certificate);
  judge(pem, sha256, notBefore, protocol);
  await makeKey(responderKeyName(plan), kind, signing, protocol);
  const { role, generation } = plan;
  return { name, key, root: { role, generation, certificate: toBase64(certificate) }, pem };
}

/** A key with its step in the protocol. Throws `ceremony_refused` where there is one of that name. */
export async function makeKey(
  name: string,
  kind: SigningKind,
  signing: SigningKeys,
  protocol: ProtocolWriter,
): Promise<SigningKey> {
  if (await signing.has(name)) throw refused(`there is a key ${name} already: nothing is overwritten`);
  const key = await signing.loadOrCreate(name, kind);
  protocol.add('key made', { name, kind: key.kind, publicKeySha256: fingerprint(key.publicKey) });
  return key;
}

/** Another implementation reads the certificate, takes it for a root, and sees the same octets. */
export function judge(pem: string, sha256: string, at: number, protocol?: ProtocolWriter): void {
  const files = { 'root.pem': pem };
  const time = ['-attime', String(at / 1000)];
  openssl(files, ['verify', '-x509_strict', '-check_ss_sig', ...time, '-CAfile', 'root.pem', 'root.pem']);
  const seen = openssl(files, ['x509', '-in', 'root.pem', '-noout', '-fingerprint', '-sha256']);
  const theirs = seen.split('=').at(-1)?.replaceAll(':', '').toLowerCase();
  if (theirs !== toHex(fromHex(sha256))) throw refused('OpenSSL sees another certificate than was made');
  protocol?.add('judged by OpenSSL', { verify: 'OK', sha256: theirs });
}
