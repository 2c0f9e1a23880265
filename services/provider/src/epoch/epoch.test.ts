import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { POSTGRES, requirePeer } from '@kazasu/server/peer';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { MIGRATIONS } from '../store.ts';
import { RelyingParty, type TokenApp, tokenApp } from '../testing/index.ts';
import { testKeys } from '../testing/keys.ts';
import { USED_ONCE } from './index.ts';

/** What a restore may bring back as it was, each with why nobody can use it a second time. */
const KEPT: Readonly<Record<string, string>> = {
  provider_client: 'registrations',
  provider_platform_operator: 'registrations',
  provider_person: 'who is who, for all logins',
  provider_holder: 'accounts',
  provider_passkey:
    'public keys; a counter that stands lower lets no older answer in, because its challenge is gone',
  provider_holder_certificate: 'how long certificates are valid',
  provider_handover: 'history',
  provider_transaction: 'reports; what could be answered has been withdrawn',
  provider_assertion: 'the memory of used assertions; what it lacks is of before the epoch',
  provider_dpop_proof: 'proofs count for a minute, for which the public is kept away',
  provider_revoked_token: 'a token of a client itself lives five minutes, longer than it takes to restore',
  provider_inspector_flow: 'what a developer looks at',
  provider_inspector_event: 'what a developer looks at',
  provider_inspector_key: 'what a developer looks at',
  provider_inspector_request: 'what a developer looks at',
  provider_audit: 'the audit log',
  provider_audit_head: 'the audit log',
  provider_key: 'which keys there are',
  provider_epoch: 'the epoch itself',
  provider_setting: 'who administers, and who is believed; what was changed since is proposed again',
  provider_proposal: 'what was proposed; what waited has ended',
  provider_used_proposal: 'what was decided, for which nobody agrees again',
  provider_used_request: 'signed requests count for a minute, for which nobody administers',
};

test('every table of the provider is either ended by an epoch or kept for a reason', () => {
  const tables = MIGRATIONS.flatMap(({ statements }) => statements)
    .map((statement) => /^CREATE TABLE (\w+)/.exec(statement.trim())?.[1])
    .filter((name) => name !== undefined);
  assert.deepEqual([...new Set(tables)].sort(), [...USED_ONCE, ...Object.keys(KEPT)].sort());
});

const run = promisify(execFile);

describe('a database restored from a backup', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  let rp: RelyingParty;
  let folder: string;
  const stores: Store[] = [];
  before(async () => {
    postgres = await startPostgres();
    rp = await RelyingParty.create();
    folder = await mkdtemp(join(tmpdir(), 'kazasu-backup-'));
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  const program = (name: string) => join(dirname(realpathSync(requirePeer(POSTGRES).path)), name);
  async function openNode(
    databaseUrl: string,
    { keys, clock }: Partial<Pick<TokenApp['deps'], 'keys'> & TokenApp> = {},
  ) {
    const store = await openStore({ databaseUrl, connections: 4 });
    stores.push(store);
    return tokenApp({ store, rp, keys: keys ?? (await testKeys()), ...(clock && { clock }) });
  }
  /** As docs/operate/backup.md has it. */
  async function restored(node: TokenApp, dump: string): Promise<TokenApp> {
    const databaseUrl = await postgres.createDatabase();
    await run(program('psql'), ['--quiet', '--set', 'ON_ERROR_STOP=1', '--file', dump, databaseUrl]);
    return openNode(databaseUrl, { keys: node.deps.keys, clock: node.clock });
  }

  test('gives back what was used since; after the epoch was raised nobody gets it', async () => {
    const databaseUrl = await postgres.createDatabase();
    const node = await openNode(databaseUrl);
    await node.register();
    const code = await node.login();
    const first = await node.redeem(await node.login());
    const dump = join(folder, 'yesterday.sql');
    await run(program('pg_dump'), ['--file', dump, databaseUrl]);

    const redemption = { ...node.redemption(code), ...(await node.authentication()) };
    assert.equal((await node.post(redemption)).status, 200);
    assert.equal((await node.post(redemption)).body.error, 'invalid_client', 'used once');
    assert.equal((await node.refresh(first.body.refresh_token)).status, 200);

    const careless = await restored(node, dump);
    assert.equal(
      (await careless.post(redemption)).status,
      200,
      'assertion and code, used for the second time',
    );
    assert.equal((await careless.refresh(first.body.refresh_token)).status, 200);

    const careful = await restored(node, dump);
    const raise = (token: string) =>
      careful.app.request(`${careful.deps.config.baseUrl}/admin/epoch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
    assert.equal((await raise('somebody')).status, 401);
    const raised = await raise(careful.adminToken);
    assert.deepEqual(await raised.json(), { number: 1, beganAt: careful.clock.now() });
    assert.deepEqual(
      (await careful.post(redemption)).body.error,
      'invalid_client',
      'the assertion is of before',
    );
    careful.clock.advance(20_000);
    const late = { ...redemption, ...(await careful.authentication({ claims: { iat: undefined } })) };
    assert.equal((await careful.post(late)).body.error, 'invalid_client', 'nobody knows when it was issued');

    careful.clock.advance(45_000);
    for (const refused of [await careful.redeem(code), await careful.refresh(first.body.refresh_token)]) {
      assert.equal(refused.body.error, 'invalid_grant');
    }
    assert.equal((await careful.userinfo(first.body.access_token)).status, 401);
    const anew = await careful.redeem(await careful.login());
    assert.equal(anew.status, 200, 'life goes on');
    assert.equal((await (await raise(careful.adminToken)).json()).number, 2);
    assert.equal((await careful.refresh(anew.body.refresh_token)).body.error, 'invalid_client');
    assert.deepEqual(
      (
        await careful.deps.store.run(
          "SELECT subject FROM provider_audit WHERE action = 'epoch.raised' ORDER BY number",
        )
      ).map(({ subject }) => subject),
      ['epoch:1', 'epoch:2'],
    );
  });
});
