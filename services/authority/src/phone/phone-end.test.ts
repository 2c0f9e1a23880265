import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64, toBase64 } from '@kazasu/bytes';
import type { CardImage, PhoneCertificates, SignedMessage } from '../api.ts';
import { testAuthority } from '../testing/authority.ts';
import { bring, holder } from '../testing/life.ts';
import {
  type PhoneKeys,
  phoneKeys,
  phoneRequest,
  proofsOf,
  signedByCard,
  statementOf,
  type Way,
} from '../testing/signing.ts';

const ORIGIN = 'https://phone.example';
const authority = await testAuthority({ phoneOrigin: ORIGIN });
const now = () => authority.clock.now();
const shared = await phoneKeys();

interface Phone {
  readonly residentId: string;
  readonly image: CardImage;
  readonly keys: PhoneKeys;
  readonly certificates: PhoneCertificates;
}

async function phone(): Promise<Phone> {
  const keys = await phoneKeys();
  const { resident, image } = await holder(authority);
  const response = await authority.post(undefined, '/phone/certificates', phoneRequest(image, keys, now()));
  assert.equal(response.status, 201);
  const certificates = (await response.json()) as PhoneCertificates;
  return { residentId: resident.residentId, image, keys, certificates };
}

function byPhone({ keys, certificates }: Phone, at = now(), way?: Way): SignedMessage {
  const statement = statementOf('phoneEnd', { at });
  return {
    statement: toBase64(statement),
    certificate: certificates.signatureCertificate,
    signature: keys.signature.sign(statement, way),
  };
}

const end = (message: object) => authority.post(undefined, '/phone/ends', message);
const errorOf = async (response: Response) => ((await response.json()) as { error: string }).error;

async function statesOf(residentId: string): Promise<string[]> {
  const listed = await authority.certificates(residentId);
  return listed.map(({ device, state }) => `${device} ${state}`);
}
const LIVING = ['card valid', 'card valid', 'phone valid', 'phone valid'];
const ENDED = ['card valid', 'card valid', 'phone revoked', 'phone revoked'];

test('a phone ends its own certificates, and those of the card live on', async () => {
  const own = await phone();
  const message = byPhone(own);
  assert.equal((await end(message)).status, 204);
  assert.deepEqual(await statesOf(own.residentId), ENDED);
  assert.equal(
    await errorOf(await end(message)),
    'signed_message_invalid',
    'the key that signed it has ended',
  );
});

test('the card ends those of its phone, as when the phone is lost; once', async () => {
  const own = await phone();
  const message = signedByCard(own.image, statementOf('phoneEnd', { at: now() }));
  assert.equal((await end(message)).status, 204);
  assert.deepEqual(await statesOf(own.residentId), ENDED);
  assert.equal(await errorOf(await end(message)), 'signed_message_used');
});

test('nobody else ends them: another person, another role, an old message, or what a relying party can have signed', async () => {
  const [own, other] = [await phone(), await phone()];
  const good = byPhone(own);
  const refused: readonly object[] = [
    { ...good, certificate: other.certificates.signatureCertificate },
    { ...good, certificate: own.certificates.authenticationCertificate },
    { ...good, signature: byPhone(other).signature },
    byPhone(own, now() - 5 * 60_000 - 1),
    byPhone(own, now(), 'digest'),
    byPhone(own, now(), 'bare-hash'),
  ];
  for (const message of refused) assert.equal(await errorOf(await end(message)), 'signed_message_invalid');
  assert.equal(await errorOf(await end({ ...good, more: 1 })), 'request_invalid');
  assert.deepEqual(await statesOf(own.residentId), LIVING);
  assert.equal((await end(byPhone(other))).status, 204);
  assert.deepEqual(await statesOf(own.residentId), LIVING, 'one phone speaks for itself alone');
});

test('a phone neither asks for certificates nor speaks in its holder’s name', async () => {
  const own = await phone();
  // Right in everything but whose key it is, which names itself as the card that is asked for.
  const { signatureCertificate } = own.certificates;
  const octets = statementOf('phone', {
    at: now(),
    certificateHash: createHash('sha256').update(fromBase64(signatureCertificate)).digest('hex'),
    authenticationKey: shared.authentication.spki,
    signatureKey: shared.signature.spki,
  });
  const request = {
    statement: toBase64(octets),
    certificate: signatureCertificate,
    signature: own.keys.signature.sign(octets),
  };
  const proofs = proofsOf(shared, octets);
  const asked = await authority.post(undefined, '/phone/certificates', { request, proofs });
  assert.equal(await errorOf(asked), 'signed_message_invalid');
  const withdrawal = statementOf('withdrawal', { at: now(), consentId: 'x' });
  const spoken = await authority.post(undefined, '/holder/withdrawals', {
    statement: toBase64(withdrawal),
    certificate: own.certificates.signatureCertificate,
    signature: own.keys.signature.sign(withdrawal),
  });
  assert.equal(await errorOf(spoken), 'signed_message_invalid');
  const statement = fromBase64(byPhone(own).statement);
  const elsewhere = await authority.post(
    undefined,
    '/holder/withdrawals',
    signedByCard(own.image, statement),
  );
  assert.equal(
    await errorOf(elsewhere),
    'signed_message_invalid',
    'a statement of one kind is none of another',
  );
});

test('a phone whose certificates were ended with its card speaks no more', async () => {
  const own = await phone();
  await bring(authority, own.residentId, 'death', {});
  assert.equal(await errorOf(await end(byPhone(own))), 'signed_message_invalid');
});

test('pages ask from the app’s origin alone, and only about phones', async () => {
  const ask = (path: string, method: string, origin?: string) =>
    authority.ask(undefined, path, { method, headers: origin === undefined ? {} : { origin } });
  const preflight = await ask('/phone/certificates', 'OPTIONS', ORIGIN);
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type');
  assert.match(preflight.headers.get('vary') ?? '', /Origin/);
  const bad = await ask('/phone/ends', 'POST', ORIGIN);
  assert.equal(
    bad.headers.get('access-control-allow-origin'),
    ORIGIN,
    'the page may read why it was refused',
  );
  for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`]) {
    for (const method of ['OPTIONS', 'POST']) {
      const refused = await ask('/phone/ends', method, origin);
      assert.equal(refused.status, 403, origin);
      assert.equal(refused.headers.get('access-control-allow-origin'), null);
    }
  }
  const elsewhere = await ask('/v1/trust', 'OPTIONS', ORIGIN);
  assert.equal(elsewhere.headers.get('access-control-allow-origin'), null);
  const none = await testAuthority();
  const closed = await none.ask(undefined, '/phone/ends', { method: 'OPTIONS', headers: { origin: ORIGIN } });
  assert.equal(closed.status, 403, 'where no origin is configured');
});
