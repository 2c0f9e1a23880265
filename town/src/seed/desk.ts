import type { CertificateId } from '@kazasu/authority/api';
import {
  CardImage,
  type CardOptions,
  type CardRequest,
  CertificateList,
  PATHS,
  type RevocationRequest,
  TrustResponse,
} from '@kazasu/authority/api';
import * as v from 'valibot';

/** The counter of the authority as the town uses it, over HTTP. Every method throws when the counter refuses. */
export interface Desk {
  /** Certificates of a resident, oldest first; none for somebody who is not registered. */
  certificates(residentId: string): Promise<CertificateList['certificates']>;
  issueCard(request: CardRequest): Promise<CardImage>;
  renewCard(residentId: string, options: CardOptions): Promise<CardImage>;
  revoke(id: CertificateId, request: RevocationRequest): Promise<void>;
}

export function createDesk(options: { url: string; adminToken: string }): Desk {
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${options.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${options.adminToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    certificates: async (residentId) => {
      const path = PATHS.certificates.replace(':residentId', residentId);
      const response = await ask('GET', path);
      if (response.status === 404) {
        return [];
      }
      return (await read(response, CertificateList)).certificates;
    },
    issueCard: async (request) => read(await ask('POST', PATHS.cards, request), CardImage),
    renewCard: async (residentId, request) =>
      read(await ask('POST', PATHS.renewals.replace(':residentId', residentId), request), CardImage),
    revoke: async ({ issuerKeyId, serial }, request) => {
      const path = PATHS.revocations.replace(':issuerKeyId', issuerKeyId).replace(':serial', serial);
      await accepted(await ask('POST', path, request));
    },
  };
}

/** What a verifier must trust, asked once when the town is put together. */
export async function fetchTrust(options: { url: string; token: string }): Promise<TrustResponse> {
  const response = await fetch(`${options.url}${PATHS.trust}`, {
    headers: { authorization: `Bearer ${options.token}` },
  });
  return read(response, TrustResponse);
}

async function read<T>(response: Response, schema: v.GenericSchema<unknown, T>): Promise<T> {
  return v.parse(schema, await (await accepted(response)).json());
}

async function accepted(response: Response): Promise<Response> {
  if (!response.ok) {
    throw new Error(`The authority refused with status ${response.status}: ${await response.text()}`);
  }
  return response;
}
