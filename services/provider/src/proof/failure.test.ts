import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Check, reportOf } from '@kazasu/pki';
import { failureOf } from './index.ts';

const check = (id: string, status: Check['status'], reason?: string): Check => ({
  id,
  status,
  citation: 'test',
  ...(reason === undefined ? {} : { reason }),
});
const failureFrom = (...checks: Check[]) => failureOf(reportOf(0, [check('path.x', 'passed'), ...checks]));

test('a valid report is no failure, an empty one is', () => {
  assert.equal(failureFrom(), undefined);
  assert.equal(failureOf(reportOf(0, [])), 'proof_invalid');
});

test('each check has its reason', () => {
  assert.equal(failureFrom(check('authentication.signature', 'failed', 'wrong')), 'proof_invalid');
  assert.equal(failureFrom(check('certificate.form', 'failed', 'malformed')), 'proof_invalid');
  assert.equal(failureFrom(check('path.signature', 'failed', 'wrong-key')), 'certificate_invalid');
  assert.equal(failureFrom(check('profile.keyUsage', 'failed', 'value')), 'certificate_invalid');
  assert.equal(failureFrom(check('path.validity', 'failed', 'not-yet-valid')), 'certificate_invalid');
  assert.equal(failureFrom(check('path.validity', 'failed', 'expired')), 'certificate_expired');
  assert.equal(failureFrom(check('revocation.status', 'failed', 'revoked')), 'certificate_revoked');
  assert.equal(failureFrom(check('items.hash', 'failed', 'differs')), 'items_invalid');
  assert.equal(failureFrom(check('chip.signature', 'failed', 'bad-signature')), 'chip_invalid');
  assert.equal(failureFrom(check('age.birthdate', 'failed', 'differs')), 'chip_invalid');
  assert.equal(failureFrom(check('something.new', 'failed')), 'certificate_invalid');
  assert.equal(failureFrom(check('revocation.status', 'undetermined', 'no-evidence')), 'revocation_unknown');
  assert.equal(failureFrom(check('judgement.complete', 'undetermined', 'internal')), 'service_unavailable');
});

test('the worst is told: no proof before a bad certificate before its age before revocation before items before the chip', () => {
  const signature = check('authentication.signature', 'failed', 'wrong');
  const path = check('path.issuer', 'failed', 'unknown');
  const expired = check('path.validity', 'failed', 'expired');
  const revoked = check('revocation.status', 'failed', 'revoked');
  const items = check('items.hash', 'failed', 'differs');
  const chip = check('chip.signature', 'failed', 'bad-signature');
  const open = check('revocation.status', 'undetermined', 'no-evidence');
  assert.equal(failureFrom(chip, open, items, revoked, expired, path, signature), 'proof_invalid');
  assert.equal(failureFrom(open, items, revoked, expired, path), 'certificate_invalid');
  assert.equal(failureFrom(open, items, revoked, expired), 'certificate_expired');
  assert.equal(failureFrom(open, items, revoked), 'certificate_revoked');
  assert.equal(failureFrom(open, chip, items), 'items_invalid');
  assert.equal(failureFrom(open, chip), 'chip_invalid');
});
