import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { ROUTES } from '../routes.ts';
import { describeRoutes, problemsOf } from './index.ts';

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
