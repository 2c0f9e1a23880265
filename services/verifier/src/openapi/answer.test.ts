import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '@kazasu/server/log';
import { VerifierError } from '../error.ts';
import { refusalOf } from './answer.ts';

test('what nobody foresaw is opaque outside, and in the log has the code of its cause', async () => {
  const lines: string[] = [];
  const log = createLog({ service: 'verifier', destination: { write: (line) => void lines.push(line) } });
  const cause = Object.assign(new Error('花子'), { code: 'thread/start' });
  const options = { baseUrl: 'http://localhost', log, acceptLanguage: 'en' };
  const response = refusalOf(new VerifierError('internal', {}, cause), options);
  assert.equal(response.status, 500);
  assert.doesNotMatch(await response.text(), /花子|thread/);
  const { event, code, reason } = JSON.parse(lines.join()) as Record<string, string>;
  assert.deepEqual([event, code, reason], ['request.failed', 'internal', 'thread/start']);
  assert.doesNotMatch(lines.join(), /花子/);
});
