import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CardImage, PATHS, type TrustResponse } from '@kazasu/authority/api';
import { PINS, somebody, testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { challengeMessage, chipMessage } from '@kazasu/provider/api';
import { systemClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { silentLog } from '@kazasu/server/log';
import { createHash, createPrivateKey, type KeyObject, sign } from '../crypto.ts';

/** What a card has of its holder, in the API's names and formats. */
export interface Items {
  readonly name: string;
  readonly address: string;
  readonly birthdate: string;
  readonly gender: '1' | '2';
}

/** A card as the load holds it: its proof for any challenge. The text files are read once, as a phone would each time. */
export interface LoadCard {
  readonly items: Items;
  prove(challenge: Parameters<typeof challengeMessage>[0]): Promise<Record<string, unknown>>;
}

/** An authority that answers the provider, and cards of its making. It runs beside the load, not on the server's core. */
export interface CardWorld {
  readonly authority: { readonly url: string; readonly token: string };
  readonly trust: TrustResponse;
  readonly cards: readonly LoadCard[];
  /** A folder that goes with the world. */
  readonly folder: string;
  close(): Promise<void>;
}

/** As many invented people as wanted, no two with the same items. */
export async function createCardWorld(people: number): Promise<CardWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-load-'));
  const authority = await testAuthority({ clock: systemClock, log: silentLog });
  const server = await serve(authority.app, { hostname: 'localhost', port: 0 });
  const trust = (await (await authority.ask(VERIFIER, PATHS.trust)).json()) as TrustResponse;
  const cards: LoadCard[] = [];
  for (let i = 0; i < people; i += 1) {
    const items = itemsOf(i);
    cards.push(
      loadCard(await authority.personalise({ resident: somebody(items), options: { pins: PINS } }), items),
    );
  }
  return {
    authority: { url: server.url, token: VERIFIER },
    trust,
    cards,
    folder,
    close: async () => {
      await server.close();
      await authority.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const KANJI = '〇一二三四五六七八九';

function itemsOf(i: number): Items {
  const number = [...String(i)].map((digit) => KANJI[Number(digit)]).join('');
  return {
    name: `見本　${number}`,
    address: `架空県かざす市読取一丁目${i + 1}番`,
    birthdate: `${1930 + (i % 70)}0${1 + (i % 9)}1${i % 10}`,
    gender: i % 2 === 0 ? '2' : '1',
  };
}

function loadCard(image: CardImage, items: Items): LoadCard {
  const key = keyOf(image.keys.authentication);
  const [textKey, surfaceKey] = [keyOf(image.keys.text), keyOf(image.keys.surface)];
  const { fourItems, integrity, issuerCertificate, chipKey } = image.text;
  const text = {
    fourItems: url(fourItems),
    integrity: url(integrity),
    issuerCertificate: url(issuerCertificate),
    chipKey: url(chipKey),
  };
  const { ageRecord, issuerCertificate: surfaceCertificate } = image.surface;
  const age = { record: url(ageRecord), issuerCertificate: url(surfaceCertificate) };
  const der = Buffer.from(image.jpki.authenticationCertificate, 'base64');
  const [certificate, hash] = [der.toString('base64url'), createHash('sha256').update(der).digest()];
  return {
    items,
    prove: async (challenge) => {
      const message = chipMessage(challenge, hash);
      const [chipSignature, ageSignature, signature] = await Promise.all([
        signed(message, textKey),
        signed(message, surfaceKey),
        signed(challengeMessage(challenge), key),
      ]);
      const proved = { ...text, chipSignature, age: { ...age, signature: ageSignature } };
      return { certificate, signature, items: proved };
    },
  };
}

function keyOf(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}

/** By a thread of libuv's: two milliseconds of RSA in a row would be counted for a server whose answers wait for the load. */
function signed(message: Uint8Array, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', message, key, (error, signature) =>
      error === null ? resolve(signature.toString('base64url')) : reject(error),
    );
  });
}

function url(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64url');
}
