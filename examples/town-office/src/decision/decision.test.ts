import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verification } from '@kazasu/rp';
import { readApplication, readDraft } from '../application/index.ts';
import { decide, isSamePerson } from './index.ts';

const items = {
  name: '吉翳　義男',
  address: '架空県みほん市土居外字町６番地',
  birthdate: '19680229',
  gender: '1',
  nameSubstituteFlags: '10000',
  addressSubstituteFlags: '000000010000000',
};
const applicant = { name: '𠮷翳 義男', address: '架空県みほん市𡈽居外字町6番地', birthdate: '19680229' };

const form = { ...applicant, birthdate: '1968-02-29', household: 'self', copies: '1', purpose: 'bank' };
const draft = readDraft({ ...form, delivery: 'counter' });
const { application = assert.fail() } = readApplication(draft, Date.UTC(2026, 9, 1));

function found(change: Partial<Verification>): Verification {
  const report = { at: 1, method: 'pades', purpose: 'p', reference: undefined, digests: [], checks: [] };
  const asked = { revocation: 'crl', document: undefined, device: 'card' as const };
  const rest = { personId: undefined, report: {}, words: {}, evidence: { id: 'v', leafIndex: 0 } };
  return { id: 'v', verdict: 'valid', items, ...report, ...asked, ...rest, ...change };
}

const reasonFor = (status: string, change: Partial<Verification>) => {
  const decision = decide(application, status, found(change));
  return decision.kind === 'refused' ? decision.reason : decision.kind;
};
const failed = (reason: string, facts = {}) => ({
  verdict: 'invalid' as const,
  items: undefined,
  checks: [{ id: 'x', status: 'failed' as const, reason, facts }],
});

test('an application is accepted only where provider, verifier and person agree', () => {
  assert.equal(reasonFor('good', {}), 'accepted');
  assert.equal(reasonFor('unknown', {}), 'unknown');
  assert.equal(reasonFor('revoked', {}), 'revoked');
  assert.equal(reasonFor('on_hold', {}), 'held');
  assert.equal(reasonFor('good', { items: undefined }), 'other-person');
  assert.equal(reasonFor('good', { items: { ...items, birthdate: '19680228' } }), 'other-person');
  assert.equal(reasonFor('good', { verdict: 'indeterminate', items: undefined }), 'unknown');
});

test('a refusal says what the person can act on', () => {
  assert.equal(reasonFor('revoked', failed('revoked', { reason: 'affiliationChanged' })), 'moved');
  assert.equal(reasonFor('revoked', failed('revoked', { reason: 'keyCompromise' })), 'revoked');
  assert.equal(reasonFor('good', failed('revoked')), 'revoked', 'the verifier learnt later');
  assert.equal(reasonFor('good', failed('on-hold')), 'held');
  assert.equal(reasonFor('good', failed('expired')), 'expired');
  assert.equal(reasonFor('good', failed('digest')), 'invalid');
});

test('a substitute stands for any one character, and only where the certificate says so', () => {
  assert.ok(isSamePerson(applicant, items));
  assert.ok(!isSamePerson(applicant, { ...items, nameSubstituteFlags: '00000' }));
  assert.ok(!isSamePerson({ ...applicant, name: '𠮷翳 義夫' }, items));
  assert.ok(!isSamePerson({ ...applicant, name: '𠮷翳 義男子' }, items));
  assert.ok(!isSamePerson({ ...applicant, name: '' }, items));
});

test('a form is read as a person meant it, and what cannot be is named', () => {
  const wrongIn = (change: object) =>
    readApplication(readDraft({ ...draft, ...change }), Date.UTC(2026, 9, 1)).wrong;
  assert.deepEqual(wrongIn({}), []);
  assert.deepEqual(wrongIn({ name: ' ', birthdate: '2025-02-29' }), ['name', 'birthdate']);
  assert.deepEqual(wrongIn({ birthdate: '2026-10-02' }), ['birthdate'], 'not born yet');
  assert.deepEqual(wrongIn({ address: '東京都千代田区1' }), ['address']);
  assert.deepEqual(wrongIn({ copies: '6' }), ['copies']);
  assert.deepEqual(wrongIn({ copies: ['1'] }), ['copies']);
  assert.deepEqual(wrongIn({ household: 'x', purpose: 'x', delivery: 'x', phone: 'x' }), [
    'phone',
    'household',
    'purpose',
    'delivery',
  ]);
  assert.equal(readDraft({ name: `a\r\n${'b'.repeat(500)}` }).name.length, 120);
});
