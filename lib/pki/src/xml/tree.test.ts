import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, toUtf8 } from '@kazasu/bytes';
import { XML_LIMITS } from './limits.ts';
import { surveyXml } from './survey.ts';
import { openXml } from './tree.ts';

const read = (xml: string | Uint8Array, limits = XML_LIMITS) => {
  const bytes = typeof xml === 'string' ? toUtf8(xml) : xml;
  openXml(bytes, limits).close();
};

const REFUSED: readonly (readonly [string, string | Uint8Array, string])[] = [
  ['nothing at all', '', 'pki/xml'],
  ['text', 'text', 'pki/xml'],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x72, 0, 0x2f, 0, 0x3e, 0), 'pki/xml'],
  ['UTF-16 by its declaration', '<?xml version="1.0" encoding="UTF-16"?><r/>', 'pki/xml'],
  ['Shift_JIS by its declaration', '<?xml version="1.0" encoding="Shift_JIS"?><r/>', 'pki/xml'],
  ['ISO-8859-1 by its declaration', '<?xml version="1.0" encoding="ISO-8859-1"?><r/>', 'pki/xml'],
  ['XML 1.1', '<?xml version="1.1"?><r/>', 'pki/xml'],
  ['a version that does not exist', '<?xml version="1.5"?><r/>', 'pki/xml'],
  ['a declaration with something else in it', '<?xml version="1.0" other="x"?><r/>', 'pki/xml'],
  ['octets that are no UTF-8', Uint8Array.of(0x3c, 0x72, 0x3e, 0xff, 0x3c, 0x2f, 0x72, 0x3e), 'pki/xml'],
  ['a document type', '<!DOCTYPE r><r/>', 'pki/xml-doctype'],
  ['a document type after a comment', '<!-- --><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', 'pki/xml-doctype'],
  ['a document type within', '<r><!DOCTYPE r></r>', 'pki/xml-doctype'],
  ['a declaration of an entity', '<!ENTITY a "b"><r/>', 'pki/xml-doctype'],
  ['a comment that never ends', '<r><!-- </r>', 'pki/xml'],
  ['an instruction that never ends', '<?a <r/>', 'pki/xml'],
  ['a tag that never ends', '<r a="1"', 'pki/xml'],
  ['a value that never ends', '<r a="1/>', 'pki/xml'],
  ['an entity that nobody declared', '<r>&a;</r>', 'pki/xml'],
  ['the same attribute twice', '<r a="1" a="2"/>', 'pki/xml'],
  [
    'the same attribute twice by its namespace',
    '<r xmlns:a="u:x" xmlns:b="u:x" a:x="1" b:x="2"/>',
    'pki/xml',
  ],
  ['a prefix that is not declared', '<a:r/>', 'pki/xml'],
  ['a prefix of an attribute that is not declared', '<r a:b="1"/>', 'pki/xml'],
  ['xml bound to another namespace', '<r xmlns:xml="urn:x"/>', 'pki/xml'],
  ['a name with two colons', '<a:b:c xmlns:a="urn:x"/>', 'pki/xml'],
  ['two root elements', '<r/><s/>', 'pki/xml'],
  ['text behind the root element', '<r/>text', 'pki/xml'],
  ['a control character', '<r>\u0001</r>', 'pki/xml'],
  ['a control character as a reference', '<r>&#1;</r>', 'pki/xml'],
  ['half a surrogate pair', '<r>&#xD800;</r>', 'pki/xml'],
  ['the octet zero', '<r>\u0000</r>', 'pki/xml'],
  ['elements nested too deep', `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`, 'pki/budget'],
];

for (const [what, xml, code] of REFUSED) {
  test(`${what} is refused by name`, () => assert.throws(() => read(xml), { name: 'PkiError', code }));
}

test('what honest documents have is read', () => {
  read('\uFEFF<?xml version="1.0"?><r/>');
  read("<?xml  version = '1.0'  encoding='utf-8' standalone='no' ?>\n<!-- < ! --><?pi <!DOCTYPE ?><r/>");
  read('<r><![CDATA[<!DOCTYPE a>]]>&lt;!DOCTYPE&gt;</r>');
  read(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`);
});

test('a document beyond its length is not looked at', () => {
  const xml = concat(toUtf8('<r>'), new Uint8Array(100).fill(0x20), toUtf8('</r>'));
  assert.throws(() => read(xml, { ...XML_LIMITS, bytes: 106 }), { code: 'pki/budget' });
  read(xml, { ...XML_LIMITS, bytes: 107 });
});

test('elements and attributes are counted before anything is built of them', () => {
  const xml = `<r a="1" b='2'>${'<a/>'.repeat(7)}</r>`;
  assert.equal(surveyXml(toUtf8(xml)).nodes, 10);
  assert.throws(() => read(xml, { ...XML_LIMITS, nodes: 9 }), { code: 'pki/budget' });
});

test('namespaces and attributes that would make canonicalising slow are refused, few in many elements are not', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `xmlns:n${i}="u:n"`).join(' ');
  const attributes = (count: number) => Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ');
  assert.throws(() => read(`<r ${names(64)}>${'<a/>'.repeat(20_000)}</r>`), { code: 'pki/budget' });
  assert.throws(() => read(`<r ${attributes(3000)}/>`), { code: 'pki/budget' });
  read(`<r ${names(20)} ${attributes(50)}>${'<a/>'.repeat(2000)}</r>`);
});

test('identifiers are found under every name that a vocabulary gives them', () => {
  const tree = openXml(
    toUtf8('<r Id="a"><s ID="b"/><t id="c"/><u xmlns:w="urn:w" w:Id="d"/><v Id="c"/><x identity="e"/></r>'),
  );
  assert.deepEqual([...tree.identifiers.keys()], ['a', 'b', 'c', 'd']);
  assert.equal(tree.identifiers.get('c'), 'several');
  tree.close();
});
