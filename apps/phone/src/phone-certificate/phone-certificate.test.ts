import assert from 'node:assert/strict';
import { constants, createHmac, publicDecrypt, randomBytes, verify, X509Certificate } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CardImage, chipKeysOf, contentsOf, secretsOf } from '@kazasu/authority/api';
import { somebody, type TestAuthority, testAuthority } from '@kazasu/authority/testing';
import { fromHex, toBase64url, toHex, toUtf8 } from '@kazasu/bytes';
import { openCard, sha256DigestInfo, type Transport } from '@kazasu/card';
import { cardTransport, createVirtualCard, memoryInRam, openCardKeys } from '@kazasu/card/virtual';
import { transportAsCard } from './as-card.ts';
import type { DeviceLock } from './device-lock.ts';
import { PhoneCertificateError } from './error.ts';
import { createAuthorityClient, liesUnder, PhoneCertificate } from './index.ts';
import { memoryStore, type RecordStore } from './record-store.ts';

const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };

/** An authenticator in software: HMAC under a key of each passkey, as CTAP's hmac-secret is. */
function softLock() {
  const keys = new Map<string, Buffer>();
  const state = { cancels: false, asked: 0 };
  const drawn = (id: Uint8Array, salt: Uint8Array) => {
    state.asked += 1;
    if (state.cancels) throw new PhoneCertificateError('phone-certificate/cancelled', 'no');
    const key = keys.get(toHex(id));
    if (key === undefined) throw new PhoneCertificateError('phone-certificate/cancelled', 'no such passkey');
    return Uint8Array.from(createHmac('sha256', key).update(salt).digest());
  };
  const lock: DeviceLock = {
    available: async () => true,
    make: async (salt) => {
      const credentialId = Uint8Array.from(randomBytes(16));
      keys.set(toHex(credentialId), randomBytes(32));
      return { credentialId, secret: drawn(credentialId, salt) };
    },
    open: async (id, salt) => drawn(id, salt),
    forget: async (id) => void keys.delete(toHex(id)),
  };
  return { lock, keys, state };
}

let authority: TestAuthority;
before(async () => {
  authority = await testAuthority();
});
after(() => authority.close());

interface Device {
  readonly image: CardImage;
  readonly store: RecordStore;
  readonly soft: ReturnType<typeof softLock>;
  readonly phone: PhoneCertificate;
  readonly card: () => Promise<Transport>;
  /** What left the device. */
  readonly said: string[];
}

async function device(
  over: { store?: RecordStore; soft?: ReturnType<typeof softLock> } = {},
): Promise<Device> {
  const image = await authority.personalise({ resident: somebody(), options: { pins: PINS } });
  const chip = createVirtualCard({
    contents: contentsOf(image),
    memory: memoryInRam(secretsOf(image)),
    keys: openCardKeys(chipKeysOf(image)),
    random: (length) => new Uint8Array(randomBytes(length)),
  });
  const store = over.store ?? memoryStore();
  const soft = over.soft ?? softLock();
  const said: string[] = [];
  const client = createAuthorityClient(
    async () => '',
    async (path, init) => {
      said.push(String(init.body));
      return authority.app.request(path, init);
    },
  );
  const now = () => authority.clock.now();
  const phone = new PhoneCertificate({ store, lock: soft.lock, authority: client, now });
  return { image, store, soft, phone, said, card: async () => cardTransport(chip) };
}

/** The whole of it, as a person goes through it. */
async function make(phone: PhoneCertificate, card: () => Promise<Transport>, typed: Uint8Array) {
  const preparation = await phone.prepare();
  try {
    return await preparation.certify(await card(), typed);
  } catch (error) {
    await preparation.abandon();
    throw error;
  }
}

const noItems = () => new PhoneCertificateError('phone-certificate/none', 'no items');
const password = () => toUtf8(PINS.signature);
const code = (error: unknown) => (error as PhoneCertificateError).code;
const listed = async ({ image }: Device) =>
  (await authority.certificates(image.residentId)).map(({ device: kind, state }) => `${kind} ${state}`);

/** Every octet that the device keeps. */
async function kept({ store }: Device): Promise<string> {
  const record = await store.read();
  return JSON.stringify(record, (_, value: unknown) => (value instanceof Uint8Array ? toHex(value) : value));
}

describe('making', () => {
  let own: Device;
  before(async () => {
    own = await device();
  });

  test('the card signs for two keys of this device, and the certificates say so', async () => {
    const typed = password();
    const view = await make(own.phone, own.card, typed);
    assert.deepEqual(await own.phone.view(), view);
    assert.equal(toHex(typed), '00'.repeat(6), 'the password was overwritten');
    assert.deepEqual(await listed(own), ['card valid', 'card valid', 'phone valid', 'phone valid']);
    const record = await own.store.read();
    const certificate = new X509Certificate(record?.authenticationCertificate ?? '');
    assert.equal(Date.parse(certificate.validTo), view.notAfter.authentication);
    assert.equal(own.said.length, 1);
    assert.ok(!own.said[0]?.includes(PINS.signature));
  });

  test('what lies under a passkey is known by its number alone', async () => {
    const record = await own.store.read();
    const id = toBase64url(record?.credentialId ?? assert.fail());
    assert.equal(await liesUnder(own.store, id), true);
    assert.equal(await liesUnder(own.store, `${id}A`), false);
    assert.equal(await liesUnder(memoryStore(), id), false);
  });

  test('what is kept holds neither a private key nor who the person is', async () => {
    const all = await kept(own);
    // The object identifier of rsaEncryption behind a version stands in every PKCS #8 key.
    assert.ok(!all.includes('0201003 00d06092a864886f70d010101'.replace(' ', '')));
    assert.ok(!all.includes(toHex(toUtf8('見本'))) && !all.includes(toHex(toUtf8('かざす市'))));
    const opened = await own.phone.unlock();
    const signer = new X509Certificate(await opened.signatureCertificate());
    assert.ok(toHex(signer.raw).includes(toHex(toUtf8('見本'))), 'the certificate does name the person');
    own.phone.close();
  });

  test('a wrong password, a card that slips and an authority that is away leave nothing behind', async () => {
    const other = await device();
    const gone = async () => Promise.reject(new Error('slipped'));
    await assert.rejects(make(other.phone, other.card, toUtf8('WRONG1')), { code: 'card/pin-wrong' });
    await assert.rejects(make(other.phone, gone, password()), /slipped/);
    const now = () => authority.clock.now();
    const away = createAuthorityClient(
      async () => '',
      async () => Promise.reject(new TypeError('away')),
    );
    const offline = new PhoneCertificate({ store: other.store, lock: other.soft.lock, authority: away, now });
    await assert.rejects(make(offline, other.card, password()), { code: 'phone-certificate/unreachable' });
    assert.equal(await other.phone.view(), undefined);
    assert.equal(other.soft.keys.size, 0, 'and no passkey');
    assert.deepEqual(await listed(other), ['card valid', 'card valid']);
  });

  test('a person who stops at the lock is asked nothing more, and the card hears nothing', async () => {
    const other = await device();
    other.soft.state.cancels = true;
    const card = () => assert.fail('the card was asked');
    await assert.rejects(
      make(other.phone, card, password()),
      (error) => code(error) === 'phone-certificate/cancelled',
    );
    assert.equal(await other.phone.view(), undefined);
  });

  test('an authority that answers with certificates for other keys is not believed', async () => {
    const [other, another] = [await device(), await device()];
    let answer = '';
    const now = () => authority.clock.now();
    const listening = createAuthorityClient(
      async () => '',
      async (path, init) => {
        const response = await authority.app.request(path, init);
        answer = await response.clone().text();
        return response;
      },
    );
    const phone = { store: another.store, lock: another.soft.lock, now };
    await make(new PhoneCertificate({ ...phone, authority: listening }), another.card, password());
    const lying = createAuthorityClient(
      async () => '',
      async () => new Response(answer, { status: 201 }),
    );
    const deceived = new PhoneCertificate({
      store: other.store,
      lock: other.soft.lock,
      now,
      authority: lying,
    });
    await assert.rejects(make(deceived, other.card, password()), { code: 'phone-certificate/answer' });
    assert.equal(await other.phone.view(), undefined);
  });

  test('making anew replaces what was there, and ends the certificates before', async () => {
    const before = await own.store.read();
    await make(own.phone, own.card, password());
    const after = await own.store.read();
    assert.notDeepEqual(after?.authenticationCertificate, before?.authenticationCertificate);
    assert.equal(own.soft.keys.size, 1, 'one passkey');
    const states = await listed(own);
    assert.equal(states.filter((state) => state === 'phone valid').length, 2);
    assert.equal(states.filter((state) => state === 'phone revoked').length, 2);
  });
});

describe('using', () => {
  let own: Device;
  before(async () => {
    own = await device();
    await make(own.phone, own.card, password());
  });
  beforeEach(() => {
    own.soft.state.cancels = false;
    own.phone.close();
  });
  // A lock that is open would keep the process waiting until it closes.
  after(() => own.phone.close());

  test('opened by the lock it signs as a card does: a login, and octets that no hash can be', async () => {
    const { pins } = await own.phone.unlock();
    const pin = () => pins.authentication.slice();
    const typed = () => pins.signature.slice();
    const transport = await own.phone.open(noItems);
    const card = openCard(transport);
    assert.equal(await card.readTokenLabel(), 'KAZASUPHONETOKEN');
    assert.deepEqual(await card.readAvailability(), { authentication: true, signature: true });
    assert.equal(await card.triesLeft('authentication'), 3);
    assert.equal(await card.triesLeft('signature'), 5);
    const message = toUtf8('a login');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', message));
    const signature = await card.signWithAuthenticationKey(pin(), sha256DigestInfo(digest));
    const certificate = new X509Certificate(await card.readAuthenticationCertificate());
    assert.ok(verify('sha256', message, certificate.publicKey, signature));
    const octets = Uint8Array.from(randomBytes(50));
    const signed = await card.signWithCertificate(typed(), [octets, digest]);
    const key = new X509Certificate(signed.certificate).publicKey;
    const opened = signed.signatures.map((one) =>
      toHex(publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, one)),
    );
    assert.deepEqual(opened, [toHex(octets), toHex(digest)]);
    for (const role of ['authentication', 'signature'] as const) {
      const ca = new X509Certificate(await card.readCaCertificate(role));
      assert.ok(
        (role === 'signature' ? new X509Certificate(signed.certificate) : certificate).verify(ca.publicKey),
      );
    }
    await transport.close();
  });

  test('without the lock it shows what a card shows without a PIN, and signs nothing', async () => {
    const card = openCard(await own.phone.open(noItems));
    assert.equal((await card.readAuthenticationCertificate()).length > 500, true);
    await assert.rejects(card.signWithAuthenticationKey(toUtf8('1234'), new Uint8Array(51)), {
      code: 'card/security-status',
    });
    await assert.rejects(card.readSignatureCertificate(toUtf8('ABC123')), { code: 'card/security-status' });
  });

  test('a wrong PIN closes the lock, letting go closes it, and the PINs are of one opening', async () => {
    const first = await own.phone.unlock();
    const pin = first.pins.authentication.slice();
    const card = openCard(await own.phone.open(noItems));
    const wrong = pin.map((octet) => (octet === 0x30 ? 0x31 : 0x30));
    await assert.rejects(card.signWithAuthenticationKey(wrong, new Uint8Array(51)), {
      code: 'card/security-status',
    });
    await assert.rejects(card.signWithAuthenticationKey(pin.slice(), new Uint8Array(51)), {
      code: 'card/security-status',
    });
    const second = await own.phone.unlock();
    const transport = await own.phone.open(noItems);
    await transport.close();
    assert.equal(second.isOpen, false);
    assert.equal(toHex(second.pins.authentication), '00000000');
    assert.equal(toHex(first.pins.signature), '00'.repeat(16));
  });

  test('files of the card that it has not are not there, and commands out of order open nothing', async () => {
    const { pins } = await own.phone.unlock();
    const record = await own.store.read();
    assert.ok(record !== undefined);
    const transport = await own.phone.open(noItems);
    const say = async (hex: string) => toHex(await transport.transmit(fromHex(hex.replaceAll(' ', ''))));
    assert.equal(await say('00a4020c020017'), '6a82', 'no application is selected');
    assert.equal(await say('00a4040c 0a d392f000260100000001'), '9000');
    assert.equal(await say('00a4020c020003'), '6a82');
    assert.equal(await say(`802a0080 20 ${'00'.repeat(32)} 00`), '6986');
    assert.equal(await say('00a4020c020017'), '9000');
    assert.equal(await say(`802a0080 20 ${'00'.repeat(32)} 00`), '6982', 'no PIN was verified');
    assert.equal(await say('00b0000010'), '6981', 'a key is not read');
    assert.equal(await say('00a4020c020018'), '9000');
    assert.equal(await say(`00200080 04 ${toHex(pins.authentication)}`), '9000');
    assert.equal(await say('00a4020c02001a'), '9000');
    assert.equal(
      await say(`802a0080 20 ${'00'.repeat(32)} 00`),
      '6982',
      'the PIN of the one opens not the other',
    );
    assert.equal(await say('00a4040c 0a d392f000260100000001'), '9000');
    assert.equal(await say('00a4020c020017'), '9000');
    assert.equal(
      await say(`802a0080 20 ${'00'.repeat(32)} 00`),
      '6982',
      'selecting again forgets what was verified',
    );
    assert.equal(await say('00840000 08'), '6d00');
    assert.equal(await say('00a4040c 0a d3921000310001010402'), '6a82', 'no face');
    const closed = transportAsCard({ record, opened: undefined, noItems });
    await assert.rejects(closed.transmit(fromHex('00a4040c0ad3921000310001010408')), { message: 'no items' });
  });

  test('a cancelled prompt, a removed passkey and a copy of the database without it open nothing', async () => {
    own.soft.state.cancels = true;
    await assert.rejects(own.phone.unlock(), { code: 'phone-certificate/cancelled' });
    const elsewhere = await device({ store: own.store });
    await assert.rejects(elsewhere.phone.unlock(), { code: 'phone-certificate/cancelled' });
    // An authenticator that takes the passkey for one of its own, and has another key.
    const record = await own.store.read();
    elsewhere.soft.keys.set(toHex(record?.credentialId ?? new Uint8Array()), randomBytes(32));
    await assert.rejects(elsewhere.phone.unlock(), { code: 'phone-certificate/locked-out' });
    const card = openCard(await elsewhere.phone.open(noItems));
    await assert.rejects(card.signWithAuthenticationKey(toUtf8('1234'), new Uint8Array(51)), {
      code: 'card/security-status',
    });
  });

  test('sealed keys in each other’s place open nothing', async () => {
    const record = await own.store.read();
    assert.ok(record !== undefined);
    const { authentication, signature } = record.sealed;
    const sealed = { ...record.sealed, authentication: signature, signature: authentication };
    const swapped = await device({
      store: { ...own.store, read: async () => ({ ...record, sealed }) },
      soft: own.soft,
    });
    const { pins } = await swapped.phone.unlock();
    const card = openCard(await swapped.phone.open(noItems));
    await assert.rejects(card.signWithAuthenticationKey(pins.authentication.slice(), new Uint8Array(51)));
    swapped.phone.close();
  });
});

describe('ending', () => {
  test('the phone’s own key ends both certificates, and nothing is left on the device', async () => {
    const own = await device();
    await make(own.phone, own.card, password());
    await own.phone.end();
    assert.deepEqual(await listed(own), ['card valid', 'card valid', 'phone revoked', 'phone revoked']);
    assert.equal(await own.phone.view(), undefined);
    assert.equal(own.soft.keys.size, 0);
    await assert.rejects(own.phone.unlock(), { code: 'phone-certificate/none' });
    await assert.rejects(own.phone.open(noItems), { code: 'phone-certificate/none' });
  });

  test('a person who stops at the lock keeps it; forgetting alone needs no lock and leaves it to the counter', async () => {
    const own = await device();
    await make(own.phone, own.card, password());
    own.soft.state.cancels = true;
    await assert.rejects(own.phone.end(), { code: 'phone-certificate/cancelled' });
    assert.notEqual(await own.phone.view(), undefined);
    await own.phone.forget();
    assert.equal(await own.phone.view(), undefined);
    assert.deepEqual(await listed(own), ['card valid', 'card valid', 'phone valid', 'phone valid']);
  });

  test('what the authority has ended already cannot be ended again: it says so, and the keys stay until they are forgotten', async () => {
    const own = await device();
    await make(own.phone, own.card, password());
    const admin = 'admin-token-for-tests';
    await authority.post(admin, `/admin/residents/${own.image.residentId}/events/phone-end`, {});
    await assert.rejects(own.phone.end(), { code: 'phone-certificate/refused' });
    assert.notEqual(await own.phone.view(), undefined);
    await own.phone.forget();
  });
});
