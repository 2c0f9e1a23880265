import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpError } from '@kazasu/server/http';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import fc from 'fast-check';
import { Hono } from 'hono';
import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { ROUTES } from '../routes.ts';
import { describeRoutes, problemsOf } from './index.ts';
import { readRequest } from './read-request.ts';

const BASE_URL = 'http://localhost:4004';

for (const language of ['ja', 'en'] as const) {
  test(`an outside linter finds nothing wrong with the description (${language})`, async () => {
    const document = describeRoutes(ROUTES, { baseUrl: BASE_URL, language });
    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        // Operations that anybody may call have none of 4xx but where they read something.
        'operation-4xx-response': 'off',
        // The base is where this verifier stands: in tests on this machine.
        'no-server-example.com': 'off',
      },
    });
    const problems = await lintFromString({
      source: JSON.stringify(document),
      absoluteRef: '/openapi.json',
      config,
    });
    assert.deepEqual(
      problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
      [],
    );
  });
}

test('operations have ids and paths of their own, and params name just the parts of the path', () => {
  const ids = ROUTES.map(({ operationId }) => operationId);
  assert.deepEqual(
    ids.filter((id, i) => ids.indexOf(id) !== i),
    [],
  );
  for (const { path, request } of ROUTES) {
    const named = [...path.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name);
    assert.deepEqual(named.sort(), Object.keys(request?.params?.entries ?? {}).sort(), path);
  }
});

test('whatever wants a key says so, and under /v1 everything does', () => {
  for (const row of ROUTES) {
    if (row.path.startsWith('/v1/')) assert.notEqual(row.access, 'public', row.path);
    if (row.path.startsWith('/v1/')) assert.notEqual(row.access, 'operator', row.path);
    if (row.path.startsWith('/admin/')) assert.equal(row.access, 'operator', row.path);
    assert.equal(problemsOf(row).includes('key-invalid'), row.path.startsWith('/v1/'), row.path);
  }
});

test('every text has both languages', () => {
  for (const { operationId, summary, description } of ROUTES) {
    for (const text of [summary, ...(description ? [description] : [])]) {
      assert.match(text.ja, /[ぁ-ん]/, operationId);
      assert.doesNotMatch(text.en, /[ぁ-ん一-龯]/, operationId);
      assert.notEqual(text.en, '', operationId);
    }
  }
});

test('a header without which a request is refused is described as one, where its absence has a problem of its own too', () => {
  const { paths } = describeRoutes(ROUTES, { baseUrl: BASE_URL, language: 'en' }) as unknown as Described;
  const required = (path: string) =>
    paths[path]?.post?.parameters?.find(({ name }) => name === 'Idempotency-Key')?.required;
  assert.equal(required('/v1/verifications'), true);
  assert.equal(required('/v1/status-checks'), false);
});

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      { readonly post?: { readonly parameters?: readonly { name: string; required: boolean }[] } }
    >
  >;
}

test('whatever is sent to whichever route, it is read as its schema has it, or refused, and nothing else is thrown', async () => {
  const rows = ROUTES.filter(({ request }) => request?.body !== undefined || request?.query !== undefined);
  assert.ok(rows.length > 10, String(rows.length));
  const names = rows.flatMap(({ request }) => [
    ...Object.keys(request?.query?.entries ?? {}),
    ...Object.keys((request?.body as v.StrictObjectSchema<v.ObjectEntries, undefined>)?.entries ?? {}),
  ]);
  const name = fc.constantFrom(...new Set(names), '__proto__', 'constructor', 'a');
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(1e308, -0, '0'.repeat(400), '\0'));
  const members = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 6 });
  const body = fc.oneof(
    members.map((pairs) => `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`)}}`),
    fc.string(),
    fc.constantFrom('[', 'null', '['.repeat(5000), '"\\ud800"', '\ufeff{}'),
  );
  const query = fc
    .array(fc.tuple(name, fc.string({ maxLength: 12 })), { maxLength: 3 })
    .map((pairs) => new URLSearchParams(pairs).toString());
  const type = fc.constantFrom('application/json', 'application/json', 'text/plain', 'application/json; a');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...rows), body, query, type, async (row, sent, asked, contentType) => {
      const app = new Hono();
      let told: unknown;
      app.onError((error, context) => {
        told = error;
        return context.body(null, 400);
      });
      app.post('/', async (context) => {
        const read = await readRequest(context, { ...row, request: withoutParams(row.request) });
        if (row.request?.body !== undefined && read.octets !== undefined)
          v.parse(row.request.body, JSON.parse(sent));
        return context.body(null, 204);
      });
      const headers = { 'content-type': contentType };
      const { status } = await app.request(`/?${asked}`, { method: 'POST', headers, body: sent });
      if (status !== 204) assert.ok(told instanceof VerifierError || told instanceof HttpError, String(told));
    }),
    { numRuns: 400 },
  );
});

/** A path has been matched before: its parts are another test's. */
function withoutParams(request: (typeof ROUTES)[number]['request'] = {}) {
  const { params: _, headers: __, ...rest } = request;
  return rest;
}
