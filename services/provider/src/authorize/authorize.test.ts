import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { Hono } from 'hono';
import { AUTH_PATH, addClient, authPath, REQUEST } from '../testing/clients.ts';
import { type TestDeps, testDeps } from '../testing/test-deps.ts';
import { mountAuthorize } from './index.ts';

let deps: TestDeps;
let app: Hono;

before(async () => {
  deps = await testDeps();
  app = new Hono();
  mountAuthorize(app, deps);
  await addClient(deps);
  await addClient(deps, ['openid', 'name'], 'RP2');
});

beforeEach(async () => {
  await deps.store.run('DELETE FROM provider_transaction');
});

async function stored(): Promise<number> {
  const [row] = await deps.store.run<{ total: number }>('SELECT count(*) AS total FROM provider_transaction');
  return row?.total ?? -1;
}

type Changes = { readonly [name: string]: string | undefined };

async function refusal(path: string): Promise<URL> {
  const response = await app.request(path);
  assert.equal(response.status, 303, path);
  assert.equal(await stored(), 0, 'nothing is stored for a refused request');
  assert.equal(response.headers.get('set-cookie'), null);
  return new URL(response.headers.get('location') ?? '');
}

async function refused(changes: Changes, error: string, description?: string): Promise<void> {
  const location = await refusal(authPath(changes));
  assert.equal(location.searchParams.get('error'), error, JSON.stringify(changes));
  if (description !== undefined) assert.equal(location.searchParams.get('error_description'), description);
  const state = 'state' in changes ? null : REQUEST.state;
  assert.equal(location.searchParams.get('state'), state);
  assert.equal(location.searchParams.get('iss'), 'http://localhost:4001/api/realms/main');
}

async function refusedByPage(path: string, reason: string): Promise<void> {
  const response = await app.request(path);
  assert.equal(response.status, 400, path);
  assert.equal(response.headers.get('location'), null, 'never a redirect');
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'self'/);
  const html = await response.text();
  assert.ok(html.includes(`>${reason}<`), html);
  assert.equal(await stored(), 0);
}

test('a browser that calls this machine by another name begins at the configured one, where its cookie will be', async () => {
  for (const host of ['127.0.0.1:4001', '[::1]:4001']) {
    for (const method of ['GET', 'POST']) {
      const response = await app.request(`http://${host}${authPath()}`, { method });
      assert.equal(response.status, 307, 'with what it brings');
      assert.equal(response.headers.get('location'), `http://localhost:4001${authPath()}`);
      assert.equal(response.headers.get('set-cookie'), null);
    }
  }
  assert.equal(await stored(), 0);
  for (const other of [
    'localhost:4001',
    '127.0.0.1:9999',
    'evil.example:4001',
    'localhost.evil.example:4001',
  ]) {
    const response = await app.request(`http://${other}${authPath()}`);
    assert.match(response.headers.get('location') ?? '', /^\/api\/interactions\//, other);
  }
});

test('a request that keeps every rule begins an interaction bound to this browser', async () => {
  const response = await app.request(authPath());
  assert.equal(response.status, 303);
  const location = response.headers.get('location') ?? '';
  assert.match(location, /^\/api\/interactions\/[0-9a-f-]{36}$/);
  const cookie = response.headers.get('set-cookie') ?? '';
  const id = location.split('/').at(-1);
  assert.match(
    cookie,
    new RegExp(`^kazasu-${id}=[A-Za-z0-9_-]{43}; Path=${location}; Max-Age=21600; HttpOnly; SameSite=Lax$`),
  );
  assert.equal(await stored(), 1);
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('the cookie is for TLS only where the provider is reached over TLS', async () => {
  const secure = { ...deps, config: { ...deps.config, secure: true } };
  const overTls = new Hono();
  mountAuthorize(overTls, { ...secure, metrics: (await testDeps()).metrics });
  const cookie = (await overTls.request(authPath())).headers.get('set-cookie') ?? '';
  assert.match(cookie, /^__Secure-kazasu-.*; Secure$/);
});

test('POST with a form is judged by the same rules', async () => {
  const post = (changes: Changes) =>
    app.request(AUTH_PATH, {
      method: 'POST',
      body: new URLSearchParams(authPath(changes).split('?')[1]),
    });
  assert.match((await post({})).headers.get('location') ?? '', /^\/api\/interactions\//);
  const location = new URL((await post({ nonce: undefined })).headers.get('location') ?? '');
  assert.equal(location.searchParams.get('error'), 'invalid_request');
  assert.equal((await app.request(AUTH_PATH, { method: 'POST', body: '{}' })).status, 400);
});

test('who cannot be trusted with a redirect gets a page', async () => {
  await refusedByPage(authPath({ client_id: undefined }), 'Missing parameters: client_id');
  await refusedByPage(authPath({ client_id: 'Unknown' }), 'Client not found.');
  await refusedByPage(authPath({ client_id: 'RP00000001\u0000' }), 'Invalid request');
  await refusedByPage(authPath({ client_id: "RP00000001'--" }), 'Client not found.');
  await refusedByPage(authPath({ redirect_uri: undefined }), 'Missing parameters: redirect_uri');
  await refusedByPage(`${authPath()}&client_id=RP2`, 'duplicated parameter');
  await refusedByPage(`${authPath()}&redirect_uri=https%3A%2F%2Fevil.example`, 'duplicated parameter');
  await refusedByPage(`${authPath()}&x=%zz`, 'Invalid request');
  await refusedByPage(`${authPath()}&x=%ff`, 'Invalid request');
  await refusedByPage(`${authPath()}&x=${'a'.repeat(8_000)}`, 'Invalid request');
  await refusedByPage(AUTH_PATH, 'Missing parameters: client_id');
});

test('a redirect URI is compared byte for byte', async () => {
  for (const uri of [
    'https://rp.example/callback/',
    'https://rp.example/callback?',
    'https://rp.example/callback?code=1',
    'https://rp.example/callback#',
    'https://rp.example/Callback',
    'https://RP.example/callback',
    'https://rp.example:443/callback',
    'https://rp.example/x/../callback',
    'https://rp.example/callback/..;/callback',
    'https://rp.example@evil.example/callback',
    'https://rp.example.evil.example/callback',
    'http://rp.example/callback',
    'https://rp.example/with?fixed=1+2',
    'https://rp.example/with?fixed=1 2',
    ' https://rp.example/callback',
    'javascript:alert(1)',
  ]) {
    await refusedByPage(authPath({ redirect_uri: uri }), 'Invalid parameter: redirect_uri');
  }
});

test('a registered query stays as it is in the answer', async () => {
  const location = await refusal(
    authPath({ redirect_uri: 'https://rp.example/with?fixed=1%202', scope: undefined }),
  );
  assert.match(location.href, /^https:\/\/rp\.example\/with\?fixed=1%202&error=/);
});

test('the response type is code', async () => {
  await refused({ response_type: undefined }, 'invalid_request', 'Missing parameter: response_type');
  await refused({ response_type: 'token' }, 'unsupported_response_type');
  await refused({ response_type: 'code id_token' }, 'unsupported_response_type');
});

test('the response mode is query or nothing', async () => {
  await refused({ response_mode: 'fragment' }, 'invalid_request', 'Invalid parameter: response_mode');
  await refused({ response_mode: 'form_post' }, 'invalid_request', 'Invalid parameter: response_mode');
  assert.equal((await app.request(authPath({ response_mode: 'query' }))).status, 303);
  assert.equal(await stored(), 1);
});

test('request objects are refused and not passed over', async () => {
  await refused({ request: 'e30.e30.' }, 'request_not_supported');
  await refused({ request_uri: 'https://rp.example/r' }, 'request_uri_not_supported');
});

test('the scope has openid, and only known scopes that the client may ask for', async () => {
  await refused({ scope: undefined }, 'invalid_request', 'Missing parameter: scope');
  await refused({ scope: 'openid profile' }, 'invalid_scope', 'Invalid scopes: openid profile');
  await refused({ scope: 'openid NAME' }, 'invalid_scope', 'Invalid scopes: openid NAME');
  await refused({ scope: 'openid  name' }, 'invalid_scope', 'Invalid scopes: openid  name');
  await refused({ scope: 'name' }, 'invalid_scope', 'Invalid scopes: name');
  await refused({ scope: 'openid "\\氏名' }, 'invalid_scope', 'Invalid scopes: openid ????');
  await refused({ client_id: 'RP2', scope: 'openid address' }, 'invalid_scope');
  await refused({ scope: `openid ${'name '.repeat(60)}name` }, 'invalid_scope');
});

test('scopes are stored once each, openid first', async () => {
  await app.request(authPath({ scope: 'gender name openid name' }));
  const [row] = await deps.store.run<{ scope: string }>('SELECT scope FROM provider_transaction');
  assert.equal(row?.scope, 'openid gender name');
});

test('no page of another origin may read an answer', async () => {
  const headers = {
    origin: 'https://attacker.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x',
  };
  for (const method of ['GET', 'OPTIONS']) {
    const answer = await app.request(authPath(), { method, headers });
    const allowed = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
    assert.deepEqual(allowed, [], method);
    if (method === 'OPTIONS') assert.equal(answer.status, 404);
  }
});

test('state and nonce are required, bounded and printable', async () => {
  await refused({ state: undefined }, 'invalid_request', 'Missing parameter: state');
  await refused({ state: '' }, 'invalid_request', 'Missing parameter: state');
  await refused({ state: 'x'.repeat(256) }, 'invalid_request', 'Invalid parameter: state');
  await refused({ state: 'é' }, 'invalid_request', 'Invalid parameter: state');
  await refused({ state: 'a\nb' }, 'invalid_request', 'Invalid parameter: state');
  await refused({ nonce: undefined }, 'invalid_request', 'Missing parameter: nonce');
  await refused({ nonce: 'x'.repeat(256) }, 'invalid_request', 'Invalid parameter: nonce');
  await refused({ nonce: '\u007f' }, 'invalid_request', 'Invalid parameter: nonce');
  assert.equal((await app.request(authPath({ state: 'x'.repeat(255), nonce: 'x'.repeat(255) }))).status, 303);
  assert.equal(await stored(), 1);
});

test('PKCE with S256 is required', async () => {
  const method = 'Missing parameter: code_challenge_method';
  const plain = 'Invalid parameter: code challenge method is not matching the configured one';
  await refused({ code_challenge_method: undefined }, 'invalid_request', method);
  await refused({ code_challenge_method: 'plain' }, 'invalid_request', plain);
  await refused({ code_challenge: undefined }, 'invalid_request', 'Missing parameter: code_challenge');
  for (const challenge of [
    'x'.repeat(42),
    'x'.repeat(43),
    'x'.repeat(44),
    `${'x'.repeat(42)}~`,
    `${'x'.repeat(42)}=`,
  ]) {
    await refused({ code_challenge: challenge }, 'invalid_request', 'Invalid parameter: code_challenge');
  }
  for (const jkt of ['x', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}=`]) {
    await refused({ dpop_jkt: jkt }, 'invalid_request', 'Invalid parameter: dpop_jkt');
  }
});

test('acr_values is a wish: unknown values are passed over, the first way to learn revocation is taken', async () => {
  const revocation = async (acr: string | undefined) => {
    await deps.store.run('DELETE FROM provider_transaction');
    assert.equal((await app.request(authPath({ acr_values: acr }))).status, 303);
    const [row] = await deps.store.run<{ revocation: string }>('SELECT revocation FROM provider_transaction');
    return row?.revocation;
  };
  assert.equal(await revocation('aal3 crl'), 'crl');
  assert.equal(await revocation('aal3 ocsp'), 'ocsp');
  assert.equal(await revocation('ocsp crl'), 'ocsp');
  assert.equal(await revocation('something'), 'crl');
  assert.equal(await revocation(undefined), 'crl');
  await deps.store.run('DELETE FROM provider_transaction');
  await refused({ acr_values: 'x'.repeat(256) }, 'invalid_request', 'Invalid parameter: acr_values');
});

test('a signing transaction needs the scope sign, the scope a transaction, and it must exist', async () => {
  const id = '65a04b4e-af8b-45a2-8713-5ec2631bab64';
  await refused({ sign_transaction_id: id }, 'invalid_scope');
  const scope = 'openid sign';
  const invalid = 'Invalid parameter: sign_transaction_id';
  await refused({ scope, sign_transaction_id: id }, 'invalid_request', invalid);
  await refused({ scope, sign_transaction_id: `${id}0` }, 'invalid_request', invalid);
  await refused({ scope }, 'invalid_request', 'Missing parameter: sign_transaction_id');
});

test('without the person there is no answer: prompt=none', async () => {
  await refused({ prompt: 'none' }, 'login_required');
  await refused({ prompt: 'none login' }, 'invalid_request', 'Invalid parameter: prompt');
  assert.match((await app.request(authPath({ prompt: 'login' }))).headers.get('location') ?? '', /^\/api/);
});

test('no parameter stands there twice, known or not', async () => {
  for (const extra of ['nonce=x', 'scope=openid', 'unknown=1&unknown=2']) {
    const location = await refusal(`${authPath()}&${extra}`);
    assert.equal(location.searchParams.get('error'), 'invalid_request');
    assert.equal(location.searchParams.get('error_description'), 'duplicated parameter');
    assert.equal(location.searchParams.get('state'), REQUEST.state);
  }
  const twice = await refusal(`${authPath()}&state=x`);
  assert.equal(twice.searchParams.get('state'), null, 'which of the two would be the right one?');
});

test('unknown parameters are passed over', async () => {
  const extra = '&max_age=0&login_hint=x&claims=%7B%7D&unknown=1&ui_locales=en';
  assert.match((await app.request(authPath() + extra)).headers.get('location') ?? '', /^\/api/);
});

test('spaces may be a plus, %20 or literal', async () => {
  const path = authPath().replace('acr_values=aal3+crl', 'acr_values=aal3%20ocsp');
  assert.match((await app.request(path)).headers.get('location') ?? '', /^\/api/);
  const [row] = await deps.store.run<{ scope: string; revocation: string }>(
    'SELECT * FROM provider_transaction',
  );
  assert.equal(row?.scope, 'openid name address birthdate gender');
  assert.equal(row?.revocation, 'ocsp');
});

test('state comes back byte for byte, whatever printable characters it has', async () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('');
  const response = await app.request(
    `${AUTH_PATH}?${new URLSearchParams({ ...REQUEST, state: printable, scope: 'x' })}`,
  );
  const query = (response.headers.get('location') ?? '').split('?')[1] ?? '';
  const pair = query.split('&').find((part) => part.startsWith('state='));
  assert.equal(decodeURIComponent(pair?.slice('state='.length) ?? ''), printable);
  assert.equal(new URLSearchParams(query).get('state'), printable, 'read as a form, too');
});

test('the page speaks the language that the browser or the relying party asks for', async () => {
  const page = async (path: string, headers: Record<string, string> = {}) =>
    (await app.request(path, { headers })).text();
  assert.match(await page(AUTH_PATH), /<html lang="ja">/);
  assert.match(await page(AUTH_PATH, { 'accept-language': 'en-GB,en;q=0.9' }), /<html lang="en">/);
  assert.match(await page(`${AUTH_PATH}?ui_locales=fr+en`), /<html lang="en">/);
});

test('a reason with markup is shown, not run', async () => {
  const response = await app.request(authPath({ client_id: '<script>x</script>' }));
  assert.ok(!(await response.text()).includes('<script>x'));
});
