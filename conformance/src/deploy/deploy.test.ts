import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { createAuthority } from '@kazasu/authority';
import { TrustResponse } from '@kazasu/authority/api';
import { authorityService } from '@kazasu/authority/service';
import { phoneService } from '@kazasu/phone/service';
import { createProvider } from '@kazasu/provider';
import { providerService } from '@kazasu/provider/service';
import { systemClock } from '@kazasu/server/clock';
import { NO_PROXIES } from '@kazasu/server/http';
import { memoryKeys } from '@kazasu/server/keys';
import { LimitSettings, openDoor } from '@kazasu/server/limit';
import { silentLog } from '@kazasu/server/log';
import type { MetricDescription } from '@kazasu/server/metrics';
import { readConfiguration, settingsFor } from '@kazasu/server/serve';
import { openStore } from '@kazasu/server/store';
import { createTimestampService } from '@kazasu/timestamp';
import { createVerifier } from '@kazasu/verifier';
import { verifierService } from '@kazasu/verifier/service';
import { load, loadAll } from 'js-yaml';
import * as v from 'valibot';
import { render } from './render.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');
const SERVICES = {
  provider: providerService,
  authority: authorityService,
  verifier: verifierService,
  phone: phoneService,
};
const TOKEN = 'token-of-a-test-0001';

/** What `/status` and `/status.json` said, by path, of each service that has them. */
const statuses: { readonly service: string; readonly ask: Record<string, Told> }[] = [];
interface Told {
  readonly status: number;
  readonly challenge: string | null;
  readonly text: string;
}

async function lookAt(service: string, app: Asked): Promise<void> {
  const basic = (password: string) => `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  const ask: Record<string, Told> = {};
  for (const path of ['/status', '/status?lang=en', '/status.json', '/ui/style.css']) {
    for (const [who, authorization] of [
      ['nobody', ''],
      ['stranger', basic(`${TOKEN}x`)],
      ['operator', basic(TOKEN)],
      ['bearer', `Bearer ${TOKEN}`],
    ] as const) {
      const answer = await app.request(path, { headers: authorization === '' ? {} : { authorization } });
      const challenge = answer.headers.get('www-authenticate');
      ask[`${who} ${path}`] = { status: answer.status, challenge, text: await answer.text() };
    }
  }
  statuses.push({ service, ask });
}

interface Asked {
  request(path: string, init?: RequestInit): Response | Promise<Response>;
}

/** What is known of every metric of services that run. */
async function exposed(): Promise<Map<string, MetricDescription[]>> {
  const ground = async () => ({
    store: await openStore({ file: ':memory:' }),
    keys: memoryKeys(),
    clock: systemClock,
    log: silentLog,
  });
  const grounds = await Promise.all([ground(), ground(), ground(), ground()]);
  const [first, second, third, fourth] = grounds;
  const authority = { url: 'http://localhost:4003', token: TOKEN };
  const issuer = await createAuthority({ ...second, adminToken: TOKEN, verifierToken: `${TOKEN}-2` });
  const trusted = await issuer.app.request('/v1/trust', { headers: { authorization: `Bearer ${TOKEN}-2` } });
  const trust = v.parse(TrustResponse, await trusted.json());
  const tracing = { url: 'http://localhost:4318/v1/traces' };
  const provider = await createProvider({
    ...first,
    baseUrl: 'http://localhost:4001/api',
    phoneUrl: 'http://localhost:4002',
    adminToken: TOKEN,
    authority,
    trust,
    tracing,
  });
  const verifier = await createVerifier({
    ...third,
    baseUrl: 'http://localhost:4004',
    adminToken: TOKEN,
    authority,
    trust: { ...trust, timestampAnchors: [] },
    providers: ['http://localhost:4001/api/realms/main'],
  });
  const running = [
    provider,
    issuer,
    verifier,
    await createTimestampService({ ...fourth, adminToken: TOKEN }),
  ];
  const known = new Map<string, MetricDescription[]>();
  for (const { metrics, door: rules } of running) {
    const settings = v.parse(LimitSettings, {});
    openDoor({ settings, rules, forwarding: NO_PROXIES, metrics, log: silentLog }, undefined).close();
    const text = await metrics.text();
    for (const description of metrics.describe()) {
      assert.ok(text.includes(`# TYPE ${description.name} ${description.type}\n`), description.name);
      known.set(description.name, [...(known.get(description.name) ?? []), description]);
    }
  }
  for (const [at, name] of ['provider', 'authority', 'verifier', 'timestamp'].entries()) {
    const { app } = running[at] ?? assert.fail(name);
    await lookAt(name, app);
  }
  for (const service of running) await service.close();
  for (const { store } of grounds) await store.close();
  return known;
}

const known = await exposed();

/** Selectors of an expression: a metric's name, and the matchers in braces behind it. */
const SELECTOR = /\b(kazasu_[a-z0-9_]+|up)\b(?:\{([^}]*)\})?/g;
const MATCHER = /(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g;
/** What Prometheus adds to every sample, and workers to theirs. */
const ADDED = new Set(['instance', 'job', 'worker', 'le']);

function faultsOf(expression: string): string[] {
  const faults: string[] = [];
  const labels = new Set<string>(ADDED);
  for (const [, name = '', matchers = ''] of expression.matchAll(SELECTOR)) {
    if (name === 'up') continue;
    const family = name.replace(/_(?:bucket|sum|count)$/, '');
    const all = known.get(name) ?? known.get(family)?.filter(({ type }) => type === 'histogram') ?? [];
    if (all.length === 0) faults.push(`there is no ${name}`);
    for (const one of all) for (const label of Object.keys(one.labels)) labels.add(label);
    for (const [, label = '', , value = ''] of matchers.matchAll(MATCHER)) {
      if (ADDED.has(label)) continue;
      const declared = all.map((one) => one.labels[label]);
      const fits = declared.some(
        (values) => values === 'any' || values === 'pattern' || values?.includes(value),
      );
      if (!fits) faults.push(`${name} has no ${label}="${value}"`);
    }
  }
  for (const [, list = ''] of expression.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)) {
    for (const label of list.split(',').map((one) => one.trim())) {
      if (!labels.has(label)) faults.push(`${label} is no label of these`);
    }
  }
  return faults;
}

test('every service with a database tells its operator on a page how it is, in both languages, and nobody else', () => {
  assert.equal(statuses.length, 4);
  for (const { service, ask } of statuses) {
    for (const path of ['/status', '/status.json']) {
      for (const who of ['nobody', 'stranger']) {
        const { status, challenge, text } = ask[`${who} ${path}`] ?? assert.fail(path);
        assert.deepEqual([status, challenge], [401, 'Basic realm="status", charset="UTF-8"'], service);
        assert.doesNotMatch(text, /database|version/i);
      }
    }
    for (const who of ['operator', 'bearer']) {
      assert.match(
        ask[`${who} /status`]?.text ?? '',
        /<html lang="ja".*要求を受け付けています.*稼働時間/su,
        service,
      );
      assert.match(ask[`${who} /status?lang=en`]?.text ?? '', /<html lang="en".*This node takes requests/su);
      const told = JSON.parse(ask[`${who} /status.json`]?.text ?? '');
      assert.equal(told.ready, true, service);
      assert.ok(
        told.parts.some(({ name, state }: Record<string, string>) => `${name} ${state}` === 'database well'),
      );
      assert.equal(told.recent.length, 2);
      const queues = told.queues.map(({ name }: { name: string }) => name);
      assert.deepEqual(queues.slice(0, 3), ['requests', 'connections', 'statements'], service);
      assert.equal(told.audit !== undefined, ['provider', 'authority', 'verifier'].includes(service));
    }
    assert.doesNotMatch(ask['operator /status']?.text ?? '', /<script|style="|undefined|NaN/);
    assert.equal(ask['nobody /ui/style.css']?.status, 200, `${service} serves the style of its page`);
  }
});

test('a wrong name, label or value in an expression is noticed', () => {
  const wrong = [
    'kazasu_http_request_seconds_count',
    'kazasu_http_requests_in_flight_bucket',
    'rate(kazasu_http_request_duration_seconds_count{state="5xx"}[5m])',
    'rate(kazasu_http_request_duration_seconds_count{status="500"}[5m])',
    'rate(kazasu_http_request_duration_seconds_count{service="prowider"}[5m])',
    'sum by (rute) (rate(kazasu_http_request_duration_seconds_count[5m]))',
    'sum by (grant) (kazasu_provider_card_proofs_total)',
  ];
  for (const expression of wrong) assert.equal(faultsOf(expression).length, 1, expression);
});

test('every expression of a dashboard is about metrics and labels that services have', () => {
  const files = readdirSync(resolve(ROOT, 'deploy/grafana'));
  assert.deepEqual(files.sort(), ['authority.json', 'fleet.json', 'provider.json', 'verifier.json']);
  for (const file of files) {
    const { panels, uid } = JSON.parse(read(`deploy/grafana/${file}`));
    assert.equal(uid, `kazasu-${file.replace('.json', '')}`);
    assert.equal(new Set(panels.map(({ id }: { id: number }) => id)).size, panels.length);
    const targets = panels.flatMap((panel: { targets: { expr: string }[] }) => panel.targets);
    assert.ok(targets.length >= 10);
    for (const { expr } of targets) assert.deepEqual(faultsOf(expr), [], `${file}: ${expr}`);
  }
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

test('every alert is about metrics that services have, and has a section in both runbooks', () => {
  const { groups } = load(read('deploy/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] };
  const rules = groups.flatMap((group) => group.rules);
  assert.ok(rules.length >= 15);
  for (const { alert, expr, labels, annotations } of rules) {
    assert.deepEqual(faultsOf(expr), [], `${alert}: ${expr}`);
    assert.match(labels.severity, /^(page|ticket)$/);
    assert.equal(annotations.runbook, `docs/operate/runbook/alerts.md#${alert.toLowerCase()}`);
  }
  for (const file of ['alerts.md', 'alerts.ja.md']) {
    const sections = [...read(`docs/operate/runbook/${file}`).matchAll(/^## (\w+)$/gm)].map(
      ([, name]) => name,
    );
    assert.deepEqual(
      sections,
      rules.map(({ alert }) => alert),
      file,
    );
  }
  const bare = read('docs/operate/runbook/alerts.md').split(/^## /m).slice(1);
  for (const section of bare) assert.match(section, /\*\*Means\*\*.*\*\*Look\*\*.*\*\*Do\*\*/s);
});

// biome-ignore lint/suspicious/noExplicitAny: what a cluster takes has hundreds of members; the test names those that it looks at
type Made = any;

const CHART = 'deploy/helm/kazasu';
type Values = {
  services: Record<
    string,
    {
      enabled: boolean;
      env: Record<string, string>;
      secret: string;
      keysClaim: string;
      port: number;
      minAvailable: number;
      replicas: number;
    }
  >;
};

function rendered(): { values: Values; made: Made[] } {
  const values = load(read(`${CHART}/values.yaml`)) as Values;
  for (const service of Object.values(values.services)) service.enabled = true;
  const files = readdirSync(resolve(ROOT, CHART, 'templates'));
  const made = files.flatMap((file) => loadAll(render(read(`${CHART}/templates/${file}`), values)) as Made[]);
  return { values, made: made.filter((one) => one !== null && one !== undefined) };
}

test('the chart makes the same six things of every service, each with a name of its own', () => {
  const { values, made } = rendered();
  const kinds = ['Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'Service'];
  for (const name of Object.keys(values.services)) {
    const own = made.filter(({ metadata }) => metadata.labels['app.kubernetes.io/component'] === name);
    assert.deepEqual(own.map(({ kind }) => kind).sort(), kinds, name);
    for (const one of own) {
      assert.equal(one.metadata.name, `kazasu-${name}`);
      assert.match(one.apiVersion, /^(v1|apps\/v1|policy\/v1|autoscaling\/v2|networking\.k8s\.io\/v1)$/);
    }
  }
  assert.equal(made.length, kinds.length * Object.keys(values.services).length);
  const off = load(read(`${CHART}/values.yaml`)) as Values;
  assert.deepEqual([off.services.provider?.enabled, off.services.authority?.enabled], [true, false]);
  assert.equal((load(read(`${CHART}/Chart.yaml`)) as { apiVersion: string }).apiVersion, 'v2');
  assert.throws(() => render('{{ include "x" . }}', {}), /not known here/);
});

test('a pod may do nothing that it need not, is probed, and is told to end before it is ended', () => {
  const { values, made } = rendered();
  for (const { metadata, spec } of made.filter(({ kind }) => kind === 'Deployment')) {
    const name: string = metadata.labels['app.kubernetes.io/component'];
    const pod = spec.template.spec;
    const [container, ...others] = pod.containers;
    assert.equal(others.length, 0);
    assert.deepEqual(
      spec.selector.matchLabels,
      pick(spec.template.metadata.labels, Object.keys(spec.selector.matchLabels)),
    );
    assert.equal(pod.automountServiceAccountToken, false);
    assert.deepEqual([pod.securityContext.runAsNonRoot, pod.securityContext.runAsUser], [true, 10001]);
    assert.equal(pod.securityContext.seccompProfile.type, 'RuntimeDefault');
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const ports = new Set(container.ports.map((port: { name: string }) => port.name));
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const { path, port } = container[probe].httpGet;
      assert.ok(ports.has(port));
      assert.equal(path, probe === 'readinessProbe' ? '/readyz' : '/livez');
    }
    assert.ok(container.resources.limits.memory && container.resources.requests.cpu);
    const volumes = pod.volumes.map((volume: { name: string }) => volume.name).sort();
    assert.deepEqual(container.volumeMounts.map((mount: { name: string }) => mount.name).sort(), volumes);
    // The announcement and the drain of `kazasu serve` fit into the time that the cluster gives.
    const announced = Number(values.services[name]?.env.KAZASU_STOP_ANNOUNCE_MS ?? 0);
    assert.ok(announced + 10_000 < pod.terminationGracePeriodSeconds * 1000);
    const service = values.services[name];
    assert.ok(service && service.minAvailable < service.replicas, 'a node can be drained');
    const secrets = (container.envFrom ?? []).map((one: Made) => one.secretRef.name);
    assert.deepEqual(secrets, service.secret === '' ? [] : [service.secret]);
    assert.ok(container.env.every((one: { name: string; value?: string }) => typeof one.value === 'string'));
  }
});

test('the variables of the container’s file and of the chart are settings that the program takes', () => {
  const { made } = rendered();
  const image = Object.fromEntries(
    [...read('deploy/container/Containerfile').matchAll(/\b(KAZASU_\w+)=(\S+)/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  for (const { metadata, spec } of made.filter(({ kind }) => kind === 'Deployment')) {
    const name = metadata.labels['app.kubernetes.io/component'] as keyof typeof SERVICES;
    const [{ env, args }] = spec.template.spec.containers;
    assert.deepEqual(args, [name]);
    const chart = Object.fromEntries(
      env.map((one: { name: string; value: string }) => [one.name, one.value]),
    );
    const service = SERVICES[name];
    const secret = Object.fromEntries(
      settingsFor(service)
        .filter((setting) => setting.required && !setting.group && !(setting.name in { ...image, ...chart }))
        .map((setting) => [setting.name, SECRETS[setting.name] ?? TOKEN]),
    );
    if (service.stored) secret.DATABASE_URL = 'postgres://kazasu@database/kazasu';
    const configuration = readConfiguration(service, { environment: { ...image, ...chart, ...secret } });
    assert.ok(configuration, name);
  }
});

/** What a cluster's secret would hold, where a token will not do. */
const SECRETS: Readonly<Record<string, string>> = {
  KAZASU_TRUST_ANCHORS: '[]',
  KAZASU_TRUST_CARD_ISSUER_KEYS: '[]',
  KAZASU_TRUST_SIGNATURE_ANCHORS: '[]',
  KAZASU_TRUST_TIMESTAMP_ANCHORS: '[]',
  KAZASU_BASE_URL: 'https://verifier.example',
  KAZASU_AUTHORITY_URL: 'https://authority.example',
  KAZASU_VERIFIER_TOKEN: `${TOKEN}-2`,
};

function pick(from: Readonly<Record<string, string>>, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

test('the image runs as nobody, without what builds it, and what it names is there', () => {
  const text = read('deploy/container/Containerfile');
  const stages = text.split(/^FROM /m).slice(1);
  assert.equal(stages.length, 3);
  const last = stages.at(-1) ?? '';
  assert.match(last, /^USER 10001:10001$/m);
  assert.match(last, /^HEALTHCHECK /m);
  assert.match(last, /^ENTRYPOINT \["node", "--max-semi-space-size=16", "apps\/serve\/src\/main\.ts"\]$/m);
  assert.doesNotMatch(last, /--from=build|npm (?:ci|install|run)|\b(?:ADD|curl|wget)\b/);
  assert.match(stages[1] ?? '', /npm ci --omit=dev --ignore-scripts/);
  for (const [, from = ''] of text.matchAll(/^COPY --from=build \/kazasu\/(\S+) /gm)) {
    assert.ok(existsSync(resolve(ROOT, from)), from);
  }
  assert.doesNotMatch(text, /(?:TOKEN|PASSWORD|SECRET|DATABASE_URL)=/);
});
