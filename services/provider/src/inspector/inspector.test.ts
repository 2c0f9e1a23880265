import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type { Report } from '@kazasu/pki';
import { serve } from '@kazasu/server/http';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { createMetrics } from '@kazasu/server/metrics';
import { openStore, type Store } from '@kazasu/server/store';
import type { AppTransaction } from '../api/index.ts';
import { phoneWith } from '../interaction/ticket.ts';
import { createProvider } from '../main.ts';
import { proofOf } from '../testing/card.ts';
import { authPath, CLIENT, REQUEST, VERIFIER } from '../testing/clients.ts';
import { eventsOf, everyRow, flowsOf, INSPECTED, look } from '../testing/inspected.ts';
import { digestOf, Signer } from '../testing/signer.ts';
import { playSubstitute } from '../testing/substitute.ts';
import { TEST_SETTINGS } from '../testing/test-deps.ts';
import { begin, callRaw, openPhone } from '../testing/visit.ts';
import { createWorld, HANAKO, PINS, type World } from '../testing/world.ts';
import { FLOWS, findFlowOfEvent, insertFlow, sweepFlows } from './flow-store.ts';
import type { Exchange, Happened } from './record/exchange.ts';
import { Recorder } from './record/recorder.ts';
import { matchRoute, routesOf } from './record/route.ts';
import { writer } from './record/write.ts';

let world: World;
let hanako: CardImage;
let site: Signer;

before(async () => {
  world = await createWorld({ ...INSPECTED, manyCards: true });
  hanako = await world.personalise({});
  site = await Signer.create(world, 'RPinspected', { kind: 'government' });
});
after(() => world.close());

const USERINFO = '/api/realms/main/protocol/openid-connect/userinfo';

/** A login with everything that was secret in it. */
async function logIn(changes: Record<string, string> = {}) {
  const { app } = world.provider;
  const browser = await begin(app, { client_id: 'RPinspected', ...changes });
  const link = await browser.linkCode();
  const qr = await browser.qrCode();
  const phone = await openPhone(app, link);
  const proof = await proofOf(hanako, phone.transaction);
  await browser.status();
  await phone.proof(proof);
  await phone.decide(true);
  const answer = await browser.answer(phone);
  const location = new URL(answer.headers.get('location') ?? '');
  const { body } = await site.redeem(answer);
  const tokens = body as Record<string, string>;
  await app.request(USERINFO, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  return { browser, phone, link, qr, proof, code: location.searchParams.get('code') ?? '', tokens };
}

const signatureOf = (jwt: string | undefined) => (jwt ?? '').split('.')[2] ?? '';

test('a whole login is one flow from the request to userinfo, and no row holds anything secret or personal', async () => {
  const { browser, phone, link, qr, proof, code, tokens } = await logIn({
    state: 'a state for this very login',
    nonce: 'a nonce for this very login',
  });
  const [flow] = (await flowsOf(world)).filter(({ interactionId }) => interactionId === browser.id);
  assert.ok(flow);
  assert.deepEqual(
    [flow.clientId, flow.kind, flow.state, flow.outcome, flow.error],
    ['RPinspected', 'login', 'finished', 'approved', undefined],
  );
  const told = (await eventsOf(world, flow.id)).map(({ event }) =>
    event.kind === 'exchange'
      ? `${event.method} ${event.route} ${event.step ?? ''} ${event.status}`
      : event.kind === 'state'
        ? event.state
        : event.kind === 'note'
          ? event.note
          : event.kind,
  );
  for (const step of [
    'GET authorize  303',
    'POST app open 200',
    'POST app proof 200',
    'POST app decision 200',
    'POST token  200',
    'GET userinfo  200',
    'GET waiting return 303',
    'waiting',
    'opened',
    'proved',
    'approved',
    'finished',
    'verdict',
    'call',
    'code-issued',
    'code-redeemed',
  ]) {
    assert.ok(told.includes(step), `${step} is not in ${told.join(' · ')}`);
  }
  const rows = await everyRow(world);
  const secrets: Record<string, string> = {
    ...{ link, qr, code, phone: phone.token, ticket: phoneWith(phone.token).ticket, verifier: VERIFIER },
    cookie: browser.cookie.split('=')[1] ?? '',
    ...{ access: tokens.access_token ?? '', refresh: tokens.refresh_token ?? '', id: tokens.id_token ?? '' },
    ...{ signatureOfAccess: signatureOf(tokens.access_token), signatureOfId: signatureOf(tokens.id_token) },
    ...{ name: HANAKO.name, address: HANAKO.address, birthdate: HANAKO.birthdate, number: HANAKO.myNumber },
    ...{
      pin: `"${PINS.authentication}"`,
      text: `"${PINS.text}"`,
      certificate: proof.certificate.slice(0, 60),
      proof: proof.signature,
    },
    ...{ items: proof.items?.fourItems ?? '', chip: proof.items?.chipKey ?? '', municipality: 'Kazasu-shi' },
    ...{
      state: 'a state for this very login',
      nonce: 'a nonce for this very login',
      authority: TEST_SETTINGS.authority.token,
    },
    challenge: phone.transaction.challenge.nonce,
  };
  for (const [what, secret] of Object.entries(secrets)) {
    assert.ok(secret.length >= 5 && !rows.includes(secret), `${what} is stored`);
  }
});

test('what signs a client’s assertion is never stored', async () => {
  const assertion = await site.rp.assertion('http://localhost:4001/api/realms/main', world.clock.now());
  await world.provider.app.request('/api/realms/main/protocol/openid-connect/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_assertion: assertion,
      code: assertion,
      scope: assertion,
      state: assertion,
      [assertion.slice(0, 90)]: 'x',
    }),
  });
  const rows = await everyRow(world);
  for (const part of assertion.split('.')) assert.ok(!rows.includes(part), part);
  assert.ok(!rows.includes(assertion.slice(0, 90)));
});

test('each check of a client’s assertion is told, up to the one that it fails', async () => {
  const issuer = 'http://localhost:4001/api/realms/main';
  const shown = async (parameters: Record<string, string>) => {
    const { headers } = await site.token({
      grant_type: 'refresh_token',
      refresh_token: 'none',
      ...parameters,
    });
    await flowsOf(world);
    const id = /requests\/([0-9a-f-]{36})/.exec(headers.get('link') ?? '')?.[1] ?? '';
    const flowId = await findFlowOfEvent(world.store, id);
    const page = await (await look(world.provider.app, `/flows/${flowId}?lang=en`)).text();
    const own = page.slice(page.indexOf(`id="e-${id}"`));
    return [...own.matchAll(/kz-check kz-check-([a-z]+)/g)].map(([, status]) => status?.[0]).join('');
  };
  assert.equal(await shown({}), 'ppppppppppp', 'it is the refresh token that is refused');
  const elsewhere = { claims: { aud: 'https://other.example' } };
  const foreign = await site.rp.assertion(issuer, world.clock.now(), elsewhere);
  assert.equal(await shown({ client_assertion: foreign }), 'pppppppppfo');
  assert.equal(await shown({ client_assertion: foreign, grant_type: 'none' }), 'ooooooooooo');
});

test('a signature is one flow from the sign transaction to its result, without digest, name or certificate', async () => {
  const document = '契約書（見本花子様）.pdf';
  const digest = digestOf('a document of this test');
  const created = await site.create({ digest, document_name: document });
  const id = String(created.body.sign_transaction_id);
  const token = await site.sign(id, hanako, { scope: 'openid sign name' });
  const { body } = await site.result(id, token);
  const flow = (await flowsOf(world)).find(({ signId }) => signId === id);
  assert.ok(flow);
  assert.deepEqual([flow.kind, flow.outcome], ['signature', 'approved']);
  const routes = (await eventsOf(world, flow.id)).flatMap(({ event }) =>
    event.kind === 'exchange' ? [event.route] : [],
  );
  assert.equal(routes[0], 'token', 'the client’s own token comes first');
  for (const route of ['sign-create', 'authorize', 'sign-result'] as const)
    assert.ok(routes.includes(route), route);
  const rows = await everyRow(world);
  const certificate = String(body.certificate);
  const secrets = {
    digest,
    document,
    token,
    pin: PINS.signature,
    certificate: certificate.slice(0, 80),
    signature: JSON.stringify(body.signatures).slice(-200, -20),
  };
  for (const [what, secret] of Object.entries(secrets))
    assert.ok(!rows.includes(secret), `${what} is stored`);
});

test('sign transactions that one token makes have a flow each', async () => {
  const token = await site.ownToken();
  const ids: (string | undefined)[] = [];
  for (const document of ['one', 'two', 'three']) {
    ids.push((await site.create({ digest: digestOf(document) }, token)).body.sign_transaction_id);
  }
  const flows = (await flowsOf(world)).filter(({ signId }) => ids.includes(signId));
  assert.equal(new Set(flows.map(({ id }) => id)).size, 3);
});

test('what fails before there is a transaction has a flow of its own, by the client that was named', async () => {
  const response = await world.provider.app.request(authPath({ client_id: 'RPnobody' }));
  const page = await response.text();
  const [, link] = /id="inspect" href="([^"]+)"/.exec(page) ?? [];
  const flow = (await flowsOf(world)).find(({ clientId }) => clientId === 'RPnobody');
  assert.deepEqual([flow?.kind, flow?.error], ['early', 'page']);
  const led = await look(world.provider.app, (link ?? '').replace('/api/inspector', ''));
  assert.equal(led.status, 303);
  assert.equal(
    led.headers.get('location'),
    `/api/inspector/flows/${flow?.id}?lang=ja#e-${(link ?? '').split('/').at(-1)}`,
  );
});

test('a refusal that a program reads leads to its flow by a header', async () => {
  const { headers } = await site.token({ grant_type: 'authorization_code', code: 'x'.repeat(43) });
  const [, path] =
    /^<\/api\/inspector(\/requests\/[0-9a-f-]{36})>; rel="help"$/.exec(headers.get('link') ?? '') ?? [];
  assert.ok(path, String(headers.get('link')));
  await flowsOf(world);
  const led = await look(world.provider.app, path);
  assert.equal(led.status, 303);
  const shown = await (
    await look(
      world.provider.app,
      (led.headers.get('location') ?? '').replace('/api/inspector', '').replace(/#.*/, ''),
    )
  ).text();
  assert.match(shown, /Code not valid/);
  assert.match(shown, /認可コードが使用済みか/);
});

test('a phone that comes with a code that nobody has is told apart from every transaction', async () => {
  const before = (await flowsOf(world)).length;
  for (let i = 0; i < 5; i += 1)
    await callRaw(world.provider.app, '/app/transactions/open', { code: 'A'.repeat(22) });
  for (let i = 0; i < 5; i += 1) await world.provider.app.request(`/api/interactions/${crypto.randomUUID()}`);
  const flows = await flowsOf(world);
  assert.ok(flows.length <= before + 2, 'one shared flow each');
  const shared = flows.filter(({ kind }) => kind === 'shared');
  const events = (await Promise.all(shared.map(({ id }) => eventsOf(world, id)))).flat();
  assert.ok(
    events.some(({ count }) => count >= 5),
    'and one event with a count',
  );
});

test('polls are one event with their number, until the answer is another', async () => {
  const browser = await begin(world.provider.app, { client_id: 'RPinspected' });
  for (let i = 0; i < 3; i += 1) await browser.status();
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  await browser.status();
  await phone.resume();
  await phone.resume();
  const flow = (await flowsOf(world)).find(({ interactionId }) => interactionId === browser.id);
  const polls = (await eventsOf(world, flow?.id ?? '')).flatMap(({ event, count }) =>
    event.kind === 'exchange' && ['status', 'resume'].includes(event.step ?? '')
      ? [`${event.step} ${count}`]
      : [],
  );
  assert.deepEqual(polls, ['status 3', 'status 1', 'resume 2']);
});

test('the card’s verdict and certificate are told without dates and numbers that would find the person', async () => {
  const events = (await Promise.all((await flowsOf(world)).map(({ id }) => eventsOf(world, id)))).flat();
  const verdict = events.find(({ event }) => event.kind === 'verdict' && event.report?.verdict === 'valid');
  assert.ok(verdict?.event.kind === 'verdict' && (verdict.event.report?.checks.length ?? 0) > 40);
  const drawn = JSON.stringify(events).match(/"kind":"certificate","certificate":\{[^}]*\}/g) ?? [];
  assert.ok(drawn.length > 0);
  for (const one of drawn) {
    assert.match(one, /"role":"(?:authentication|signature)"/);
    assert.match(one, /"serial":"[0-9a-f]{1,4}"/);
    assert.match(one, /"until":20\d\d,/);
    assert.match(one, /"key":"RSA 2048"/);
  }
});

test('a card that is refused ends the flow with its reason and the checks', async () => {
  const jiro = await world.personalise({ residentId: 'jiro', myNumber: '999000000024' });
  await world.lose(jiro);
  world.clock.advance(120_000);
  const browser = await begin(world.provider.app, { client_id: 'RPinspected', scope: 'openid' });
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  await phone.proof(await proofOf(jiro, phone.transaction));
  await browser.get('/continue');
  const flow = (await flowsOf(world)).find(({ interactionId }) => interactionId === browser.id);
  assert.deepEqual([flow?.outcome, flow?.error], ['failed', 'access_denied']);
  const page = await (await look(world.provider.app, `/flows/${flow?.id}?lang=en`)).text();
  assert.match(page, /certificate_revoked/);
  assert.match(page, /has been revoked, or is on hold/);
});

test('a flow is found by the ids and the state that a relying party has in its log', async () => {
  const state = `find-me-${crypto.randomUUID()}`;
  const browser = await begin(world.provider.app, { client_id: 'RPinspected', state });
  const flow = (await flowsOf(world)).find(({ interactionId }) => interactionId === browser.id);
  for (const id of [browser.id, browser.id.toUpperCase(), state]) {
    const led = await look(world.provider.app, `/find?id=${encodeURIComponent(id)}`);
    assert.equal(led.headers.get('location'), `/api/inspector/flows/${flow?.id}?lang=ja`);
  }
  const missed = await look(world.provider.app, '/find?id=nothing');
  assert.match(missed.headers.get('location') ?? '', /\?lang=ja&missed$/);
});

test('a sandbox that plays the phone is one flow: what was chosen, the phone’s steps within, and the end', async () => {
  playSubstitute(world, new Map([['hanako', hanako]]));
  await Signer.create(world, 'RPsandbox', { substitute: 'beside' });
  const chosen = { client_id: 'RPsandbox', kazasu_person: 'hanako', kazasu_outcome: 'success' };
  const response = await world.provider.app.request(authPath(chosen));
  assert.match(response.headers.get('location') ?? '', /[?&]code=/);
  const flows = (await flowsOf(world)).filter(({ clientId }) => clientId === 'RPsandbox');
  assert.deepEqual(
    flows.map(({ kind, outcome }) => [kind, outcome]),
    [['login', 'approved']],
  );
  const events = await eventsOf(world, flows[0]?.id ?? '');
  const steps = events.flatMap(({ event }) =>
    event.kind === 'exchange' ? [event.step ?? event.route] : event.kind === 'note' ? [event.note] : [],
  );
  for (const step of ['authorize', 'sandbox', 'open', 'proof', 'decision', 'code-issued']) {
    assert.ok(steps.includes(step), `${step} is not in ${steps.join(' ')}`);
  }
  const refused = await world.provider.app.request(authPath({ ...chosen, kazasu_outcome: 'revoked' }));
  assert.match(refused.headers.get('location') ?? '', /error=access_denied/);
  const ended = (await flowsOf(world)).filter(({ clientId }) => clientId === 'RPsandbox');
  assert.deepEqual(ended.map(({ error }) => error ?? 'none').sort(), ['access_denied', 'none']);
});

test('what is refused early pushes no login out, nor does somebody without its cookie fill it', async () => {
  const { app } = world.provider;
  const browser = await begin(app, { client_id: 'RPinspected' });
  const own = async () => (await flowsOf(world)).find(({ interactionId }) => interactionId === browser.id);
  const events = (await own())?.events;
  const others = [{}, { cookie: browser.cookie.replace(/=.*/, `=${'A'.repeat(43)}`) }];
  for (const headers of others) {
    for (const step of ['', '/status', '/continue', '/nowhere'])
      await app.request(`/api/interactions/${browser.id}${step}`, { headers });
  }
  await app.request(`/api/sign-transactions/${browser.id}/result`);
  assert.equal((await own())?.events, events);
  for (let i = 0; i < FLOWS.keptEarly + 5; i += 1) {
    world.clock.advance(10);
    await app.request(authPath({ client_id: `RP${i}`, state: undefined }));
  }
  assert.ok(await own());
  const early = (await flowsOf(world)).filter(({ kind }) => kind === 'early');
  assert.equal(early.length, FLOWS.keptEarly);
  assert.equal(early[0]?.clientId, `RP${FLOWS.keptEarly + 4}`);
  await browser.get('/nowhere');
  await browser.status();
  assert.equal((await own())?.events, (events ?? 0) + 1, 'with its cookie it is told');
});

test('an unsent body holds up neither what comes after it nor the end', { timeout: 60_000 }, async (t) => {
  const server = await serve(world.provider.app, { hostname: 'localhost', port: 0 });
  const socket = connect(server.port, 'localhost');
  t.after(() => {
    socket.destroy();
    return server.close();
  });
  const headers = `Host: localhost:${server.port}\r\nContent-Type: application/json\r\nContent-Length: 1000`;
  socket.write(`POST /api/app/transactions/resume HTTP/1.1\r\n${headers}\r\n\r\n{`);
  await once(socket, 'data');
  const browser = await begin(world.provider.app, { client_id: 'RPinspected' });
  const flows = await flowsOf(world);
  assert.ok(flows.some(({ interactionId }) => interactionId === browser.id));
  const shared = flows.filter(({ kind }) => kind === 'shared');
  const events = (await Promise.all(shared.map(({ id }) => eventsOf(world, id)))).flat();
  const forms = events.map(
    ({ event }) => event.kind === 'exchange' && event.step === 'resume' && event.request.form,
  );
  assert.ok(forms.includes('left-out'), 'it is told itself');
});

test('a record that is never written keeps none behind it waiting', { timeout: 60_000 }, async () => {
  const lost = createMetrics('provider').counter('lost_total', 'of this test', ['reason']);
  const written: string[] = [];
  const recorder = new Recorder(async () => {}, silentLog, lost, 1);
  recorder.queue(() => new Promise(() => {}));
  recorder.queue(async () => void written.push('behind it'));
  await recorder.settled();
  assert.deepEqual(written, ['behind it']);
});

test('no event is kept that is too large, and no more of a flow than its number', async () => {
  const path = '/realms/main/protocol/openid-connect/auth';
  const matched = matchRoute(routesOf({ realm: 'main' }), path) ?? assert.fail();
  const at = world.clock.now();
  const begun = { id: crypto.randomUUID(), clientId: 'RPlarge', signTransactionId: undefined };
  const report = { verdict: 'invalid', checks: [{ id: 'x'.repeat(60_000) }] } as unknown as Report;
  const note = { at, event: { kind: 'note', note: 'sandbox', fields: [] } } as const;
  const happened: Happened[] = [
    { at, event: { kind: 'verdict', report } },
    ...Array.from({ length: 250 }, () => note),
  ];
  const url = new URL(`http://localhost:4001/api${path}`);
  const headers = new Headers();
  const id = crypto.randomUUID();
  const exchange: Exchange = {
    id,
    matched,
    method: 'GET',
    url,
    path,
    at,
    headers,
    happened,
    begun,
    leads: [],
  };
  const empty = { headers, body: '' };
  await writer(world)({ exchange, request: empty, status: 303, answer: empty, durationMs: 1 });
  const flow = (await flowsOf(world)).find(({ interactionId }) => interactionId === begun.id);
  const events = await eventsOf(world, flow?.id ?? '');
  assert.deepEqual([flow?.events, events.length], [200, 200]);
  assert.deepEqual(events[1]?.event, { kind: 'note', note: 'left-out', fields: [] });
  const page = await (await look(world.provider.app, `/flows/${flow?.id}?lang=en`)).text();
  assert.match(page, /Too large to be recorded/);
});

test('the oldest flows go when there are too many, and every one an hour after its last event', async () => {
  world.clock.advance(60_000);
  const createdAt = world.clock.now();
  for (let i = 0; i < FLOWS.kept + 5; i += 1) {
    await insertFlow(world.store, {
      id: `flow ${i}`,
      clientId: undefined,
      kind: 'login',
      createdAt: createdAt + i,
    });
  }
  await sweepFlows(world.store, 0);
  const kept = (await flowsOf(world)).filter(({ kind }) => kind !== 'early');
  assert.deepEqual([kept.length, kept.at(-1)?.id], [FLOWS.kept, 'flow 5']);
  const left = async (table: string) =>
    (await world.store.run(`SELECT * FROM provider_inspector_${table}`)).length;
  assert.ok((await left('event')) >= FLOWS.keptEarly);
  world.clock.advance(FLOWS.retentionMs + 60_000);
  await world.provider.sweep();
  assert.deepEqual([await left('flow'), await left('event'), await left('key')], [0, 0, 0]);
});

test('whoever is refused again and again fills nothing, the newest still lead to their flow, and what is shared goes in time', async () => {
  const { app } = world.provider;
  const rows = async () => (await everyRow(world)).split('"flow_id"').length;
  const many = FLOWS.requestsKept + 20;
  const refused = async () => {
    const answers = [];
    for (let i = 0; i < many; i += 1) {
      world.clock.advance(1);
      answers.push(await callRaw(app, '/app/transactions/resume', undefined, 'x'.repeat(43)));
      if (i % 100 === 0) await world.provider.recorded();
    }
    await world.provider.recorded();
    return answers.map(({ headers }) => /requests\/[0-9a-f-]{36}/.exec(headers.get('link') ?? '')?.[0]);
  };
  const links = await refused();
  const before = await rows();
  const again = await refused();
  assert.equal(await rows(), before, 'as many rows as before');
  const led = async (link: string | undefined) => (await look(app, `/${link}`)).status;
  assert.deepEqual([await led(links[0]), await led(again.at(-1))], [404, 303]);
  const shared = async () => {
    const [flow, ...others] = (await flowsOf(world)).filter(({ kind }) => kind === 'shared');
    assert.deepEqual(others, [], 'in one flow');
    const events = await eventsOf(world, flow?.id ?? '');
    assert.equal(flow?.events, events.length, 'and counted');
    return events.map(({ event }) => (event.kind === 'exchange' ? event.step : event.kind));
  };
  await callRaw(app, '/app/transactions/decision', { agree: true }, 'x'.repeat(43));
  assert.ok((await shared()).includes('decision'));
  // Somebody asks all the time, so the flow itself never runs out.
  for (let half = 0; half < 2; half += 1) {
    world.clock.advance(FLOWS.retentionMs / 2 + 1);
    await callRaw(app, '/app/transactions/resume', undefined, 'x'.repeat(43));
    await world.provider.recorded();
    await world.provider.sweep();
  }
  const left = await shared();
  assert.deepEqual([left.includes('resume'), left.includes('decision')], [true, false]);
  assert.equal(await led(again.at(-1)), 404);
});

test('without the setting nothing is recorded, there is no page, and nothing points to one', async () => {
  const plain = await createWorld({ manyCards: true });
  const { app } = plain.provider;
  const refused = await app.request(authPath({ client_id: 'RPnobody' }));
  assert.doesNotMatch(await refused.text(), /inspect/);
  const browser = await begin(app, { client_id: CLIENT.clientId, redirect_uri: REQUEST.redirect_uri });
  await browser.get();
  const problem = await callRaw(app, '/app/transactions/open', { code: 'A'.repeat(22) });
  assert.equal(problem.headers.get('link'), null);
  assert.equal((await look(app, '')).status, 404);
  assert.equal((await plain.store.run('SELECT * FROM provider_inspector_flow')).length, 0);
  assert.doesNotMatch(await plain.provider.metrics.text(), /inspector/);
  await plain.close();
});

test('a provider that is reached from elsewhere is not made with it', async () => {
  const store = await openStore({ file: ':memory:' });
  const options = {
    ...TEST_SETTINGS,
    ...INSPECTED,
    baseUrl: 'https://idp.example/api',
    phoneUrl: 'https://app.example',
    authority: { url: 'https://authority.example', token: TEST_SETTINGS.authority.token },
  };
  const sandbox = {
    ...INSPECTED.sandbox,
    substitute: { ...INSPECTED.sandbox.substitute, url: 'https://substitute.example' },
  };
  await assert.rejects(
    createProvider({
      ...options,
      sandbox,
      trust: TEST_SETTINGS.trust as never,
      store,
      keys: memoryKeys(),
      log: silentLog,
    }),
    { code: 'config/invalid', message: /sandbox\.inspector/ },
  );
  await store.close();
});

/** A store in which whatever is asked of the inspector's tables goes this way. */
function troubled(store: Store, trouble: () => Promise<never[]>): Store {
  return {
    engine: store.engine,
    run: (statement, values) =>
      (statement.includes('provider_inspector') ? trouble() : store.run(statement, values)) as never,
    transaction: (work, options) => store.transaction(work, options),
    migrate: (service, migrations) => store.migrate(service, migrations),
    close: () => store.close(),
  };
}

test('a recorder whose store fails or never answers neither breaks nor delays a login', async () => {
  const store = await openStore({ file: ':memory:' });
  let trouble: () => Promise<never[]> = () => Promise.reject(new Error('no'));
  const quiet = await createWorld({ ...INSPECTED, manyCards: true, store: troubled(store, () => trouble()) });
  const signer = await Signer.create(quiet, 'RPquiet');
  const image = await quiet.personalise({});
  const visit = async () => {
    const browser = await begin(quiet.provider.app, { client_id: 'RPquiet', scope: 'openid' });
    const phone = await openPhone(quiet.provider.app, await browser.linkCode());
    const proved = (await phone.proof(await proofOf(image, phone.transaction))) as AppTransaction;
    assert.equal(proved.state, 'proved');
    await phone.decide(true);
    const { status } = await signer.redeem(await browser.answer(phone));
    assert.equal(status, 200);
  };
  await visit();
  await quiet.provider.recorded();
  assert.match(await quiet.provider.metrics.text(), /kazasu_provider_inspector_lost_total\{[^}]*\} [1-9]/);
  trouble = () => new Promise(() => {});
  await visit();
  await quiet.close();
  await store.close();
});
