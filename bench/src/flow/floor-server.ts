/**
 * The floor: the least that a correct authorization-code flow must do, and not a server that anybody should run. One client, one
 * person, Maps in memory; but every check that a relying party relies on (client, exact redirect address, PKCE, assertion with
 * signature, times and `jti`, single use) and every signature and hash.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ecdsaFromDer, ecdsaToDer } from '@kazasu/bytes';
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from '../crypto.ts';
import { serveOnMessage } from '../login/child.ts';
import type { PeerClient } from '../login/client.ts';
import { PERSON } from './person.ts';

export interface FloorSettings {
  readonly port: number;
  readonly client: PeerClient;
}

interface Request {
  readonly state: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly cookie: string;
}

type Answer = { status: number; headers: Record<string, string>; body?: string };

serveOnMessage<FloorSettings>(({ port, client }) => {
  const issuer = `http://localhost:${port}`;
  const steps = flow(issuer, client);
  const server = createServer((request, response) => {
    const at = request.url?.indexOf('?') ?? -1;
    const path = at < 0 ? request.url : request.url?.slice(0, at);
    const step = steps[path ?? ''];
    if (step === undefined) return send(response, { status: 404, headers: {} });
    if (request.method !== 'POST') return send(response, step(request, request.url?.slice(at + 1) ?? ''));
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => send(response, step(request, Buffer.concat(parts).toString())));
  });
  return new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
});

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(
    status,
    body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
  );
  response.end(body);
}

function flow(issuer: string, { clientId, redirectUri, jwks }: PeerClient) {
  const clientKey = createPublicKey({ key: jwks.keys[0] ?? {}, format: 'jwk' });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const requests = new Map<string, Request>();
  const codes = new Map<string, Request>();
  const sessions = new Map<string, string>();
  const used = new Set<string>();
  return {
    '/auth': (_request: IncomingMessage, query: string): Answer => {
      const asked = new URLSearchParams(query);
      const known = asked.get('client_id') === clientId && asked.get('redirect_uri') === redirectUri;
      const challenge = asked.get('code_challenge') ?? '';
      if (!known || asked.get('code_challenge_method') !== 'S256') return refused();
      const [id, cookie] = [token(), token()];
      requests.set(id, {
        state: asked.get('state') ?? '',
        nonce: asked.get('nonce') ?? '',
        challenge,
        cookie: hash(cookie),
      });
      return {
        status: 303,
        headers: { location: `/interaction?${id}`, 'set-cookie': `i=${cookie}; HttpOnly; SameSite=Lax` },
      };
    },
    '/interaction': (request: IncomingMessage, id: string): Answer => {
      const asked = requests.get(id);
      if (asked === undefined || hash(request.headers.cookie?.slice(2) ?? '') !== asked.cookie)
        return refused();
      requests.delete(id);
      const code = token();
      codes.set(hash(code), asked);
      const answer = new URLSearchParams({ code, state: asked.state, iss: issuer });
      return { status: 303, headers: { location: `${redirectUri}?${answer}` } };
    },
    '/token': (_request: IncomingMessage, form: string): Answer => {
      const asked = new URLSearchParams(form);
      if (!holds(asked.get('client_assertion') ?? '', { clientId, issuer, clientKey, used }))
        return refused();
      const code = hash(asked.get('code') ?? '');
      const request = codes.get(code);
      codes.delete(code);
      if (request === undefined || hash(asked.get('code_verifier') ?? '') !== request.challenge)
        return refused();
      const now = Math.floor(Date.now() / 1000);
      const [access, refresh] = [token(), token()];
      sessions.set(hash(access), hash(refresh));
      const id = jwt(
        { iss: issuer, sub: PERSON.sub, aud: clientId, iat: now, exp: now + 300, nonce: request.nonce },
        privateKey,
      );
      return json({
        access_token: access,
        refresh_token: refresh,
        id_token: id,
        token_type: 'Bearer',
        expires_in: 300,
      });
    },
    '/userinfo': (request: IncomingMessage): Answer =>
      sessions.has(hash(request.headers.authorization?.slice(7) ?? '')) ? json(PERSON) : refused(),
  } as Record<string, (request: IncomingMessage, text: string) => Answer>;
}

interface Expected {
  readonly clientId: string;
  readonly issuer: string;
  readonly clientKey: ReturnType<typeof createPublicKey>;
  /** Every `jti` that came so far. */
  readonly used: Set<string>;
}

function holds(assertion: string, { clientId, issuer, clientKey, used }: Expected): boolean {
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  const { iss, sub, aud, exp, jti } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString());
  const now = Math.floor(Date.now() / 1000);
  if (alg !== 'ES256' || iss !== clientId || sub !== clientId || aud !== issuer || !(exp > now)) return false;
  const octets = Buffer.from(`${head}.${claims}`);
  // By DER: an object of options around the key costs node:crypto two exceptions.
  if (!verify('sha256', octets, clientKey, ecdsaToDer(Buffer.from(signature, 'base64url')))) return false;
  if (used.has(jti)) return false;
  used.add(jti);
  return true;
}

function jwt(claims: object, key: ReturnType<typeof generateKeyPairSync>['privateKey']): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${encode({ alg: 'ES256', kid: 'floor' })}.${encode(claims)}`;
  return `${input}.${Buffer.from(ecdsaFromDer(sign('sha256', Buffer.from(input), key), 32)).toString('base64url')}`;
}

function json(body: object): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

function refused(): Answer {
  return { status: 400, headers: {} };
}

function token(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
