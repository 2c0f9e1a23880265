import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '@kazasu/authority';
import { type CardImage, PATHS, type TrustResponse } from '@kazasu/authority/api';
import { challengeMessage } from '@kazasu/provider/api';
import { systemClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { openKeyFolder } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import { PEOPLE, residentRecordOf } from '@kazasu/town/people';
import { createPrivateKey, randomBytes, sign } from '../crypto.ts';

/** A card as the load holds it: its proof for any challenge. The text files are read once, as a phone would each time. */
export interface LoadCard {
  prove(challenge: Parameters<typeof challengeMessage>[0]): Record<string, unknown>;
}

/** An authority that answers the provider, and cards of its making. It runs beside the load, not on the server's core. */
export interface CardWorld {
  readonly authority: { readonly url: string; readonly token: string };
  readonly trust: TrustResponse;
  readonly cards: readonly LoadCard[];
  readonly folder: string;
  close(): Promise<void>;
}

export async function createCardWorld(count: number): Promise<CardWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-'));
  const [verifierToken, adminToken] = [token(), token()];
  const authority = await createAuthority({
    verifierToken,
    adminToken,
    store: await openStore({ file: ':memory:' }),
    keys: openKeyFolder(join(folder, 'authority')),
    clock: systemClock,
    log: silentLog,
  });
  const server = await serve(authority.app, { hostname: 'localhost', port: 0 });
  const headers = { authorization: `Bearer ${verifierToken}` };
  const trust = (await (await fetch(server.url + PATHS.trust, { headers })).json()) as TrustResponse;
  const images = await Promise.all(
    PEOPLE.slice(0, count).map((person) =>
      authority.personalise({
        resident: residentRecordOf(person, systemClock.now()),
        options: { pins: { ...person.pins } },
      }),
    ),
  );
  return {
    authority: { url: server.url, token: verifierToken },
    trust,
    cards: images.map(loadCard),
    folder,
    close: () => server.close(),
  };
}

function loadCard(image: CardImage): LoadCard {
  const key = createPrivateKey({
    key: Buffer.from(image.keys.authentication, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const { fourItems, integrity, issuerCertificate } = image.text;
  const items = {
    fourItems: url(fourItems),
    integrity: url(integrity),
    issuerCertificate: url(issuerCertificate),
  };
  const certificate = url(image.jpki.authenticationCertificate);
  return {
    prove: (challenge) => ({
      certificate,
      signature: sign('sha256', challengeMessage(challenge), key).toString('base64url'),
      items,
    }),
  };
}

function url(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64url');
}

function token(): string {
  return randomBytes(32).toString('base64url');
}
