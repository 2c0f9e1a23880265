import { toBase64 } from '@kazasu/bytes';
import { PATHS } from '@kazasu/timestamp/api';
import { createVerifier } from '@kazasu/verifier';
import { fetchTrust } from '../seed/index.ts';
import { type Ground, groundOf, listen, type StartedService } from './ground.ts';

/** `aud` of what is encrypted for it. */
export const OPERATOR_ID = 'kazasu-verifier';
/** The name of the log stays when the town moves to other ports: bundles carry it. */
const EVIDENCE_ORIGIN = 'kazasu-town/evidence';
/** Far more often than an operator would: nobody who tries the town wants to wait for a time-stamp. */
const HEAD_MS = 2_000;

/**
 * The platform operator. Authority and time-stamp service must be up: whom to believe is asked there once, as an operator would
 * by hand. `timestampAnchor`: the root of the time-stamps, DER.
 */
export async function startVerifier(ground: Ground, timestampAnchor: Uint8Array): Promise<StartedService> {
  const own = await groundOf(ground, 'verifier');
  const { urls, tokens } = ground;
  const authority = { url: urls.authority, token: await tokens('authority-verifier') };
  const verifier = await createVerifier({
    ...own,
    baseUrl: urls.verifier,
    adminToken: await tokens('verifier-admin'),
    authority,
    trust: { ...(await fetchTrust(authority)), timestampAnchors: [toBase64(timestampAnchor)] },
    phoneCertificates: true,
    operatorId: OPERATOR_ID,
    providers: [urls.issuer],
    timestamp: { url: `${urls.timestamp}${PATHS.timestamp}`, crls: [`${urls.timestamp}${PATHS.crl}`] },
    evidence: { headMs: HEAD_MS },
    evidenceOrigin: EVIDENCE_ORIGIN,
    checkerUrl: urls.evidence,
  });
  const server = await listen(verifier.app, ground.ports.verifier);
  return {
    server,
    close: async () => {
      await server.close();
      await verifier.close();
      await own.store.close();
    },
  };
}
