import { ia5, oid, seq, utf8 } from '../asn1/index.ts';
import { bad, type Case, good, type OptionsOf } from '../case.ts';
import { type Made, makeCa, makeLeaf, makeRoot } from '../make/certificate.ts';
import {
  ANY_POLICY as ANY,
  EXT,
  type Ext,
  ext,
  inhibitAny,
  mappings,
  policies,
  policyConstraints,
} from '../make/extension.ts';
import { path } from '../town.ts';

const P1 = '1.3.6.1.4.1.55738.999.10.1';
const P2 = '1.3.6.1.4.1.55738.999.10.2';
const P3 = '1.3.6.1.4.1.55738.999.10.3';
const root = makeRoot();
const KEYS = ['ca', 'ca2', 'other'] as const;

/** Extensions of each certificate from the first authority under the anchor to the leaf. */
function chain(...extensions: readonly (readonly Ext[])[]): readonly Made[] {
  const made = [root];
  for (const [i, set] of extensions.slice(0, -1).entries()) {
    made.unshift(makeCa(made[0] ?? root, { name: `Authority ${i + 1}`, key: KEYS[i % 3] ?? 'ca', set }));
  }
  return [makeLeaf(made[0] ?? root, { set: extensions.at(-1) ?? [] }), ...made];
}
const wants = (list: readonly string[], more: OptionsOf = {}) => ({
  policies: list,
  requireExplicitPolicy: true,
  ...more,
});
const asked = (list: readonly string[], ...extensions: readonly (readonly Ext[])[]) =>
  path(chain(...extensions), wants(list));
const plain = (...extensions: readonly (readonly Ext[])[]) => path(chain(...extensions));
const one = (...list: readonly string[]) => policies(list);
const qualified = (type: string, value: Uint8Array, critical: boolean) =>
  ext(EXT.policies, seq(seq(oid(P1), seq(seq(oid(type), value)))), critical);

const NONE = 'path.policy not-asserted';
const FORM = 'certificate.form malformed';
const forged = { severity: 'forged' } as const;

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('asserted', 'RFC 5280 6.1.3 (d)', 'the policy asked for in both certificates', asked([P1], [one(P1)], [one(P1)])),
  good('one-of-several', 'RFC 5280 6.1.3 (d)', 'several policies, one of them through the whole path', asked([P1, P2], [one(P1, P3)], [one(P1)])),
  good('not-asked', 'RFC 5280 6.1.5 (g)', 'no policy is asked for, and none is common', plain([one(P1)], [one(P2)])),
  good('any-in-authority', 'RFC 5280 6.1.3 (d)(2)', 'anyPolicy in the authority', asked([P1], [one(ANY)], [one(P1)])),
  good('any-in-leaf', 'RFC 5280 6.1.3 (d)(2)', 'anyPolicy in the certificate', asked([P1], [one(P1)], [one(ANY)])),
  good('explicit-in-time', 'RFC 5280 6.1.4 (h)', 'requireExplicitPolicy 2, and one policy on the whole path', plain([policyConstraints(2), one(P1)], [one(P1)], [one(P1)])),
  good('mapped', 'RFC 5280 6.1.4 (b)', 'a policy mapped to that of the certificate', asked([P1], [one(P1), mappings([[P1, P2]])], [one(P2)])),
  good('mapped-twice', 'RFC 5280 6.1.4 (b)', 'mapped by two authorities', asked([P1], [one(P1), mappings([[P1, P2]])], [one(P2), mappings([[P2, P3]])], [one(P3)])),
  good('any-mapped-through', 'RFC 5280 6.1.4 (b)(1)', 'anyPolicy, and a mapping from a policy it stands for', asked([P1], [one(ANY), mappings([[P1, P2]])], [one(P2)])),
  good('inhibit-mapping-later', 'RFC 5280 6.1.4 (i)', 'inhibitPolicyMapping 1, and a mapping in the next authority', asked([P1], [one(P1), policyConstraints(undefined, 1)], [one(P1), mappings([[P1, P2]])], [one(P2)])),
  good('inhibit-any-later', 'RFC 5280 6.1.4 (j)', 'inhibitAnyPolicy 1, and anyPolicy in the next authority', asked([P1], [one(P1), inhibitAny(1)], [one(ANY)], [one(P1)])),
  good('qualifier-known', 'RFC 5280 4.2.1.4', 'a critical policy with a known qualifier', plain([qualified('1.3.6.1.5.5.7.2.1', ia5('https://a.example/'), true)], [one(P1)])),
  good('qualifier-unknown-not-critical', 'RFC 5280 4.2.1.4', 'an unknown qualifier in an extension that is not critical', plain([qualified('1.3.6.1.4.1.55738.999.3', utf8('?'), false)], [one(P1)])),
  good('constraints-not-critical', 'RFC 5280 4.2.1.11', 'policyConstraints that are not critical, and are kept', plain([one(P1), policyConstraints(0, undefined, false)], [one(P1)])),
];

// biome-ignore format: a table, one case a row
const BAD: readonly Case[] = [
  bad('other-policy', 'asserted', 'RFC 5280 6.1.5 (g)', NONE, 'another policy than the one asked for', asked([P2], [one(P1)], [one(P1)]), forged),
  bad('none-in-leaf', 'asserted', 'RFC 5280 6.1.3 (e)', NONE, 'the certificate has no policy', asked([P1], [one(P1)], []), forged),
  bad('none-in-authority', 'asserted', 'RFC 5280 6.1.3 (e)', NONE, 'the authority has no policy', asked([P1], [], [one(P1)]), forged),
  bad('changes-underway', 'asserted', 'RFC 5280 6.1.3 (d)', NONE, 'one policy in the authority, another in the certificate', asked([P1], [one(P2)], [one(P1)]), forged),
  bad('none-common', 'one-of-several', 'RFC 5280 6.1.5 (g)', NONE, 'of two policies asked for, each in one of the certificates', asked([P1, P2], [one(P1)], [one(P2)]), forged),
  bad('explicit-by-caller', 'not-asked', 'RFC 5280 6.1.1 (e)', NONE, 'the caller asks for any policy, and none is common', path(chain([one(P1)], [one(P2)]), { requireExplicitPolicy: true }), forged),
  bad('explicit-at-once', 'explicit-in-time', 'RFC 5280 6.1.4 (h)', NONE, 'requireExplicitPolicy 0, and no policy in the certificate', plain([policyConstraints(0), one(P1)], []), forged),
  bad('explicit-two-broken', 'explicit-in-time', 'RFC 5280 6.1.4 (h)', NONE, 'requireExplicitPolicy 1, and no policy in the last certificate', plain([policyConstraints(1), one(P1)], [one(P1)], []), forged),
  bad('explicit-stricter-below', 'explicit-in-time', 'RFC 5280 6.1.4 (i)', NONE, 'a lower authority makes requireExplicitPolicy stricter', plain([policyConstraints(5), one(P1)], [policyConstraints(0), one(P1)], []), forged),
  bad('explicit-not-loosened', 'explicit-in-time', 'RFC 5280 6.1.4 (i)', NONE, 'a lower authority cannot loosen requireExplicitPolicy', plain([policyConstraints(0), one(P1)], [policyConstraints(9), one(P1)], []), forged),
  bad('explicit-in-leaf', 'not-asked', 'RFC 5280 6.1.5 (b)', NONE, 'the certificate itself says requireExplicitPolicy 0', plain([one(P1)], [policyConstraints(0), one(P2)])),
  bad('mapping-unmapped', 'mapped', 'RFC 5280 6.1.4 (b)', NONE, 'the policy was mapped away, and the certificate still has it', asked([P1], [one(P1), mappings([[P1, P2]])], [one(P1)]), forged),
  bad('mapping-asked-for-mapped', 'mapped', 'RFC 5280 6.1.5 (g)', NONE, "the policy of the certificate is asked for, which is not the caller's", asked([P2], [one(P1), mappings([[P1, P2]])], [one(P2)]), forged),
  bad('mapping-inhibited', 'inhibit-mapping-later', 'RFC 5280 6.1.4 (b)(2)', NONE, 'inhibitPolicyMapping 0, and a mapping in the next authority', asked([P1], [one(P1), policyConstraints(undefined, 0)], [one(P1), mappings([[P1, P2]])], [one(P2)]), forged),
  bad('mapping-inhibited-by-caller', 'mapped', 'RFC 5280 6.1.1 (f)', NONE, 'the caller takes no mappings', path(chain([one(P1), mappings([[P1, P2]])], [one(P2)]), wants([P1], { inhibitPolicyMapping: true })), forged),
  bad('mapping-to-any', 'mapped', 'RFC 5280 6.1.4 (a)', 'path.policy any-policy-mapped', 'a policy mapped to anyPolicy', asked([P1], [one(P1), mappings([[P1, ANY]])], [one(P2)]), forged),
  bad('mapping-from-any', 'mapped', 'RFC 5280 6.1.4 (a)', 'path.policy any-policy-mapped', 'anyPolicy mapped to a policy', asked([P1], [one(ANY), mappings([[ANY, P2]])], [one(P2)]), forged),
  bad('mapping-second-breaks', 'mapped-twice', 'RFC 5280 6.1.4 (b)', NONE, 'the second authority maps another policy', asked([P1], [one(P1), mappings([[P1, P2]])], [one(P2), mappings([[P1, P3]])], [one(P3)]), forged),
  bad('any-inhibited', 'inhibit-any-later', 'RFC 5280 6.1.3 (d)(2)', NONE, 'inhibitAnyPolicy 0, and anyPolicy in the next authority', asked([P1], [one(P1), inhibitAny(0)], [one(ANY)], [one(P1)]), forged),
  bad('any-inhibited-leaf', 'any-in-leaf', 'RFC 5280 6.1.3 (d)(2)', NONE, 'inhibitAnyPolicy 0, and anyPolicy in the certificate', asked([P1], [one(P1), inhibitAny(0)], [one(ANY)]), forged),
  bad('any-inhibited-by-caller', 'any-in-authority', 'RFC 5280 6.1.1 (g)', NONE, 'the caller does not take anyPolicy', path(chain([one(ANY)], [one(P1)]), wants([P1], { inhibitAnyPolicy: true })), forged),
  bad('qualifier-unknown-critical', 'qualifier-known', 'RFC 5280 4.2.1.4', 'path.policy unknown-qualifier', 'a critical policy with an unknown qualifier', plain([qualified('1.3.6.1.4.1.55738.999.3', utf8('?'), true)], [one(P1)])),
  bad('constraints-unread', 'constraints-not-critical', 'RFC 5280 4.2.1.11', 'path.policy constraint-unread', 'policyConstraints that are not critical, of an authority without policies', plain([policyConstraints(0, undefined, false)], [one(P1)]), { severity: 'strict' }),
  bad('constraints-empty', 'explicit-in-time', 'RFC 5280 4.2.1.11', FORM, 'policyConstraints without a constraint, in the certificate itself', plain([one(P1)], [ext(EXT.policyConstraints, seq(), true)])),
  bad('policy-twice', 'asserted', 'RFC 5280 4.2.1.4', FORM, 'the same policy twice', asked([P1], [one(P1)], [one(P1, P1)])),
  bad('policies-empty', 'not-asked', 'RFC 5280 4.2.1.4', FORM, 'certificatePolicies without a policy', plain([one(P1)], [one()])),
  bad('mappings-empty', 'mapped', 'RFC 5280 4.2.1.5', 'path.issuer unknown', 'policyMappings without a mapping: the authority cannot be read', asked([P1], [one(P1), mappings([])], [one(P1)])),
];

/** Certificate policies: RFC 5280 section 6.1 with the graph of RFC 9618. */
export const POLICY_CASES: readonly Case[] = [...GOOD, ...BAD];
