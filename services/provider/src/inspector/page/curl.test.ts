import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Field } from '../mask/index.ts';
import type { ExchangeEvent } from '../record/event.ts';
import { curlOf, quoted } from './curl.ts';

/** What curl would be given, by a real shell in which `curl` is a function that tells its arguments. */
function argumentsOf(command: string, variables: Record<string, string> = {}): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
  const env = { PATH: '/usr/bin:/bin', ...variables };
  return execFileSync('sh', ['-euc', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

const text = (name: string, of: string): Field => ({ name, value: { kind: 'text', text: of } });
const hidden = (name: string): Field => ({ name, value: { kind: 'masked', length: 43 } });

const EVENT: ExchangeEvent = {
  kind: 'exchange',
  route: 'token',
  from: 'relying-party',
  to: 'provider',
  method: 'POST',
  path: '/api/realms/main/protocol/openid-connect/token',
  query: [],
  requestHeaders: [text('content-type', 'application/x-www-form-urlencoded'), text('user-agent', 'node')],
  request: { form: 'none' },
  status: 200,
  answerHeaders: [],
  answer: { form: 'none' },
  durationMs: 1,
};

test('a form is sent as it was, with variables for what is not shown', () => {
  const command = curlOf(
    {
      ...EVENT,
      request: {
        form: 'form',
        fields: [
          text('grant_type', 'authorization_code'),
          hidden('code'),
          hidden('client_assertion'),
          text('scope', 'it\'s $HOME `id` \\ "x"\n!'),
        ],
      },
    },
    'http://localhost:4001',
  );
  assert.deepEqual(argumentsOf(command, { CODE: 'the code; $(id)', CLIENT_ASSERTION: 'a.b.c' }), [
    '-sS',
    '-i',
    'http://localhost:4001/api/realms/main/protocol/openid-connect/token',
    '--data-urlencode',
    'grant_type=authorization_code',
    '--data-urlencode',
    'code=the code; $(id)',
    '--data-urlencode',
    'client_assertion=a.b.c',
    '--data-urlencode',
    'scope=it\'s $HOME `id` \\ "x"\n!',
  ]);
});

test('a query goes behind the address, and the token into its header', () => {
  const command = curlOf(
    {
      ...EVENT,
      method: 'GET',
      requestHeaders: [hidden('authorization'), hidden('cookie'), text('accept', 'application/json')],
      query: [
        text('response_type', 'code'),
        { name: 'state', value: { kind: 'short', text: 'ab', length: 9 } },
        { name: 'redirect_uri', value: { kind: 'address', address: 'https://rp.example/cb', query: [] } },
      ],
    },
    'http://localhost:4001',
  );
  assert.deepEqual(argumentsOf(command, { ACCESS_TOKEN: 'T', COOKIE: 'c=1', STATE: 's' }).slice(2), [
    'http://localhost:4001/api/realms/main/protocol/openid-connect/token',
    '-H',
    'Authorization: Bearer T',
    '-H',
    'Cookie: c=1',
    '-H',
    'accept: application/json',
    '-G',
    '--data-urlencode',
    'response_type=code',
    '--data-urlencode',
    'state=s',
    '--data-urlencode',
    'redirect_uri=https://rp.example/cb',
  ]);
});

test('JSON keeps its form, with variables inside', () => {
  const fields: Field[] = [
    hidden('code'),
    { name: 'agree', value: { kind: 'text', text: 'true' } },
    {
      name: 'documents',
      value: {
        kind: 'list',
        items: [
          {
            kind: 'object',
            fields: [
              { name: 'digest', value: { kind: 'short', text: 'ab', length: 44 } },
              text('name', "it's"),
            ],
          },
        ],
      },
    },
  ];
  const command = curlOf(
    { ...EVENT, requestHeaders: [], request: { form: 'json', fields } },
    'http://localhost',
  );
  const body = argumentsOf(command, { CODE: 'secret', DIGEST: 'd' }).at(-1) ?? '';
  assert.deepEqual(JSON.parse(body), {
    code: 'secret',
    agree: true,
    documents: [{ digest: 'd', name: "it's" }],
  });
});

test('whatever is shown reaches the program octet for octet', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (value) => {
      const clean = value.replaceAll('\0', '');
      assert.deepEqual(argumentsOf(`curl ${quoted(clean)}`), [clean]);
    }),
    { numRuns: 60 },
  );
});

test('names of fields do nothing in a shell', () => {
  const names = ['$(touch /tmp/no)', '`id`', '"; exit 3; "', "';exit 3;'", 'a b', '#x', ''];
  const fields = names.map((name) => hidden(name));
  const command = curlOf({ ...EVENT, request: { form: 'form', fields } }, 'http://localhost');
  assert.equal(
    argumentsOf(command.replaceAll(/\$[A-Z_]+/g, '')).filter((word) => word === '--data-urlencode').length,
    names.length,
  );
});
