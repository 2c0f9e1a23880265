import { generateKeyPairSync } from 'node:crypto';
import { toUtf8 } from '@kazasu/bytes';
import { createAdministrationRequest, exportJwk, type SigningKey } from '@kazasu/oidc';
import { randomId } from '../../random/index.ts';
import { ADMINISTRATOR_SCHEME, type AnyRegistration } from '../wire.ts';

interface Served {
  request(path: string, init: RequestInit): Response | Promise<Response>;
}

export interface Answered<Body> {
  readonly status: number;
  readonly body: Body;
}

/** A named administrator with a key of their own, for tests. */
export class Hand {
  readonly administratorId: string;
  readonly key: SigningKey;
  readonly #clock: { now(): number };

  readonly #baseUrl: string;

  /** `baseUrl`: of the service. */
  constructor(administratorId: string, clock: { now(): number }, baseUrl: string) {
    this.#baseUrl = baseUrl;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.administratorId = administratorId;
    this.key = { algorithm: 'ES256', key: privateKey };
    this.#clock = clock;
  }

  registration(...roles: string[]): AnyRegistration {
    const { key } = this.key;
    if ('signForJws' in key) throw new Error('a key of this process');
    const { kid: _kid, ...jwk } = exportJwk(key);
    return { administratorId: this.administratorId, roles: roles.length > 0 ? roles : ['key-admin'], jwk };
  }

  /** `signed` is what stands in the signature in place of what is sent. */
  proof(request: { method: string; path: string; body: string; audience?: string }): string {
    const { method, path, body, audience = this.#baseUrl } = request;
    const { administratorId } = this;
    const own = { administratorId, audience, method, path, body: toUtf8(body) };
    return createAdministrationRequest({ ...own, jti: randomId(), time: this.#clock.now() }, this.key);
  }

  /** `path` begins behind the base. */
  async ask<Body = { error?: string; message?: string } & Record<string, unknown>>(
    app: Served,
    method: string,
    path: string,
    content?: object,
  ): Promise<Answered<Body>> {
    const body = content === undefined ? '' : JSON.stringify(content);
    const proof = this.proof({
      method,
      path: `${new URL(this.#baseUrl).pathname.replace(/\/$/, '')}${path}`,
      body,
    });
    return this.send(app, { method, path, body, proof });
  }

  async send<Body = { error?: string; message?: string } & Record<string, unknown>>(
    app: Served,
    { method, path, body, proof }: { method: string; path: string; body: string; proof: string },
  ): Promise<Answered<Body>> {
    const headers = {
      authorization: `${ADMINISTRATOR_SCHEME} ${proof}`,
      ...(body !== '' && { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body !== '' && { body }) };
    const response = await app.request(`${this.#baseUrl}${path}`, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  }
}
