import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { type RunningServer, serve } from '@kazasu/server/http';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { launchBrowser } from '@kazasu/ui/testing';
import { Hono } from 'hono';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { HOLDER_PATHS, type HolderSession, type RegistrationBegun, type UnlockBegun } from '../api/index.ts';
import { registrationProof } from '../testing/app-user.ts';
import { createWorld, type World } from '../testing/world.ts';

const { missing } = requirePeer(CHROMIUM);

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** What a browser makes of the options: the JSON methods of Web Authentication Level 3, nothing of ours between. */
const ANSWER = {
  make: `(options) => navigator.credentials
    .create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    .then((credential) => credential.toJSON())`,
  use: `(options) => navigator.credentials
    .get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    .then((credential) => credential.toJSON())`,
};

describe('the lock in a real browser', { skip: missing }, () => {
  let world: World;
  let hanako: CardImage;
  let browser: Browser;
  let provider: RunningServer;
  let phone: RunningServer;
  let page: Page;
  let cdp: CDPSession;
  let authenticatorId: string;

  before(async () => {
    const blank = new Hono().get('/', (context) => context.html('<title>app</title>'));
    phone = await serve(blank, { hostname: 'localhost', port: 0 });
    world = await createWorld({ phoneUrl: `http://localhost:${phone.port}` });
    provider = await serve(world.provider.app, { hostname: 'localhost', port: 0 });
    hanako = await world.personalise({});
    browser = await launchBrowser({ typeface: false });
    page = await browser.newPage();
    await page.goto(`http://localhost:${phone.port}/`);
    cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    ({ authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    }));
  });
  after(async () => {
    await browser.close();
    await provider.close();
    await phone.close();
    await world.close();
  });

  /** Asked by the page itself, so that preflight and CORS are the browser's. */
  function ask<T>(path: string, body?: unknown, token?: string): Promise<Answer<T>> {
    const url = `http://localhost:${provider.port}/api${path}`;
    return page.evaluate(
      async ([address, sent, bearer]) => {
        const response = await fetch(address as string, {
          method: 'POST',
          headers: {
            ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
            ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          },
          ...(sent === undefined ? {} : { body: sent }),
        });
        const text = await response.text();
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
      },
      [url, body === undefined ? undefined : JSON.stringify(body), token] as const,
    ) as Promise<Answer<T>>;
  }

  const credential = (which: keyof typeof ANSWER, options: object) =>
    page.evaluate(`(${ANSWER[which]})(${JSON.stringify(options)})`);

  const verified = (isUserVerified: boolean) =>
    cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

  test('a passkey is made, the card signs, and the passkey unlocks, from another origin’s server', async () => {
    const { body: begun } = await ask<RegistrationBegun>(HOLDER_PATHS.begin);
    const made = await credential('make', begun.passkey);
    const kept = await ask(HOLDER_PATHS.passkey, { credential: made }, begun.registrationToken);
    assert.equal(kept.status, 204, JSON.stringify(kept));
    const proof = registrationProof(hanako, begun.challenge);
    const { body: registered } = await ask<HolderSession>(HOLDER_PATHS.card, proof, begun.registrationToken);
    assert.equal(registered.holder?.passkeys.length, 1, JSON.stringify(registered));

    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    assert.equal(credentials.length, 1);
    assert.equal(credentials[0]?.isResidentCredential, true);

    const { body: asked } = await ask<UnlockBegun>(HOLDER_PATHS.unlockBegin);
    const used = await credential('use', asked.passkey);
    const { body: unlocked } = await ask<HolderSession>(
      HOLDER_PATHS.unlock,
      { credential: used },
      asked.unlockToken,
    );
    assert.equal(unlocked.holder?.passkeys[0]?.current, true, JSON.stringify(unlocked));
    const locked = await ask(HOLDER_PATHS.lock, undefined, unlocked.session);
    assert.equal(locked.status, 204);
  });

  test('an authenticator that does not verify the person gives nothing', async () => {
    await verified(false);
    const { body: asked } = await ask<UnlockBegun>(HOLDER_PATHS.unlockBegin);
    await assert.rejects(credential('use', asked.passkey), /NotAllowedError/);
    // What it gives to a page that leaves the demand out is refused here.
    const used = await credential('use', { ...asked.passkey, userVerification: 'discouraged' });
    const refused = await ask(HOLDER_PATHS.unlock, { credential: used }, asked.unlockToken);
    assert.deepEqual(refused, { status: 403, body: { error: 'passkey_invalid' } });
    await verified(true);
  });
});
