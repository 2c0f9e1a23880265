import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { type CardImage, chipKeysOf, contentsOf, secretsOf } from '@kazasu/authority/api';
import { somebody, type TestAuthority, testAuthority } from '@kazasu/authority/testing';
import { createVirtualCard, memoryInRam, openCardKeys } from '@kazasu/card/virtual';
import { systemClock } from '@kazasu/server/clock';
import { type RunningServer, serve } from '@kazasu/server/http';
import { randomOctets } from '@kazasu/server/random';
import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { button, heading, takeCard, type Visit, type VisitOptions, visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import type { TestCard } from './testing/index.ts';

const { skip, browser } = appInChromium();
const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };
let authority: TestAuthority | undefined;
let door: RunningServer;
let image: CardImage;

/** The authority learns the app's origin when the street is there; the page learns this address before. */
let behind: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });

before(async () => {
  const app = new Hono().all('*', (context) => behind(context.req.raw));
  door = await serve(app, { hostname: 'localhost', port: 0 });
});
after(() => door.close());
beforeEach(async () => {
  authority = undefined;
});
afterEach(() => authority?.close());

function cardOf(made: CardImage): TestCard {
  const memory = memoryInRam(secretsOf(made));
  const keys = openCardKeys(chipKeysOf(made));
  const card = createVirtualCard({ contents: contentsOf(made), memory, keys, random: randomOctets });
  const key = (der: string) => new X509Certificate(Buffer.from(der, 'base64')).publicKey;
  const authentication = key(made.jpki.authenticationCertificate);
  const signature = key(made.jpki.signatureCertificate ?? '');
  return { card, memory, publicKeys: { authentication, signature, text: signature, surface: signature } };
}

/** A card of an authority that stands behind the page, on a device whose lock keeps secrets. */
async function visit(use: (visit: Visit) => Promise<void>, options: VisitOptions = {}): Promise<void> {
  // The page's clock is the machine's, and a statement is for minutes.
  const clock = { ...systemClock, set: () => {}, advance: () => {} };
  const own = await testAuthority({ clock });
  image = await own.personalise({ resident: somebody(), options: { pins: PINS } });
  authority = own;
  const all = { items: [], card: cardOf(image), pages: { authorityUrl: door.url }, keepsSecrets: true };
  await visitApp(
    browser(),
    async (one) => {
      // The same authority, now that the app has an origin that it can be told of.
      const front = await testAuthority({
        clock,
        store: own.store,
        keys: own.keys,
        phoneOrigin: one.street.url,
      });
      behind = (request) => front.app.fetch(request);
      await use(one).finally(() => front.close());
    },
    { ...all, withoutAccount: true, ...options },
  );
}

async function issue(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#settings/phone`);
  await button(page, '画面ロックを確認して始める').click();
  await takeCard(page);
  await page.getByLabel('署名用電子証明書の暗証番号').fill('abc123');
  await button(page, '次へ').click();
  await button(page, 'カードをかざす').click();
  await heading(page).getByText('登録が完了しました').waitFor();
}

interface Kept {
  readonly authenticationCertificate: number[];
  readonly all: string;
}

/** What IndexedDB holds, as a thief of it would copy it. */
function kept(page: Page): Promise<Kept | null> {
  return page.evaluate(
    () =>
      new Promise<Kept | null>((resolve, reject) => {
        const opening = indexedDB.open('kazasu-phone-certificate');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('record').objectStore('record').get('one');
          asked.onsuccess = () => {
            const bytes = (_: string, value: unknown) =>
              value instanceof Uint8Array ? String.fromCharCode(...value) : value;
            const found = asked.result as { authenticationCertificate: Uint8Array } | undefined;
            opening.result.close();
            resolve(
              found === undefined
                ? null
                : {
                    authenticationCertificate: [...found.authenticationCertificate],
                    all: JSON.stringify(found, bytes),
                  },
            );
          };
        };
      }),
  );
}

async function toReaders(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}/#open=${code}`);
  await button(page, '内容を確認して進む').click();
  await page.getByRole('tab', { name: 'この端末' }).click();
}

const refused = '端末のロックを解除できませんでした';
const unlock = (page: Page) => button(page, 'ロックを解除して続ける');
const ownCard = (page: Page) => page.getByRole('button', { name: 'スマホ用電子証明書' });
const states = async () =>
  (await authority?.certificates(image.residentId))?.map(({ device, state }) => `${device} ${state}`);

test(
  'a certificate is issued with the card, logs in by the screen lock in place of a PIN, and is ended',
  { skip },
  () =>
    visit(async ({ page, street, complaints }) => {
      const said: string[] = [];
      page.on('request', (request) => said.push(request.url(), request.postData() ?? ''));
      await issue(page, street.url);
      assert.deepEqual(await states(), ['card valid', 'card valid', 'phone valid', 'phone valid']);
      const record = await kept(page);
      assert.ok(record !== null && !record.all.includes('見本') && !/abc123/i.test(record.all));
      assert.ok(!/abc123/i.test(said.join()));
      const { publicKey } = new X509Certificate(Buffer.from(record.authenticationCertificate));
      street.fake.cardKeys = {
        authentication: publicKey,
        signature: publicKey,
        text: publicKey,
        surface: publicKey,
      };
      await toReaders(page, street.url, street.fake.code);
      await ownCard(page).click();
      await unlock(page).click();
      await button(page, /同意/).waitFor();
      assert.equal(street.fake.state(), 'proved', 'the phone’s key has signed the challenge');
      await button(page, /同意/).click();
      await heading(page).getByText(/完了/).waitFor();
      await page.goto(`${street.url}/#settings/phone`);
      await page.reload();
      await page.getByText('利用できます').waitFor();
      await button(page, '登録を取り消す').click();
      await button(page, '取り消す').click();
      await page.getByText('電子証明書を失効させ、この端末から消しました').waitFor();
      assert.deepEqual(await states(), ['card valid', 'card valid', 'phone revoked', 'phone revoked']);
      assert.equal(await kept(page), null);
      assert.deepEqual(complaints, []);
    }),
);

test('where items are asked for, the app says that the card itself is needed', { skip }, () =>
  visit(
    async ({ page, street }) => {
      await issue(page, street.url);
      await toReaders(page, street.url, street.fake.code);
      await ownCard(page).click();
      await page.getByText('この手続きにはマイナンバーカードが必要です').waitFor();
      assert.equal(street.fake.state(), 'opened');
    },
    { items: ['name'] },
  ),
);

test(
  'a lock that is not confirmed, a passkey that is gone and a copy without it open nothing',
  { skip },
  () =>
    visit(async ({ page, street, lock }) => {
      await issue(page, street.url);
      await toReaders(page, street.url, street.fake.code);
      await ownCard(page).click();
      const hold = unlock(page);
      await lock?.confirms(false);
      await hold.click();
      await page.getByText(refused).waitFor();
      assert.equal(street.fake.state(), 'opened');
      assert.equal(street.fake.proofs.length, 0);
      await lock?.confirms(true);
      await lock?.clear();
      await hold.click();
      await page.getByText(refused).waitFor();
      assert.equal(street.fake.proofs.length, 0);
      // The same database under another authenticator, with a passkey of the same number.
      const credentialId = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open('kazasu-phone-certificate');
            opening.onsuccess = () => {
              const asked = opening.result.transaction('record').objectStore('record').get('one');
              asked.onsuccess = () =>
                resolve(
                  btoa(String.fromCharCode(...(asked.result as { credentialId: Uint8Array }).credentialId)),
                );
            };
          }),
      );
      const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
      const privateKey = Buffer.from(await crypto.subtle.exportKey('pkcs8', key.privateKey)).toString(
        'base64',
      );
      await lock?.session.send('WebAuthn.addCredential', {
        authenticatorId: lock.id,
        credential: {
          credentialId,
          isResidentCredential: false,
          rpId: 'localhost',
          privateKey,
          signCount: 0,
        },
      });
      await page.goto(`${street.url}/#settings/phone`);
      await button(page, '登録を取り消す').click();
      await button(page, '取り消す').click();
      await page.getByRole('alert').first().waitFor();
      assert.deepEqual(await states(), ['card valid', 'card valid', 'phone valid', 'phone valid']);
    }),
);

test('where the device cannot keep secrets, or has no lock, none is offered, and it is said why', {
  skip,
}, async () => {
  const unavailable = 'この端末とブラウザーでは利用できません';
  await visit(
    async ({ page, street }) => {
      await page.goto(`${street.url}/#settings/phone`);
      await button(page, '画面ロックを確認して始める').or(page.getByText(unavailable)).first().waitFor();
      const begin = button(page, '画面ロックを確認して始める');
      if (await begin.isVisible()) await begin.click();
      await page.getByText(unavailable).waitFor();
      assert.equal(await kept(page).catch(() => null), null);
    },
    { keepsSecrets: false },
  );
  await visit(
    async ({ page, street }) => {
      await page.goto(`${street.url}/#settings/phone`);
      await page.getByText(unavailable).waitFor();
      assert.equal(await begins(page), 0);
    },
    { withoutLock: true },
  );
});

const begins = (page: Page) => button(page, '画面ロックを確認して始める').count();
