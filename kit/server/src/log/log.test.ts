import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomToken } from '../random/index.ts';
import { asSecret, createLog, type Log, type LogFields, type LogLevel, silentLog } from './index.ts';

function recordingLog(level?: LogLevel): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { log: createLog({ service: 'provider', destination, ...(level && { level }) }), lines };
}

test('an event is one JSON line with its service, level and fields', () => {
  const { log, lines } = recordingLog();
  log.warn('login refused', { clientId: 'city', code: 'store/conflict', status: 503 });
  const { time, ...line } = JSON.parse(lines.join(''));
  assert.ok(lines[0]?.endsWith('}\n'));
  assert.ok(!Number.isNaN(Date.parse(time)));
  assert.deepEqual(line, {
    level: 'warn',
    service: 'provider',
    event: 'login refused',
    clientId: 'city',
    code: 'store/conflict',
    status: 503,
  });
});

test('a field outside the closed list, or of another type, is dropped at run time too', () => {
  const { log, lines } = recordingLog();
  const fields: object = {
    name: 'secret',
    pin: 'secret',
    error: new Error('secret'),
    err: new Error('secret'),
    msg: 'secret',
    time: 'secret',
    status: 'secret',
    reason: { toString: () => 'secret', toJSON: () => 'secret' },
    code: ['secret'],
    clientId: 'kept',
    toJSON: () => ({ clientId: 'secret' }),
  };
  log.info('event', fields as LogFields);
  log.error('event', Object.create({ clientId: 'secret' }) as LogFields);
  assert.ok(!lines.join('').includes('secret'), lines.join(''));
  assert.deepEqual(Object.keys(JSON.parse(lines[0] ?? '')).sort(), [
    'clientId',
    'event',
    'level',
    'service',
    'time',
  ]);
});

test('values are bounded', () => {
  const { log, lines } = recordingLog();
  log.info('e'.repeat(5000), { reason: 'r'.repeat(5000) });
  const line = JSON.parse(lines[0] ?? '');
  assert.equal(line.reason.length, 201);
  assert.equal(line.event.length, 201);
});

test('values cannot break the line, move the cursor or turn the text around', () => {
  const { log, lines } = recordingLog();
  const characters = [
    '\n',
    '\r',
    '\u001b',
    '\0',
    '\u007f',
    '\u009b',
    '\u2028',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\ud800',
  ];
  for (const character of characters) log.info(`a${character}b`, { reason: `a${character}b` });
  assert.equal(lines.length, characters.length);
  for (const [index, line] of lines.entries()) {
    const code = characters[index]?.charCodeAt(0).toString(16);
    assert.match(line, /^[\x20-\x7e]*\n$/);
    const parsed = JSON.parse(line);
    assert.equal(parsed.reason, `a\\u{${code}}b`);
    assert.equal(parsed.event, `a\\u{${code}}b`);
  }
});

test('levels below the one asked for are not written', () => {
  const { log, lines } = recordingLog('error');
  log.info('no');
  log.warn('no');
  log.error('yes');
  assert.equal(lines.length, 1);
});

test('the silent log takes everything and says nothing', () => {
  silentLog.info('event', { count: 1 });
  silentLog.warn('event');
  silentLog.error('event');
});

test('what is marked as a secret is no field of a log', () => {
  const { log } = recordingLog('error');
  const secret = asSecret('a secret');
  // @ts-expect-error a secret is not to be told
  log.info('event', { reason: secret });
  // @ts-expect-error nor a token, which is marked where it is drawn
  log.info('event', { clientId: randomToken() });
  const text: string = secret;
  log.info('event', { reason: `${text.length} characters` });
  assert.equal(text, 'a secret');
});
