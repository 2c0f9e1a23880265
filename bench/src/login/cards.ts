import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CardImage, PATHS, type TrustResponse } from '@kazasu/authority/api';
import { testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { challengeMessage, chipMessage } from '@kazasu/provider/api';
import { systemClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { silentLog } from '@kazasu/server/log';
import { PEOPLE, residentRecordOf } from '@kazasu/town/people';
import { createHash, createPrivateKey, type KeyObject, sign } from '../crypto.ts';

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
  const authority = await testAuthority({ clock: systemClock, log: silentLog });
  const server = await serve(authority.app, { hostname: 'localhost', port: 0 });
  const trust = (await (await authority.ask(VERIFIER, PATHS.trust)).json()) as TrustResponse;
  const images = await Promise.all(
    PEOPLE.slice(0, count).map((person) =>
      authority.personalise({
        resident: residentRecordOf(person, systemClock.now()),
        options: { pins: { ...person.pins } },
      }),
    ),
  );
  return {
    authority: { url: server.url, token: VERIFIER },
    trust,
    cards: images.map(loadCard),
    folder,
    close: () => server.close(),
  };
}

function loadCard(image: CardImage): LoadCard {
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
    prove: (challenge) => {
      const message = chipMessage(challenge, hash);
      const [chipSignature, signature] = [signed(message, textKey), signed(message, surfaceKey)];
      const items = { ...text, chipSignature, age: { ...age, signature } };
      return { certificate, signature: signed(challengeMessage(challenge), key), items };
    },
  };
}

function keyOf(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}

function signed(message: Uint8Array, key: KeyObject): string {
  return sign('sha256', message, key).toString('base64url');
}

function url(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64url');
}
