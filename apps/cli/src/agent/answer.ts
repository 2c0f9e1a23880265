import type { IncomingMessage, ServerResponse } from 'node:http';
import { AGENT_PATHS, type AgentProblemCode, type AgentReaders, normalCode } from '@kazasu/reader/agent';
import { textMember } from './body.ts';
import { problemOf } from './hold.ts';
import type { Paired } from './pairing.ts';
import type { AgentParts } from './parts.ts';

/** For an origin that the door let in. */
export interface Asked {
  readonly origin: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const STATUS: { readonly [code in AgentProblemCode]: number } = {
  request_invalid: 400,
  not_paired: 401,
  code_wrong: 403,
  reader_unknown: 404,
  code_none: 409,
  held: 409,
  no_card: 409,
  in_use: 409,
  slow_down: 429,
  service: 503,
};

/** Longer than a page needs between two questions, short enough that an origin taken off the list is soon forgotten. */
const PREFLIGHT_SECONDS = 60;

/** What every answer carries: readable by that origin alone, kept by nobody. */
function headersFor(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    Vary: 'Origin',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
}

export async function answer(parts: AgentParts, asked: Asked): Promise<void> {
  const { request, response, origin } = asked;
  for (const [name, value] of Object.entries(headersFor(origin))) response.setHeader(name, value);
  if (request.method === 'OPTIONS') return preflight(request, response);
  const route = ROUTES[`${request.method} ${request.url}`];
  if (route === undefined) return refuse(response, 'request_invalid');
  await route(parts, asked);
}

/**
 * Besides CORS: browsers ask before a page of a public network reaches this computer (Private Network Access, the preflight of which
 * some versions still send; its successor Local Network Access asks the person and sends nothing).
 */
function preflight(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
  response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
  }
  response.writeHead(204).end();
}

type Route = (parts: AgentParts, asked: Asked) => Promise<void>;

const ROUTES: { readonly [methodAndPath: string]: Route } = {
  [`POST ${AGENT_PATHS.code}`]: async ({ pairing }, { response }) => {
    const refusal = pairing.requestCode();
    if (refusal === undefined) response.writeHead(204).end();
    else refuse(response, refusal);
  },
  [`POST ${AGENT_PATHS.pairing}`]: async ({ pairing, tell }, { request, response, origin }) => {
    const typed = await textMember(request, 'code');
    if (typed === undefined) return refuse(response, 'request_invalid');
    // What can be no code is a wrong one all the same: it counts.
    const result = pairing.pair(normalCode(typed) ?? '', origin);
    if (typeof result === 'string') return refuse(response, result);
    tell({ event: 'paired', origin });
    json(response, 201, result);
  },
  [`GET ${AGENT_PATHS.readers}`]: forPaired(async (parts, { response }, paired) => {
    try {
      json(response, 200, await readersFor(parts, paired));
    } catch (error) {
      refuse(response, problemOf(error));
    }
  }),
  [`POST ${AGENT_PATHS.hold}`]: forPaired(async ({ hold }, { request, response }, paired) => {
    const reader = await textMember(request, 'reader');
    const refusal = reader === undefined ? 'request_invalid' : await hold.take(paired, reader);
    if (refusal === undefined) json(response, 201, {});
    else refuse(response, refusal);
  }),
};

function forPaired(route: (parts: AgentParts, asked: Asked, paired: Paired) => Promise<void>): Route {
  return async (parts, asked) => {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(asked.request.headers.authorization ?? '') ?? [];
    const paired = parts.pairing.find(token, asked.origin);
    if (paired === undefined) refuse(asked.response, 'not_paired');
    else await route(parts, asked, paired);
  };
}

export async function readersFor({ readers, hold }: AgentParts, paired: Paired): Promise<AgentReaders> {
  return { readers: await readers(), holder: hold.holderFor(paired) };
}

function refuse(response: ServerResponse, error: AgentProblemCode): void {
  json(response, STATUS[error], { error });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
