import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { SandboxAnswer, SandboxOutcome } from '@kazasu/provider/api';
import type { Town } from '../../src/town.ts';
import type { HandMadeParty } from '../support/index.ts';

export type Json = Record<string, unknown>;

export const DIGEST = createHash('sha256').update('an application').digest('base64');

export async function outcomesOf(town: Town): Promise<SandboxOutcome[]> {
  return (await fetch(`${town.urls.provider}/sandbox/outcomes`)).json() as Promise<SandboxOutcome[]>;
}

/** One answer as the relying party sees it. */
export interface Seen {
  readonly status: number;
  readonly body: Json;
  readonly ms: number;
}

async function timed(work: () => Promise<{ status: number; body: Json }>): Promise<Seen> {
  const start = performance.now();
  return { ...(await work()), ms: performance.now() - start };
}

async function json(response: Response): Promise<{ status: number; body: Json }> {
  return { status: response.status, body: (await response.json()) as Json };
}

/** A relying party that asks for an outcome in the address and then for everything that it could get. */
export class Visit {
  readonly town: Town;
  readonly party: HandMadeParty;

  constructor(town: Town, party: HandMadeParty) {
    this.town = town;
    this.party = party;
  }

  async signTransaction(): Promise<string> {
    const own = await this.party.token({ grant_type: 'client_credentials', scope: 'sign' });
    const response = await fetch(`${this.town.urls.provider}/sign-transactions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${own.body.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ digest: DIGEST }),
    });
    const { status, body } = await json(response);
    assert.equal(status, 201, JSON.stringify(body));
    return String(body.sign_transaction_id);
  }

  result(id: string, accessToken: unknown): Promise<Seen> {
    return timed(async () =>
      json(
        await fetch(`${this.town.urls.provider}/sign-transactions/${id}/result`, {
          headers: { authorization: `Bearer ${accessToken}` },
        }),
      ),
    );
  }

  /** The one request that a plain HTTP client sends, with no cookie and no redirect followed. */
  async authorize(change: Record<string, string | undefined>) {
    const request = this.party.begin(change);
    const start = performance.now();
    const response = await fetch(request.url, { redirect: 'manual' });
    const ms = performance.now() - start;
    const location = response.headers.get('location');
    return { request, response, ms, location: location === null ? undefined : new URL(location) };
  }

  /** Everything that comes of an outcome, compared with what the table says of each place. */
  async check(outcome: SandboxOutcome, parameters: Record<string, string>, signing: boolean): Promise<void> {
    const id = signing ? await this.signTransaction() : undefined;
    const scope = signing ? 'openid name sign' : 'openid name address birthdate gender';
    const { request, response, location, ms } = await this.authorize({
      ...parameters,
      scope,
      ...(id && { sign_transaction_id: id }),
    });
    assert.equal(response.status, 303, outcome.id);
    assert.ok(location !== undefined, outcome.id);
    assert.ok(location.href.startsWith(this.party.redirectUri), `${outcome.id}: ${location.href}`);
    assert.equal(location.searchParams.get('state'), request.state, outcome.id);
    assert.equal(location.searchParams.get('iss'), this.town.urls.issuer, outcome.id);
    const body = Object.fromEntries(location.searchParams);
    if (!agrees(outcome, 'authorization', { status: 303, body, ms }, 'code')) return;
    const token = await timed(() => this.party.redeem(String(body.code), request.verifier));
    if (!agrees(outcome, 'token', token, 'id_token')) return;
    const { access_token: access, refresh_token: refresh } = token.body;
    const userinfo = await timed(() => this.party.userinfo(String(access)));
    agrees(outcome, 'userinfo', userinfo, 'sub');
    if (id !== undefined) agrees(outcome, 'result', await this.result(id, access), 'sign_transaction_id');
    const form = { grant_type: 'refresh_token', refresh_token: String(refresh) };
    agrees(outcome, 'refresh', await timed(() => this.party.token(form)), 'access_token');
  }
}

/** Whether this place gave what was wished for; what it gave must be what the table says of it. */
function agrees(
  { id, told }: SandboxOutcome,
  at: SandboxAnswer['at'],
  { status, body, ms }: Seen,
  member: string,
): boolean {
  const row = told.find((answer) => answer.at === at);
  const where = `${id} at ${at}: ${status} ${JSON.stringify(body)}`;
  if (row?.late === true) assert.ok(ms >= 1_000, `${where} after ${ms} ms`);
  if (row === undefined || row.gets === 'ok') {
    assert.ok(member in body, where);
    assert.equal('error' in body, false, where);
    const certificate = body.certificate_status as { status?: string } | undefined;
    if (row?.certificateStatus !== undefined || certificate !== undefined) {
      assert.equal(certificate?.status, row?.certificateStatus ?? 'good', where);
    }
    return true;
  }
  assert.equal(member in body, false, where);
  assert.equal(body.error, row.error, where);
  assert.equal(body.error_description, row.description, where);
  if (at !== 'authorization') assert.equal(status, row.status, where);
  return false;
}
