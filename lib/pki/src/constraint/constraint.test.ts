import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DER, derOid, derSequence, derValue, fromHex, toUtf8 } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { NAME_CONSTRAINTS, SUBJECT_ALT_NAME } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { parseName } from '../name.ts';
import { OID } from '../oid.ts';
import { costOf } from '../testing/cost.ts';
import { createHierarchy } from '../testing/hierarchy.ts';
import {
  applyNameConstraints,
  initialNameConstraints,
  type NameConstraintsState,
  narrowed,
} from './index.ts';

const base = parseCertificate(createHierarchy().leaf);

const directory = (...parts: [string, string, number?][]): GeneralName => ({
  kind: 'directoryName',
  name: parseName(
    derSequence(
      ...parts.map(([oid, text, tag = DER.utf8String]) =>
        derValue(DER.set, derSequence(derOid(oid), derValue(tag, toUtf8(text)))),
      ),
    ),
  ),
});
const nameOf = (name: GeneralName) => (name.kind === 'directoryName' ? name.name : parseName(derSequence()));
const dns = (text: string): GeneralName => ({ kind: 'dNSName', text });
const mail = (text: string): GeneralName => ({ kind: 'rfc822Name', text });
const uri = (text: string): GeneralName => ({ kind: 'uniformResourceIdentifier', text });
const ip = (hex: string): GeneralName => ({ kind: 'iPAddress', bytes: fromHex(hex) });
const other = (type: string): GeneralName => ({ kind: 'otherName', type, value: derValue(DER.null) });

const ORG: [string, string] = [OID.organization, 'Kazasu'];
const EMPTY = directory();

/** A certificate of these names and constraints; everything else is the card's. */
function certificate(options: {
  subject?: GeneralName;
  issuer?: GeneralName;
  names?: readonly GeneralName[];
  permitted?: readonly GeneralName[];
  excluded?: readonly GeneralName[];
}): Certificate {
  const { subject = EMPTY, issuer = directory(ORG), names, permitted, excluded } = options;
  const extension = (oid: string, decoded: unknown) =>
    [oid, { oid, critical: true, bytes: new Uint8Array(), decoded }] as const;
  const extensions = new Map([
    ...(names ? [extension(SUBJECT_ALT_NAME.oid, names)] : []),
    ...(permitted || excluded ? [extension(NAME_CONSTRAINTS.oid, { permitted, excluded })] : []),
  ]);
  return { ...base, subject: nameOf(subject), issuer: nameOf(issuer), extensions };
}

const judge = (state: NameConstraintsState, one: Certificate, final = true) =>
  applyNameConstraints(state, one, { final }).fault?.reason ?? 'good';
const permits = (constraint: GeneralName, name: GeneralName) =>
  judge(initialNameConstraints([constraint]), certificate({ names: [name] }));
const excludes = (constraint: GeneralName, name: GeneralName) =>
  judge(initialNameConstraints(undefined, [constraint]), certificate({ names: [name] }));

/** Rows: constraint, name, verdict where the constraint permits, verdict where it excludes. */
type Row = readonly [GeneralName, GeneralName, string, string];
const INSIDE = ['good', 'excluded'] as const;
const OUTSIDE = ['not-permitted', 'good'] as const;
const BAD_NAME = ['malformed-name', 'malformed-name'] as const;
const BAD_CONSTRAINT = ['malformed-constraint', 'malformed-constraint'] as const;

function holds(rows: readonly Row[]): void {
  for (const [constraint, name, permitted, excluded] of rows) {
    const what = JSON.stringify([constraint, name]);
    assert.equal(permits(constraint, name), permitted, `permitted ${what}`);
    assert.equal(excludes(constraint, name), excluded, `excluded ${what}`);
  }
}

test('a DNS name lies in a domain if labels before the domain make it', () => {
  holds([
    [dns('example.com'), dns('example.com'), ...INSIDE],
    [dns('example.com'), dns('a.b.EXAMPLE.com'), ...INSIDE],
    [dns('Example.COM'), dns('www.example.com'), ...INSIDE],
    [dns('example.com'), dns('not-example.com'), ...OUTSIDE],
    [dns('example.com'), dns('com'), ...OUTSIDE],
    [dns('www.example.com'), dns('example.com'), ...OUTSIDE],
    [dns('example.com'), dns('example.com.evil.org'), ...OUTSIDE],
    [dns(''), dns('example.com'), ...INSIDE],
    [dns('xn--fiqs8s'), dns('a.XN--FIQS8S'), ...INSIDE],
    [dns('example.com'), dns('_sip.example.com'), ...INSIDE],
  ]);
});

test('a wildcard must lie inside with all it stands for, and is excluded for any of it', () => {
  holds([
    [dns('example.com'), dns('*.example.com'), ...INSIDE],
    [dns('com'), dns('*.example.com'), ...INSIDE],
    [dns('foo.example.com'), dns('*.example.com'), 'not-permitted', 'excluded'],
    [dns('a.foo.example.com'), dns('*.example.com'), ...OUTSIDE],
    [dns('example.com'), dns('a*.example.com'), ...BAD_NAME],
    [dns('example.com'), dns('*.*.example.com'), ...BAD_NAME],
    [dns('example.com'), dns('*'), ...BAD_NAME],
  ]);
});

test('what is no host name is refused where a constraint speaks of host names', () => {
  const names = [
    '.example.com',
    'example.com.',
    'a..example.com',
    '',
    ' ',
    '-a.example.com',
    'a b.example.com',
  ];
  holds(names.map((text) => [dns('example.com'), dns(text), ...BAD_NAME] as const));
  holds([[dns('example.com'), dns(`${'a'.repeat(64)}.example.com`), ...BAD_NAME]]);
  holds([[dns('example.com'), dns(`${'a.'.repeat(122)}example.com`), ...BAD_NAME]]);
  const constraints = ['.example.com', '*.example.com', 'example.com.', ' '];
  holds(constraints.map((text) => [dns(text), dns('www.example.com'), ...BAD_CONSTRAINT] as const));
});

test('a mailbox constraint is a mailbox, a host, or all hosts below a domain', () => {
  holds([
    [mail('root@example.com'), mail('root@EXAMPLE.com'), ...INSIDE],
    [mail('root@example.com'), mail('Root@example.com'), ...OUTSIDE],
    [mail('root@example.com'), mail('root@mail.example.com'), ...OUTSIDE],
    [mail('example.com'), mail('a.b@Example.com'), ...INSIDE],
    [mail('example.com'), mail('a@mail.example.com'), ...OUTSIDE],
    [mail('.example.com'), mail('a@mail.example.com'), ...INSIDE],
    [mail('.example.com'), mail('a@x.mail.example.com'), ...INSIDE],
    [mail('.example.com'), mail('a@example.com'), ...OUTSIDE],
    [mail('.example.com'), mail('a@badexample.com'), ...OUTSIDE],
    [mail(''), mail('a@example.com'), ...INSIDE],
    [mail('"root"@example.com'), mail('root@example.com'), ...INSIDE],
    [mail('root@example.com'), mail('"ro\\ot"@example.com'), ...INSIDE],
    [mail('example.com'), mail('"a@b"@example.com'), ...INSIDE],
    [mail('b'), mail('"a@b"@example.com'), ...OUTSIDE],
  ]);
});

test('what is no mailbox is refused where a constraint speaks of mailboxes', () => {
  const names = [
    'example.com',
    '@example.com',
    'a@b@example.com',
    'a@',
    'a..b@example.com',
    'a b@example.com',
    'a@[192.0.2.1]',
    'a@.example.com',
    '"a"b"@example.com',
    '',
  ];
  holds(names.map((text) => [mail('example.com'), mail(text), ...BAD_NAME] as const));
  const constraints = ['a@b@example.com', '@example.com', '..example.com', '.', 'a b'];
  holds(constraints.map((text) => [mail(text), mail('a@example.com'), ...BAD_CONSTRAINT] as const));
});

test('a URI is constrained by its host, which must be a fully qualified name', () => {
  holds([
    [uri('example.com'), uri('http://EXAMPLE.com:8080/a?b#c'), ...INSIDE],
    [uri('example.com'), uri('http://user:x@example.com'), ...INSIDE],
    [uri('example.com'), uri('http://www.example.com/'), ...OUTSIDE],
    [uri('.example.com'), uri('ldap://www.example.com/cn=a'), ...INSIDE],
    [uri('.example.com'), uri('http://a.b.example.com?x'), ...INSIDE],
    [uri('.example.com'), uri('http://example.com/'), ...OUTSIDE],
    [uri('example.com'), uri('http://evil.org/@example.com'), ...OUTSIDE],
    [uri('example.com'), uri('http://evil.org#@example.com'), ...OUTSIDE],
    [uri('example.com'), uri('http://example.com@evil.org/'), ...OUTSIDE],
    [uri(''), uri('http://example.com/'), ...INSIDE],
  ]);
  const names = [
    'urn:isbn:0',
    'mailto:a@example.com',
    'http:///path',
    '//example.com/',
    'example.com',
    'http://192.0.2.1/',
    'http://[2001:db8::1]/',
    'http://localhost/',
    'http://a@b@example.com/',
    'http://evil.org\\@example.com/',
    'http://example.com:80:90/',
    'http://exa%6dple.com/',
    'http://example.com./',
  ];
  holds(names.map((text) => [uri('example.com'), uri(text), ...BAD_NAME] as const));
  const constraints = ['*.example.com', '..example.com', 'http://example.com', 'example.com:80', '.'];
  holds(constraints.map((text) => [uri(text), uri('http://www.example.com'), ...BAD_CONSTRAINT] as const));
});

test('an address lies in a network, of its own family alone', () => {
  const v6 = (prefix: string) => prefix.padEnd(32, '0');
  holds([
    [ip('c0000200ffffff00'), ip('c0000201'), ...INSIDE],
    [ip('c0000200ffffff00'), ip('c0000301'), ...OUTSIDE],
    [ip('c0000200fffffe00'), ip('c0000301'), ...INSIDE],
    [ip('c0000299ffffff00'), ip('c0000201'), ...INSIDE],
    [ip('0000000000000000'), ip('c0000201'), ...INSIDE],
    [ip('c0000201ffffffff'), ip('c0000201'), ...INSIDE],
    [ip(v6('20010db8') + 'f'.repeat(8) + '0'.repeat(24)), ip(v6('20010db8ab')), ...INSIDE],
    [ip(v6('20010db8') + 'f'.repeat(8) + '0'.repeat(24)), ip(v6('20010db9')), ...OUTSIDE],
    [ip('0000000000000000'), ip(v6('20010db8')), ...OUTSIDE],
    [ip('c0000200ffffff00'), ip(v6('00000000000000000000ffffc0000201')), ...OUTSIDE],
    [ip('c0000200ffffff00'), ip('c0000200ffffff00'), ...BAD_NAME],
    [ip('c0000200ffffff00'), ip(''), ...BAD_NAME],
    [ip('c0000201'), ip('c0000201'), ...BAD_CONSTRAINT],
    [ip('c0000200ffff00ff'), ip('c0000201'), ...BAD_CONSTRAINT],
    [ip('c000020000ffffff'), ip('c0000201'), ...BAD_CONSTRAINT],
    [ip('c0000200fffffd00'), ip('c0000201'), ...BAD_CONSTRAINT],
    [ip('c00002fff0'), ip('c0000201'), ...BAD_CONSTRAINT],
    [ip(v6('20010db8')), ip(v6('20010db8')), ...BAD_CONSTRAINT],
  ]);
});

test('a directory name lies below the names that it begins with', () => {
  const unit = (text: string): [string, string] => [OID.organizationalUnit, text];
  holds([
    [directory(ORG), directory(ORG, unit('a')), ...INSIDE],
    [directory(ORG), directory(ORG), ...INSIDE],
    [directory([OID.organization, 'KAZASU', DER.printableString]), directory(ORG, unit('a')), ...INSIDE],
    [directory(ORG, unit('a')), directory(ORG), ...OUTSIDE],
    [directory(ORG, unit('a')), directory(ORG, unit('b'), unit('a')), ...OUTSIDE],
    [directory(unit('a')), directory(ORG, unit('a')), ...OUTSIDE],
    [directory(), directory(ORG), ...INSIDE],
  ]);
});

test('the subject counts as a directory name, unless it is empty', () => {
  const state = initialNameConstraints([directory(ORG)]);
  assert.equal(judge(state, certificate({ subject: directory(ORG, [OID.commonName, 'a']) })), 'good');
  assert.equal(judge(state, certificate({ subject: directory([OID.commonName, 'a']) })), 'not-permitted');
  const both = { subject: directory([OID.commonName, 'a']), names: [directory(ORG)] };
  assert.equal(judge(state, certificate(both)), 'not-permitted');
  assert.equal(judge(state, certificate({ names: [dns('example.com')] })), 'good');
});

test('a mailbox in the subject counts, whatever other names there are', () => {
  const state = initialNameConstraints([mail('example.com')]);
  const subject = (text: string, tag: number = DER.ia5String) => directory([OID.emailAddress, text, tag]);
  assert.equal(judge(state, certificate({ subject: subject('a@example.com') })), 'good');
  assert.equal(judge(state, certificate({ subject: subject('a@example.org') })), 'not-permitted');
  assert.equal(
    judge(state, certificate({ subject: subject('a@example.org', DER.utf8String) })),
    'not-permitted',
  );
  const names = [dns('example.com'), mail('a@example.com')];
  assert.equal(judge(state, certificate({ subject: subject('a@example.org'), names })), 'not-permitted');
  assert.equal(
    judge(state, certificate({ subject: subject('é@example.com', DER.teletexString) })),
    'malformed-name',
  );
});

test('a constraint of a form without a rule refuses every name of that form, and no other', () => {
  const x400: GeneralName = { kind: 'x400Address', encoded: fromHex('a300') };
  const edi: GeneralName = { kind: 'ediPartyName', encoded: fromHex('a500') };
  const registered: GeneralName = { kind: 'registeredID', id: '1.2.3' };
  for (const name of [x400, edi, registered, other('1.2.3')]) {
    holds([[name, name, 'unprocessed', 'unprocessed']]);
    holds([[name, dns('example.com'), 'good', 'good']]);
    holds([[dns('example.com'), name, 'good', 'good']]);
  }
  holds([[other('1.2.3'), other('1.2.4'), 'good', 'good']]);
});

test('an international mailbox is refused where a constraint speaks of mailboxes (RFC 9598)', () => {
  holds([[mail('example.com'), other(OID.smtpUtf8Mailbox), 'unprocessed', 'unprocessed']]);
  holds([[other(OID.smtpUtf8Mailbox), mail('a@example.com'), 'unprocessed', 'unprocessed']]);
  holds([[dns('example.com'), other(OID.smtpUtf8Mailbox), 'good', 'good']]);
});

test('names of a form that no constraint speaks of are free', () => {
  assert.equal(permits(ip('c0000200ffffff00'), dns('..')), 'good');
  assert.equal(excludes(dns('example.com'), ip('c0')), 'good');
});

test('every name of a certificate is judged, and excluded goes before permitted', () => {
  const state = initialNameConstraints(
    [dns('example.com')],
    [dns('bad.example.com'), dns('worse.example.com')],
  );
  const names = (...texts: string[]) => judge(state, certificate({ names: texts.map(dns) }));
  assert.equal(names('a.example.com', 'b.example.com'), 'good');
  assert.equal(names('a.example.com', 'x.bad.example.com'), 'excluded');
  assert.equal(names('a.example.com', 'worse.example.com'), 'excluded');
  assert.equal(names('a.example.com', 'example.org'), 'not-permitted');
});

test('permitted subtrees narrow from certificate to certificate, excluded ones add up', () => {
  const first = certificate({ permitted: [dns('a.com'), dns('b.com')], excluded: [dns('x.a.com')] });
  const second = certificate({ permitted: [dns('b.com'), dns('c.com')], excluded: [dns('x.b.com')] });
  let state = initialNameConstraints();
  for (const one of [first, second]) ({ state } = applyNameConstraints(state, one, { final: false }));
  const name = (text: string) => judge(state, certificate({ names: [dns(text)] }));
  assert.equal(name('b.com'), 'good');
  for (const text of ['a.com', 'c.com']) assert.equal(name(text), 'not-permitted');
  for (const text of ['x.a.com', 'x.b.com']) assert.equal(name(text), 'excluded');
});

test('permitted subtrees of different forms do not narrow each other', () => {
  const state = narrowed(initialNameConstraints([dns('a.com')]), certificate({ permitted: [mail('b.com')] }));
  assert.equal(judge(state, certificate({ names: [dns('a.com'), mail('x@b.com')] })), 'good');
  assert.equal(judge(state, certificate({ names: [dns('a.com'), mail('x@a.com')] })), 'not-permitted');
});

test("a certificate's own constraints bind those below it, not itself", () => {
  const own = certificate({ names: [dns('b.com')], permitted: [dns('a.com')] });
  const { state, fault } = applyNameConstraints(initialNameConstraints(), own, { final: false });
  assert.equal(fault, undefined);
  assert.equal(judge(state, own), 'not-permitted');
});

test('a self-issued certificate is judged only at the end of the path, and its constraints hold all the same', () => {
  const subject = directory(ORG);
  const rollover = certificate({
    subject,
    issuer: subject,
    names: [dns('b.com')],
    permitted: [dns('c.com')],
  });
  const state = initialNameConstraints([dns('a.com')]);
  assert.equal(judge(state, rollover, false), 'good');
  assert.equal(judge(state, rollover, true), 'not-permitted');
  const below = applyNameConstraints(state, rollover, { final: false }).state;
  assert.equal(judge(below, certificate({ names: [dns('a.com')] })), 'not-permitted');
});

test('more comparisons than honest paths need end in a refusal, over the path as a whole, and at once', () => {
  const many = (count: number, text: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => dns(text(i)));
  const label = 'a'.repeat(50);
  const excluded = many(1024, (i) => `${label}${i}.example.org`);
  const names = many(240, (i) => `${i}${label}.example.org`);
  const one = certificate({ names });
  const crowd = certificate({ names: many(4096, (i) => `a${i}.com`) });
  const cost = costOf(() => {
    const start = initialNameConstraints(undefined, excluded);
    const first = applyNameConstraints(start, one, { final: false });
    assert.equal(first.fault, undefined);
    assert.equal(judge(first.state, one), 'budget');
    assert.equal(judge(start, crowd), 'budget');
  });
  assert.ok(cost < 100);
});

test('the fault names the form and never the name', () => {
  const state = initialNameConstraints([mail('example.com')]);
  const { fault } = applyNameConstraints(state, certificate({ names: [mail('hanako@example.org')] }), {
    final: true,
  });
  assert.deepEqual(fault, { reason: 'not-permitted', form: 'rfc822Name' });
});
