import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { recordedOf, SIGNED_INFO, signDocument, signerAuthority } from '../testing/index.ts';
import { isSignedInfo } from './signed-info.ts';

const GOOD = fromUtf8(SIGNED_INFO);
const is = (text: string) => isSignedInfo(toUtf8(text));
const METHOD = '<ds:SignatureMethod Algorithm=';

test('a SignedInfo as it is canonical is one, with any prefix, and so is what the parser of XML makes', () => {
  assert.ok(is(GOOD));
  assert.ok(is(GOOD.replaceAll('ds:', 'x:').replace('xmlns:ds', 'xmlns:x')));
  assert.ok(is(GOOD.replaceAll('ds:', '').replace('xmlns:ds', 'xmlns')));
  assert.ok(is(GOOD.replace('xmlns:ds="', 'xmlns="urn:a" xmlns:a="urn:b" xmlns:ds="')));
  assert.ok(is(GOOD.replace('URI=""', 'Id="a" URI="#b&amp;&lt;&quot;&#x9;&#xA;&#xD;>"')));
  assert.ok(is(GOOD.replace('47DEQ', '&amp;&lt;&gt;&#xD;\t\n"漢')));
  assert.ok(is(GOOD.replace(METHOD, `<ds:SignatureMethod xmlns:z="urn:z" Algorithm=`)));
  const [signature] = recordedOf(
    'xades',
    signDocument(signerAuthority(), 'xades', 'Pay 100 yen.'),
  ).signatures;
  assert.ok(signature && 'octets' in signature.signed && isSignedInfo(signature.signed.octets));
});

const BAD: Readonly<Record<string, string>> = {
  nothing: '',
  'another element': GOOD.replaceAll('ds:SignedInfo', 'ds:Object'),
  'of another namespace': GOOD.replace('xmlns:ds="http', 'xmlns:ds="urn'),
  'of no namespace': GOOD.replace(/ xmlns:ds="[^"]*"/, ''),
  'something before it': ` ${GOOD}`,
  'a mark of the order of octets before it': `\ufeff${GOOD}`,
  'something behind it': `${GOOD}<a></a>`,
  'a declaration': `<?xml version="1.0"?>${GOOD}`,
  'a document type': `<!DOCTYPE a>${GOOD}`,
  'an element that is not closed': GOOD.replace('</ds:Transforms>', ''),
  'elements that cross': GOOD.replace('</ds:Transform></ds:Transforms>', '</ds:Transforms></ds:Transform>'),
  'an empty tag': GOOD.replace('></ds:CanonicalizationMethod>', '/>'),
  'a comment': GOOD.replace('<ds:Reference', '<!-- --><ds:Reference'),
  'an instruction': GOOD.replace('<ds:Reference', '<?a?><ds:Reference'),
  'a CDATA section': GOOD.replace('47DEQ', '<![CDATA[4]]>'),
  'single quotes': GOOD.replace('URI=""', "URI=''"),
  'two spaces': GOOD.replace(' URI', '  URI'),
  'a space before the end of a tag': GOOD.replace('URI=""', 'URI="" '),
  'an entity that need not be': GOOD.replace('47DEQ', '&#52;7DEQ'),
  'a carriage return': GOOD.replace('\n', '\r\n'),
  'a greater-than sign in text': GOOD.replace('47DEQ', '>'),
  'a tab in a value': GOOD.replace('URI=""', 'URI="\t"'),
  'a control character': GOOD.replace('47DEQ', '\u0001'),
  'attributes out of order': GOOD.replace('URI=""', 'URI="" Id="a"'),
  'an attribute twice': GOOD.replace('URI=""', 'URI="" URI=""'),
  'an attribute before a namespace': GOOD.replace(METHOD, '<ds:SignatureMethod A="" xmlns:z="urn:z" B='),
  'namespaces out of order': GOOD.replace('xmlns:ds', 'xmlns:z="urn:z" xmlns:ds'),
  'a namespace that is in force already': GOOD.replace(
    '<ds:Reference',
    '<ds:Reference xmlns:ds="http://www.w3.org/2000/09/xmldsig#"',
  ),
  'text between the children': GOOD.replace('\n<ds:Reference', 'pay<ds:Reference'),
  'no reference': GOOD.replace(/<ds:Reference.*<\/ds:Reference>/, ''),
  'no method': GOOD.replace(/<ds:SignatureMethod.*<\/ds:SignatureMethod>/, ''),
  'something else behind the references': GOOD.replace(
    '\n</ds:SignedInfo>',
    '<ds:Object></ds:Object></ds:SignedInfo>',
  ),
  'depth without end': `${GOOD.replace('47DEQ', '<a>'.repeat(5000))}`,
};

for (const [name, text] of Object.entries(BAD)) {
  test(`no canonical SignedInfo: ${name}`, () => {
    assert.notEqual(text, GOOD);
    assert.equal(is(text), false);
  });
}

test('octets that are no UTF-8 are none', () => {
  assert.equal(isSignedInfo(Uint8Array.of(0x3c, 0xff)), false);
});
