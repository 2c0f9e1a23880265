import { derNull } from '@kazasu/bytes';
import {
  alternativeNames,
  directory,
  dns,
  type Ext,
  ip,
  type MakeOrder,
  mailbox,
  makeAuthority,
  makeLeaf,
  makeRoot,
  nameConstraints,
  nameOf,
  newKey,
  otherName,
  setOf,
  uri,
} from '@kazasu/pki/testing/maker';
import { type Case, invalid, valid } from './case.ts';

const CITATION = '4.2.1.10';
const names = (...list: readonly Uint8Array[]) => ({ set: setOf(alternativeNames(list)) });
const permit = (...list: readonly Uint8Array[]) => nameConstraints({ permitted: list });
const exclude = (...list: readonly Uint8Array[]) => nameConstraints({ excluded: list });
const V6 = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] as const;
const ALL_ONES = Array.from({ length: 16 }, () => 0xff);
const PRIVATE = '1.3.6.1.4.1.55738.666.3';

/** Constraints in the anchor. */
function anchored(constraint: Ext, leaf: MakeOrder) {
  const anchor = makeRoot({ set: setOf(constraint) });
  return { anchors: [anchor], leaf: makeLeaf(anchor, leaf) };
}

/** Constraints in authorities, one under the other. */
function chained(leaf: MakeOrder, ...authorities: readonly MakeOrder[]) {
  const root = makeRoot();
  const via = [root];
  for (const [i, order] of authorities.entries()) {
    via.push(makeAuthority(via[i] ?? root, { name: `Sub ${i}`, ...order }));
  }
  return { anchors: [root], via: via.slice(1), leaf: makeLeaf(via[via.length - 1] ?? root, leaf) };
}
const through = (constraint: Ext, ...list: readonly Uint8Array[]) =>
  chained(names(...list), { set: setOf(constraint) });

function selfIssued(leafName: string) {
  const anchor = makeRoot({ set: setOf(permit(dns('example.com'))) });
  const middle = makeAuthority(anchor, { name: 'Root', ...names(dns('not-example.com')) });
  return { anchors: [anchor], via: [middle], leaf: makeLeaf(middle, names(dns(leafName))) };
}

function selfIssuedLeaf() {
  const anchor = makeRoot({ set: setOf(permit(dns('example.com'))) });
  const sub = makeAuthority(anchor, { name: 'Same' });
  return {
    anchors: [anchor],
    via: [sub],
    leaf: makeLeaf(sub, { name: 'Same', ...names(dns('not-example.com')) }),
  };
}

/** Two certificates of one authority: the way through the first is forbidden, that through the second is open. */
function detour(trusted: boolean) {
  const [one, two] = [makeRoot({ name: 'One' }), makeRoot({ name: 'Two' })];
  const constrained = makeAuthority(one, {
    name: 'Strict',
    set: setOf(exclude(dns('forbidden.example.com'))),
  });
  const key = newKey();
  const barred = makeAuthority(constrained, { name: 'B', key, ...names(dns('forbidden.example.com')) });
  const open = makeAuthority(trusted ? two : constrained, { name: 'B', key });
  return {
    anchors: trusted ? [one, two] : [one],
    via: [constrained, barred, open],
    leaf: makeLeaf(barred, names(dns('permitted.example.com'))),
  };
}

const FOO = { name: 'foo', ...names(directory(nameOf('foo'))) };

export const NAME_CASES: readonly Case[] = [
  invalid(
    'nc/permitted-dns-mismatch',
    CITATION,
    anchored(permit(dns('example.com')), names(dns('not-example.com'))),
  ),
  valid('nc/permitted-dns-match', CITATION, anchored(permit(dns('example.com')), names(dns('example.com')))),
  valid(
    'nc/permitted-dns-more-labels',
    CITATION,
    anchored(permit(dns('example.com')), names(dns('foo.bar.example.com'))),
  ),
  invalid('nc/excluded-dns-match', CITATION, through(exclude(dns('example.com')), dns('example.com'))),
  invalid(
    'nc/excluded-dns-second',
    CITATION,
    anchored(exclude(dns('no.example.com')), names(dns('example.com'), dns('no.example.com'))),
  ),
  invalid(
    'nc/not-critical',
    CITATION,
    anchored(nameConstraints({ permitted: [dns('example.com')] }, false), names(dns('example.com'))),
  ),
  invalid(
    'nc/permitted-ipv4-mismatch',
    CITATION,
    anchored(permit(ip(192, 0, 2, 0, 255, 255, 255, 0)), names(ip(192, 0, 3, 1))),
  ),
  valid(
    'nc/permitted-ipv4-match',
    CITATION,
    anchored(permit(ip(192, 0, 2, 0, 255, 255, 255, 0)), names(ip(192, 0, 2, 1))),
  ),
  invalid(
    'nc/excluded-ipv4-match',
    CITATION,
    anchored(exclude(ip(192, 0, 2, 0, 255, 255, 255, 0)), names(ip(192, 0, 2, 1))),
  ),
  valid('nc/permitted-ipv6-match', CITATION, anchored(permit(ip(...V6, ...ALL_ONES)), names(ip(...V6)))),
  invalid('nc/excluded-ipv6-match', CITATION, anchored(exclude(ip(...V6, ...ALL_ONES)), names(ip(...V6)))),
  invalid(
    'nc/permitted-dn-mismatch',
    CITATION,
    anchored(permit(directory(nameOf('foo'))), { name: 'not-foo' }),
  ),
  valid('nc/permitted-dn-match', CITATION, anchored(permit(directory(nameOf('foo'))), FOO)),
  invalid(
    'nc/permitted-dn-subject-mismatch',
    CITATION,
    anchored(permit(directory(nameOf('foo'))), { ...FOO, name: 'not-foo' }),
  ),
  invalid('nc/excluded-dn-match', CITATION, anchored(exclude(directory(nameOf('foo'))), FOO)),
  invalid(
    'nc/excluded-dn-subject-only',
    CITATION,
    anchored(exclude(directory(nameOf('foo'))), { name: 'foo', ...names(directory(nameOf('not-foo'))) }),
  ),
  valid('nc/self-issued-authority-exempt', '6.1.3 (b)', selfIssued('example.com')),
  invalid('nc/self-issued-leaf-not-exempt', '6.1.3 (b)', selfIssuedLeaf()),
  invalid(
    'nc/permitted-and-excluded',
    CITATION,
    anchored(
      nameConstraints({ permitted: [dns('example.com')], excluded: [dns('example.com')] }),
      names(dns('example.com')),
    ),
  ),
  valid(
    'nc/permitted-other-form',
    CITATION,
    anchored(permit(ip(192, 0, 2, 0, 255, 255, 255, 0)), names(dns('example.com'))),
  ),
  valid(
    'nc/excluded-other-form',
    CITATION,
    anchored(exclude(ip(192, 0, 2, 0, 255, 255, 255, 0)), names(dns('example.com'))),
  ),
  invalid(
    'nc/malformed-dns-wildcard',
    CITATION,
    anchored(permit(dns('*.example.com')), names(dns('foo.example.com'))),
  ),
  invalid(
    'nc/malformed-dns-leading-period',
    CITATION,
    anchored(permit(dns('.example.com')), names(dns('foo.example.com'))),
  ),
  invalid('nc/malformed-ipv4', CITATION, anchored(permit(ip(127, 0, 0, 1)), names(ip(127, 0, 0, 1)))),
  invalid('nc/malformed-ipv6', CITATION, anchored(permit(ip(...V6)), names(ip(...V6)))),
  invalid(
    'nc/malformed-mailbox',
    CITATION,
    anchored(permit(mailbox('a@b@example.com')), names(mailbox('a@example.com'))),
  ),
  invalid(
    'nc/in-leaf-not-critical',
    CITATION,
    chained({ set: setOf(nameConstraints({ permitted: [dns('example.com')] }, false)) }),
  ),
  invalid('nc/in-leaf-critical', CITATION, chained({ set: setOf(permit(dns('example.com'))) })),
  invalid(
    'nc/authority-name-barred',
    CITATION,
    chained(
      names(dns('permitted.example.com')),
      {
        set: setOf(
          nameConstraints({
            permitted: [dns('permitted.example.com')],
            excluded: [dns('forbidden.example.com')],
          }),
        ),
      },
      names(dns('forbidden.example.com')),
    ),
  ),
  invalid(
    'nc/narrowed-below',
    CITATION,
    chained(
      names(dns('foo.example.com')),
      { set: setOf(permit(dns('foo.example.com'), dns('bar.example.com'))) },
      { set: setOf(permit(dns('bar.example.com'))) },
    ),
  ),
  invalid(
    'nc/not-widened-below',
    CITATION,
    chained(
      names(dns('foo.example.com')),
      { set: setOf(permit(dns('bar.example.com'))) },
      { set: setOf(permit(dns('foo.example.com'), dns('bar.example.com'))) },
    ),
  ),
  invalid(
    'nc/malformed-dns-name',
    CITATION,
    through(permit(dns('example.com')), dns('.example.com'), dns('foo.example.com')),
  ),
  invalid(
    'nc/malformed-ip-name',
    CITATION,
    through(permit(ip(192, 0, 2, 0, 255, 255, 255, 0)), ip(192, 0, 2, 0, 255, 255, 255, 0), ip(192, 0, 2, 1)),
  ),
  invalid(
    'nc/malformed-mailbox-name',
    CITATION,
    through(permit(mailbox('example.com')), mailbox('good@example.com'), mailbox('a@b@example.com')),
  ),
  valid(
    'nc/mailbox-exact',
    CITATION,
    through(permit(mailbox('foo@example.com')), mailbox('foo@example.com')),
  ),
  valid('nc/mailbox-host', CITATION, through(permit(mailbox('example.com')), mailbox('foo@example.com'))),
  invalid(
    'nc/mailbox-other-host',
    CITATION,
    through(permit(mailbox('example.com')), mailbox('foo@sub.example.com')),
  ),
  valid(
    'nc/mailbox-domain',
    CITATION,
    through(permit(mailbox('.example.com')), mailbox('foo@sub.example.com')),
  ),
  valid('nc/uri-host', CITATION, through(permit(uri('example.com')), uri('http://example.com/x'))),
  invalid(
    'nc/uri-excluded',
    CITATION,
    through(exclude(uri('.example.com')), uri('http://www.example.com/x')),
  ),
  invalid(
    'nc/other-name-excluded',
    CITATION,
    through(exclude(otherName(PRIVATE, derNull())), dns('example.com'), otherName(PRIVATE, derNull())),
  ),
  valid(
    'nc/other-name-not-there',
    CITATION,
    through(exclude(otherName(PRIVATE, derNull())), dns('example.com')),
  ),
  valid('nc/detour-under-one-anchor', '6.1', detour(false)),
  valid('nc/detour-to-another-anchor', '6.1', detour(true)),
  invalid(
    'nc/wildcard-touches-excluded',
    CITATION,
    through(exclude(dns('bar.example.com')), dns('*.example.com')),
  ),
  invalid(
    'nc/wildcard-wider-than-permitted',
    CITATION,
    through(permit(dns('foo.example.com')), dns('*.example.com')),
  ),
];
