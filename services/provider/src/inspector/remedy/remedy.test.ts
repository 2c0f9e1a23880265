import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AppProblemCode } from '../../api/index.ts';
import { describeAssertionError } from '../../client-authentication/describe-assertion-error.ts';
import { DIVERGENCES } from '../../divergences.ts';
import { describeProofError } from '../../dpop/describe-proof-error.ts';
import { DECLINED, EXPIRED, FAILURES } from '../../interaction/answer.ts';
import { OUTCOMES } from '../../sandbox/index.ts';
import { answersOf } from '../../sandbox/outcome/index.ts';
import { describeGrantError } from '../../token/describe-grant-error.ts';
import { describedError, hasRemedy, remedyOf } from './index.ts';

const SOURCE = new URL('../../', import.meta.url).pathname;

/** What the rooms that answer relying parties say, as it stands in their sources. */
function sources(): { readonly file: string; readonly text: string }[] {
  const rooms = [
    'authorize',
    'pushed-request',
    'client-authentication',
    'dpop',
    'introspection',
    'logout',
    'revocation',
    'token',
    'userinfo',
    'sign',
    'sandbox',
    'interaction',
  ];
  return rooms.flatMap((room) =>
    readdirSync(join(SOURCE, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !name.includes('testing'))
      .map((name) => ({ file: `${room}/${name}`, text: readFileSync(join(SOURCE, room, name), 'utf8') })),
  );
}

/** Calls that refuse, and where among their arguments the words stand. */
const REFUSALS =
  /\b(?:pageRefusal|clientRefusal|refuseByPage|TokenError|DpopError|SignError|UserinfoError|HttpError|refuse|refused|invalidClient|assertionFailure|missing|invalid)\(([^;]*?)\)(?:;|\s*[:,}])/g;

function wordsIn(call: string, name: string): string[] {
  const literals = [...call.matchAll(/'((?:[^'\\]|\\.)*)'|`([^`]*)`/g)].map(
    ([, plain, template]) => plain ?? template ?? '',
  );
  if (name === 'missing' || name === 'invalid')
    return literals.map((word) => `${name === 'missing' ? 'Missing' : 'Invalid'} parameter: ${word}`);
  if (name === 'assertionFailure')
    return literals.slice(0, 1).map((word) => `Client authentication with signed JWT failed: ${word}`);
  return literals.filter((word) => /[ A-Z]/.test(word)).map((word) => word.replace(/\$\{[^}]*\}/g, 'x'));
}

/** Templates whose gaps are filled elsewhere, where they are looked at. */
const MADE_ELSEWHERE = /^(?:Missing|Invalid) parameter: x$|(?:failed|will not do): x$|^Token invalid: x$|^x/;

test('every sentence in which a relying party is refused has a cause and a remedy', () => {
  const said = sources().flatMap(({ file, text }) =>
    [...text.matchAll(REFUSALS)].flatMap((match) =>
      wordsIn(match[1] ?? '', match[0].slice(0, match[0].indexOf('('))).map((words) => ({ file, words })),
    ),
  );
  const all = said.filter(({ words }) => !MADE_ELSEWHERE.test(words));
  assert.ok(all.length > 45, String(all.length));
  for (const { file, words } of all) assert.ok(hasRemedy('any', words), `${file}: ${words}`);
});

test('every error_description that is written as a literal has one', () => {
  const literals = sources().flatMap(({ file, text }) =>
    [...text.matchAll(/error_description: [`']([^`']+)[`']/g)].map(([, words = '']) => ({ file, words })),
  );
  assert.ok(literals.length >= 2);
  for (const { file, words } of literals) {
    const filled = ['GET', 'POST'].map((method) => words.replace(/[$][{]method[}]/, method));
    for (const one of filled) assert.ok(hasRemedy('any', one), `${file}: ${one}`);
  }
});

test('every refusal of a client’s assertion and of a code or refresh token has one', () => {
  const codes =
    readFileSync(join(SOURCE, '../../../lib/oidc/src/error.ts'), 'utf8').match(/'oidc\/[a-z-]+'/g) ?? [];
  assert.ok(codes.length > 20);
  for (const quoted of codes) {
    const error = Object.assign(new Error(), { code: quoted.slice(1, -1) });
    for (const hasKeys of [true, false]) {
      const { code, description } = describeAssertionError(error as never, hasKeys);
      assert.ok(hasRemedy(code, description), description);
    }
  }
  for (const quoted of codes) {
    const { message } = describeProofError(quoted.slice(1, -1) as never);
    assert.ok(hasRemedy('invalid_dpop_proof', message), message);
  }
  const grants = readFileSync(join(SOURCE, 'grant/grant-error.ts'), 'utf8').match(/'grant\/[a-z-]+'/g) ?? [];
  assert.ok(grants.length >= 10);
  for (const quoted of grants) {
    const { code, description } = describeGrantError(quoted.slice(1, -1) as never);
    assert.ok(hasRemedy(code, description), description);
  }
});

test('every end of a login, every code that the app gets and every outcome of the sandbox has one', () => {
  for (const { error, description } of [DECLINED, EXPIRED, ...Object.values(FAILURES)]) {
    assert.ok(hasRemedy(error, description), description);
  }
  for (const code of AppProblemCode.options) assert.ok(hasRemedy(code), code);
  for (const outcome of OUTCOMES) {
    for (const answer of answersOf(outcome)) {
      if ('error' in answer && typeof answer.error === 'string') {
        const description = 'description' in answer ? answer.description : undefined;
        assert.ok(hasRemedy(answer.error, description), JSON.stringify(answer));
      }
    }
  }
  for (const error of ['server_error', 'temporarily_unavailable', 'not_found', 'page_unknown']) {
    assert.ok(hasRemedy(error), error);
  }
});

test('what is not known still gets a sentence, and no description is repeated', () => {
  assert.notEqual(remedyOf('http_418').cause.ja, '');
  assert.equal(describedError('my own secret 123'), undefined);
  assert.equal(describedError('Invalid scopes: openid my-secret'), 'Invalid scopes');
  assert.equal(
    describedError("Parameter client_assertion_type has value 'secret' but expected is 'x'"),
    'Parameter client_assertion_type has another value',
  );
  assert.equal(
    describedError(DIVERGENCES.declined.value.description),
    DIVERGENCES.declined.value.description,
  );
});

test('a description that was made to fit the wire is found all the same', () => {
  assert.ok(hasRemedy('invalid_client', 'Client authentication with signed JWT failed: Invalid token'));
});

test('each remedy has words in both languages, and they differ', () => {
  for (const code of AppProblemCode.options) {
    const { cause, remedy } = remedyOf(code);
    for (const { ja, en } of [cause, remedy]) {
      assert.match(ja, /[。]$/, ja);
      assert.match(en, /[.]$/, en);
      assert.notEqual(ja, en);
    }
  }
});
