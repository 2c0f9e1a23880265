import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ProviderConfig } from './config.ts';
import { tokenInHeader } from './dpop/index.ts';
import { createRefreshToken, formatRefreshToken, parseRefreshToken } from './grant/refresh-token.ts';
import { createCookie, readCookie } from './interaction/cookie.ts';
import { readToken } from './userinfo/read-token.ts';
import { UserinfoError } from './userinfo/userinfo-error.ts';

const TOKEN = 't'.repeat(43);
const OTHER = 'o'.repeat(43);
const header = (text: string) => text.replace(/[^\x20-\x7e\x80-\xff\t]/g, '').trim();
/** Pieces that mean something to one of these parsers, and anything else. */
const anything = (...pieces: string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), { maxLength: 6 })
    .map((parts) => header(parts.join('')));

test('a cookie header gives the token of this interaction, once and whole, or nothing', () => {
  for (const secure of [true, false]) {
    const config = { secure, basePath: '/api' } as ProviderConfig;
    const interaction = { id: 'i', token: TOKEN, lifetimeMs: 1000 };
    const own = createCookie(config, interaction).split(';')[0] ?? '';
    const name = own.slice(0, own.indexOf('='));
    assert.equal(readCookie(config, 'i', `a=b; ${own}; c`), TOKEN);
    const pieces = anything(
      '; ',
      ';',
      '=',
      own,
      `${name}=`,
      `${name}=${OTHER}`,
      TOKEN,
      `${name}x=`,
      '"',
      ',',
    );
    let taken = 0;
    fc.assert(
      fc.property(pieces, (text) => {
        const value = readCookie(config, 'i', text);
        if (value === undefined) return;
        taken += 1;
        // As RFC 6265 section 4.2.1 writes them; who reads them another way finds the same one.
        const all = text.split(';').map((pair) => pair.trim());
        assert.deepEqual(
          all.filter((pair) => pair.startsWith(`${name}=`)),
          [`${name}=${value}`],
        );
        assert.match(value, /^[A-Za-z0-9_-]{43}$/);
      }),
      { numRuns: 1000 },
    );
    assert.ok(taken > 0);
  }
});

test('a refresh token is two of 43 characters and nothing beside, and is written as it was read', () => {
  const made = createRefreshToken();
  assert.deepEqual(parseRefreshToken(formatRefreshToken(made)), made);
  fc.assert(
    fc.property(fc.oneof(fc.string(), anything(TOKEN, OTHER, '\t', ' ', '=', '.')), (text) => {
      const read = parseRefreshToken(text);
      assert.equal(read !== undefined, /^[A-Za-z0-9_-]{86}$/.test(text) && !text.includes('\n'));
      if (read !== undefined) assert.equal(formatRefreshToken(read), text);
    }),
    { numRuns: 1000 },
  );
  for (const junk of ['\n', ' ', '\0', '='])
    for (const text of [TOKEN + OTHER + junk, junk + TOKEN + OTHER, TOKEN + junk + OTHER])
      assert.equal(parseRefreshToken(text), undefined, JSON.stringify(text));
});

test('an access token comes by one way, in the header or a form, or a UserinfoError and nothing else', async () => {
  const authorization = anything('Bearer ', 'DPoP ', 'dpop\t', 'bearer', TOKEN, ' ', '=', ',', 'Basic ');
  const form = anything('access_token=', TOKEN, '&', '=', '%', '%00', '+', 'a=b', 'access%5Ftoken=');
  const type = fc.constantFrom('application/x-www-form-urlencoded', 'application/json', '');
  const seen = { header: 0, form: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.option(authorization, { nil: undefined }),
      fc.option(form, { nil: undefined }),
      type,
      async (auth, body, contentType) => {
        const headers = new Headers({ 'content-type': contentType });
        if (auth !== undefined) headers.set('authorization', auth);
        const request = new Request('https://idp.example/userinfo', {
          ...{ method: body === undefined ? 'GET' : 'POST', headers },
          ...(body !== undefined && { body }),
        });
        const inHeader = tokenInHeader(request);
        try {
          const { scheme, text } = await readToken(request);
          if (inHeader !== undefined) assert.deepEqual({ scheme, text }, inHeader);
          else assert.equal(scheme, 'Bearer');
          assert.ok(text.length > 0);
          seen[inHeader === undefined ? 'form' : 'header'] += 1;
        } catch (error) {
          assert.ok(error instanceof UserinfoError, error instanceof Error ? error.stack : '');
          seen.refused += 1;
        }
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(Math.min(seen.header, seen.form, seen.refused) > 0, JSON.stringify(seen));
});
