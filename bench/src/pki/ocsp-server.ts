/** In a process of its own: an authority over HTTP, as a verifier under contract asks it, with one card personalised. */
import { writeFileSync } from 'node:fs';
import { createCardKey, somebody, testAuthority } from '@kazasu/authority/testing';
import { serve } from '@kazasu/server/http';
import { silentLog } from '@kazasu/server/log';
import { serveOnMessage } from '../login/child.ts';

export interface OcspServerSettings {
  readonly port: number;
  /** Where the card's certificate and its issuer are told, as JSON of base64. */
  readonly told: string;
}

export interface OcspSubjects {
  readonly certificate: string;
  readonly issuer: string;
}

const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };

serveOnMessage<OcspServerSettings>(async ({ port, told }) => {
  const authority = await testAuthority({ log: silentLog, makeKey: createCardKey });
  const image = await authority.personalise({ resident: somebody(), options: { pins: PINS } });
  const { authenticationCertificate: certificate, authenticationCaCertificate: issuer } = image.jpki;
  writeFileSync(told, JSON.stringify({ certificate, issuer } satisfies OcspSubjects));
  return serve(authority.app, { hostname: 'localhost', port, direct: authority.direct });
});
