import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { costOf } from '../testing/cost.ts';
import { ANY_POLICY, type PolicyStep, processPolicies } from './index.ts';
import { treePolicies } from './testing/tree.ts';

const step = (changes: Partial<PolicyStep> = {}): PolicyStep => ({
  policies: undefined,
  mappings: undefined,
  requireExplicitPolicy: undefined,
  inhibitPolicyMapping: undefined,
  inhibitAnyPolicy: undefined,
  selfIssued: false,
  ...changes,
});
const to = (issuerPolicy: string, ...subjects: readonly string[]) =>
  subjects.map((subjectPolicy) => ({ issuerPolicy, subjectPolicy }));

test('a policy holds if every certificate asserts it, and anyPolicy asserts every one', () => {
  const path = [
    step({ policies: ['1.1', '1.2'] }),
    step({ policies: [ANY_POLICY] }),
    step({ policies: ['1.2', '1.3'] }),
  ];
  assert.deepEqual(processPolicies(path, {}), { failure: undefined, policies: ['1.2'] });
  const only = processPolicies(path, { policies: ['1.1'], requireExplicitPolicy: true });
  assert.deepEqual(only, { failure: { reason: 'not-asserted', index: 2 }, policies: [] });
});

test('without a demand for a policy, a path without policies is as good as any', () => {
  assert.deepEqual(processPolicies([step(), step()], {}), { failure: undefined, policies: [] });
  const explicit = processPolicies([step(), step()], { requireExplicitPolicy: true });
  assert.deepEqual(explicit.failure, { reason: 'not-asserted', index: 0 });
});

test('a mapping is followed to the policy as the first authority names it', () => {
  const path = [step({ policies: ['1.1'], mappings: to('1.1', '2.1') }), step({ policies: ['2.1'] })];
  assert.deepEqual(processPolicies(path, { policies: ['1.1'], requireExplicitPolicy: true }).policies, [
    '1.1',
  ]);
  assert.notEqual(
    processPolicies(path, { policies: ['2.1'], requireExplicitPolicy: true }).failure,
    undefined,
  );
  const inhibited = { policies: ['1.1'], requireExplicitPolicy: true, inhibitPolicyMapping: true };
  assert.notEqual(processPolicies(path, inhibited).failure, undefined);
});

test('anyPolicy may not be mapped, from or to', () => {
  for (const mappings of [to(ANY_POLICY, '1.1'), to('1.1', ANY_POLICY)]) {
    const path = [step({ policies: ['1.1'], mappings }), step({ policies: ['1.1'] })];
    assert.deepEqual(processPolicies(path, {}).failure, { reason: 'any-policy-mapped', index: 0 });
  }
});

test('what the anchor demands or leaves out narrows the path, and nothing in it widens one', () => {
  const path = [step({ policies: ['1.1', '1.2'] })];
  const anchored = (anchor: Partial<PolicyStep>) => processPolicies(path, { anchor: step(anchor) });
  assert.deepEqual(anchored({ policies: ['1.2', '1.3'] }).policies, ['1.2']);
  assert.deepEqual(anchored({ policies: [ANY_POLICY] }).policies, ['1.1', '1.2']);
  assert.deepEqual(anchored({ policies: ['1.3'], mappings: to('1.3', '1.1') }).policies, []);
  assert.notEqual(anchored({ policies: ['1.3'], requireExplicitPolicy: 0 }).failure, undefined);
  const any = processPolicies([step({ policies: [ANY_POLICY] })], {
    anchor: step({ inhibitAnyPolicy: 0 }),
    requireExplicitPolicy: true,
  });
  assert.notEqual(any.failure, undefined);
});

const POLICIES = ['1.1', '1.2', '1.3', '1.4'];
const policy = fc.constantFrom(...POLICIES);
const skip = fc.option(fc.nat(4), { nil: undefined, freq: 2 });
const anyStep = fc.record({
  policies: fc.option(fc.uniqueArray(fc.constantFrom(...POLICIES, ANY_POLICY), { maxLength: 5 }), {
    nil: undefined,
    freq: 9,
  }),
  mappings: fc.option(
    fc.array(fc.record({ issuerPolicy: policy, subjectPolicy: policy }), { minLength: 1, maxLength: 5 }),
    { nil: undefined, freq: 2 },
  ),
  requireExplicitPolicy: skip,
  inhibitPolicyMapping: skip,
  inhibitAnyPolicy: skip,
  selfIssued: fc.boolean(),
});
const anyInputs = fc.record({
  policies: fc.option(fc.uniqueArray(fc.constantFrom(...POLICIES, ANY_POLICY), { minLength: 1 }), {
    nil: undefined,
  }),
  requireExplicitPolicy: fc.boolean(),
  inhibitPolicyMapping: fc.boolean(),
  inhibitAnyPolicy: fc.boolean(),
});

test('the graph says what the tree of RFC 5280 says, for any small hierarchy', () => {
  let accepted = 0;
  let mapped = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 5 }), anyInputs, (path, inputs) => {
      const { failure, policies } = processPolicies(path, inputs);
      const tree = treePolicies(path, inputs);
      assert.deepEqual(failure === undefined ? policies : undefined, tree);
      if (tree !== undefined) accepted++;
      if (tree !== undefined && tree.length > 0 && path.some(({ mappings }) => mappings)) mapped++;
    }),
    { numRuns: 4000, seed: 9618 },
  );
  assert.ok(accepted > 400 && mapped > 50, `too few accepted: ${accepted}, with mappings ${mapped}`);
});

test('mappings of everything to everything, and anyPolicy beside them, cost no more than their size', () => {
  const policies = Array.from({ length: 8 }, (_, i) => `1.${i}`);
  const mappings = policies.flatMap((one) => to(one, ...policies));
  const cost = costOf(() => {
    for (let length = 1; length <= 1024; length *= 2) {
      const path = Array.from({ length }, () => step({ policies: [...policies, ANY_POLICY], mappings }));
      assert.deepEqual(processPolicies(path, { requireExplicitPolicy: true }).policies, [
        ...policies,
        ANY_POLICY,
      ]);
    }
  });
  // The tree would have 8^1024 leaves; the graph has 9 nodes a level, and this takes some 30 ms.
  assert.ok(cost < 2000, `${cost} ms`);
});

test('hundreds of policies a certificate, each path of 32, stay within milliseconds', () => {
  const wide = (offset: number) => Array.from({ length: 64 }, (_, i) => `1.${offset}.${i}`);
  const path = Array.from({ length: 32 }, (_, depth) => {
    const mappings = wide(depth).flatMap((one, i) =>
      to(one, `1.${depth + 1}.${i}`, `1.${depth + 1}.${(i + 1) % 64}`),
    );
    return step({ policies: [...wide(depth), ANY_POLICY], mappings });
  });
  const cost = costOf(() =>
    assert.equal(processPolicies(path, { requireExplicitPolicy: true }).failure, undefined),
  );
  assert.ok(cost < 1000, `${cost} ms`);
});
