import type { CertificateId } from '@kazasu/authority/api';
import {
  AuthorityProblem,
  CardImage,
  type CardOptions,
  type CardRequest,
  CertificateList,
  type EventBody,
  type EventName,
  EventResult,
  PATHS,
  ResidentList,
  ResidentView,
  type RevocationRequest,
  TrustResponse,
} from '@kazasu/authority/api';
import * as v from 'valibot';

/** The counter refuses. `code` is that of the authority's problem, or `unreadable` where it named none. */
export class DeskRefusal extends Error {
  override readonly name = 'DeskRefusal';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(`The authority refused with status ${status}: ${message}`);
    this.code = code;
    this.status = status;
  }
}

/** The counter of the authority as the town uses it, over HTTP. Every method throws a DeskRefusal when the counter refuses. */
export interface Desk {
  /** Ids of everybody in the register, in their order. */
  residents(): Promise<string[]>;
  /** Undefined for somebody who is not registered. */
  resident(residentId: string): Promise<ResidentView | undefined>;
  /** Brings a life event about. */
  bring<Name extends EventName>(residentId: string, event: Name, body: EventBody<Name>): Promise<EventResult>;
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
    residents: async () => {
      const ids: string[] = [];
      for (let more = true; more; ) {
        const query = ids.length === 0 ? '' : `?after=${ids.at(-1)}`;
        const page = await read(await ask('GET', PATHS.residents + query), ResidentList);
        ids.push(...page.residents.map(({ residentId }) => residentId));
        more = page.more;
      }
      return ids;
    },
    resident: async (residentId) => {
      const response = await ask('GET', PATHS.resident.replace(':residentId', residentId));
      return response.status === 404 ? undefined : read(response, ResidentView);
    },
    bring: async (residentId, event, body) => {
      const path = PATHS.events.replace(':residentId', residentId).replace(':event', event);
      return read(await ask('POST', path, body), EventResult);
    },
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
    const said = v.safeParse(AuthorityProblem, await response.json().catch(() => undefined));
    const { error, message } = said.success
      ? said.output
      : { error: 'unreadable', message: 'no reason given' };
    throw new DeskRefusal(error, response.status, `${error}: ${message}`);
  }
  return response;
}
