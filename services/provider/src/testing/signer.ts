import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { CardImage } from '@kazasu/authority/api';
import { toBase64 } from '@kazasu/bytes';
import { sha256DigestInfo } from '@kazasu/card';
import * as jose from 'jose';
import type { SignedResultContent } from '../api/index.ts';
import { type Client, insertClient } from '../client/index.ts';
import { insertOperator, type PlatformOperator } from '../sign/operator/index.ts';
import { signatureProofOf } from './card.ts';
import { CLIENT, VERIFIER } from './clients.ts';
import { RelyingParty } from './relying-party.ts';
import { type Browser, begin, openPhone, type Phone } from './visit.ts';
import type { World } from './world.ts';

const PROTOCOL = '/api/realms/main/protocol/openid-connect';
const ISSUER = `http://localhost:4001${PROTOCOL.slice(0, PROTOCOL.indexOf('/protocol'))}`;
export const REDIRECT = CLIENT.redirectUris[0] ?? '';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, never>>;
}

/** A relying party that has documents signed, with the steps that tests do again and again. */
export class Signer {
  readonly world: World;
  readonly rp: RelyingParty;

  private constructor(world: World, rp: RelyingParty) {
    this.world = world;
    this.rp = rp;
  }

  static async create(world: World, clientId: string, changes: Partial<Client> = {}): Promise<Signer> {
    const rp = await RelyingParty.create(clientId);
    const { jwksUri: _, ...client } = CLIENT;
    const registrationId = `registration of ${clientId}`;
    await insertClient(world.store, { ...client, clientId, registrationId, jwks: rp.jwks, ...changes });
    return new Signer(world, rp);
  }

  /** What the token endpoint gives for these parameters, with client authentication. */
  async token(parameters: Readonly<Record<string, string>>): Promise<Answered> {
    const { app } = this.world.provider;
    const body = new URLSearchParams({
      client_id: this.rp.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await this.rp.assertion(ISSUER, this.world.clock.now()),
      ...parameters,
    });
    return answered(await app.request(`${PROTOCOL}/token`, { method: 'POST', body }));
  }

  async ownToken(): Promise<string> {
    return (await this.token({ grant_type: 'client_credentials', scope: 'sign' })).body.access_token ?? '';
  }

  async create(body: unknown, token?: string): Promise<Answered> {
    const headers = {
      authorization: `Bearer ${token ?? (await this.ownToken())}`,
      'content-type': 'application/json',
    };
    const path = '/api/sign-transactions';
    const init = { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
    return answered(await this.world.provider.app.request(path, init));
  }

  /** Of one document whose digest this is. */
  async transaction(digest: string = digestOf('a document')): Promise<string> {
    const { status, body } = await this.create({ digest });
    assert.equal(status, 201, JSON.stringify(body));
    return body.sign_transaction_id ?? '';
  }

  async begin(id: string, changes: Readonly<Record<string, string>> = {}): Promise<Browser> {
    return begin(this.world.provider.app, {
      client_id: this.rp.clientId,
      scope: 'openid sign',
      sign_transaction_id: id,
      ...changes,
    });
  }

  /** Up to the person's decision. */
  async signed(id: string, image: CardImage, changes: Readonly<Record<string, string>> = {}) {
    const browser = await this.begin(id, changes);
    const phone = await openPhone(this.world.provider.app, await browser.linkCode());
    const proved = await phone.sign(await signatureProofOf(image, phone.transaction));
    assert.ok('state' in proved && proved.state === 'proved', JSON.stringify(proved));
    return { browser, phone, proved };
  }

  /** Agrees, goes back, redeems the code. */
  async tokens(visit: { readonly browser: Browser; readonly phone: Phone }): Promise<Answered> {
    const agreed = await visit.phone.decide(true);
    assert.ok('state' in agreed && agreed.state === 'approved', JSON.stringify(agreed));
    return this.redeem(await visit.browser.answer(visit.phone));
  }

  async redeem(answer: Response): Promise<Answered> {
    const location = new URL(answer.headers.get('location') ?? '', 'http://localhost');
    return this.token({
      grant_type: 'authorization_code',
      code: location.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    });
  }

  /** The whole way; the access token at its end. */
  async sign(id: string, image: CardImage, changes: Readonly<Record<string, string>> = {}): Promise<string> {
    const { body } = await this.tokens(await this.signed(id, image, changes));
    assert.ok(body.access_token, JSON.stringify(body));
    return body.access_token;
  }

  async result(id: string, token: string | undefined): Promise<Answered> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const path = `/api/sign-transactions/${id}/result`;
    return answered(await this.world.provider.app.request(path, { headers }));
  }
}

async function answered(response: Response): Promise<Answered> {
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

export function digestOf(document: string): string {
  return toBase64(createHash('sha256').update(document).digest());
}

export function digestInfoOf(document: string): string {
  return toBase64(sha256DigestInfo(createHash('sha256').update(document).digest()));
}

/** A platform operator that opens signed results with jose. */
export class Operator {
  readonly operatorId: string;
  readonly #keys = new Map<string, CryptoKey>();

  constructor(operatorId: string) {
    this.operatorId = operatorId;
  }

  /** A new key pair of its own; the public half as it is published. */
  async publish(alg: 'RSA-OAEP-256' | 'ECDH-ES', kid: string, crv = 'P-256'): Promise<jose.JWK> {
    const pair = await jose.generateKeyPair(alg, { extractable: true, ...(alg === 'ECDH-ES' && { crv }) });
    this.#keys.set(kid, pair.privateKey);
    return { ...(await jose.exportJWK(pair.publicKey)), use: 'enc', alg, kid };
  }

  registration(...keys: jose.JWK[]): PlatformOperator {
    const jwks = { keys: keys as Record<string, unknown>[] };
    return { operatorId: this.operatorId, name: '検証サービス株式会社', jwks, createdAt: 0 };
  }

  async open(
    jwe: string,
  ): Promise<{ header: jose.CompactJWEHeaderParameters; content: SignedResultContent }> {
    const find = ({ kid = '' }: { kid?: string }) => {
      const key = this.#keys.get(kid);
      assert.ok(key, `no key ${kid}`);
      return key;
    };
    const { plaintext, protectedHeader } = await jose.compactDecrypt(jwe, find);
    return { header: protectedHeader, content: JSON.parse(new TextDecoder().decode(plaintext)) };
  }
}

export async function addOperator(world: World, operator: PlatformOperator): Promise<void> {
  assert.ok(await insertOperator(world.store, operator));
}
