import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { concat, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { XmlElement, type XmlNode } from 'libxml2-wasm';
import {
  CANONICALISATIONS,
  type Canonicalisation,
  canonicalElement,
  canonicalRoot,
  canonicalTree,
  withoutElement,
} from './canonical.ts';
import { openXml, type XmlTree } from './tree.ts';

const PEER = spawnSync('xmllint', ['--version']);
const required = (process.env.KAZASU_REQUIRE_PEERS ?? '') !== '';
if (PEER.error && required) throw new Error('xmllint was not found (apt-get install libxml2-utils)');
const skip = PEER.error ? 'xmllint was not found (apt-get install libxml2-utils)' : false;

const algorithm = (uri: string): Canonicalisation => {
  const found = CANONICALISATIONS.get(uri);
  if (found === undefined) throw new Error(uri);
  return found;
};
const C14N = algorithm('http://www.w3.org/TR/2001/REC-xml-c14n-20010315');
const C14N_11 = algorithm('http://www.w3.org/2006/12/xml-c14n11');
const EXCLUSIVE = algorithm('http://www.w3.org/2001/10/xml-exc-c14n#');

function withTree<T>(xml: string, use: (tree: XmlTree) => T): T {
  const tree = openXml(toUtf8(xml));
  try {
    return use(tree);
  } finally {
    tree.close();
  }
}

const text = (octets: Uint8Array) => Buffer.from(octets).toString('utf8');

function elementOf(tree: XmlTree, name: string): XmlElement {
  const found = tree.document.find(`//*[local-name()='${name}']`)[0];
  if (!(found instanceof XmlElement)) throw new Error(name);
  return found;
}

const subset = (xml: string, name: string, how: Canonicalisation) =>
  withTree(xml, (tree) => text(canonicalElement(tree, elementOf(tree, name), how)));

/** Forms that canonicalisers get wrong: each is a rule of W3C Canonical XML section 2, 3 or 4. */
const FORMS: readonly (readonly [string, string])[] = [
  [
    'instructions and comments outside the root',
    '<?a   b  ?>\n<!-- 1 -->\n<doc>x<!-- 2 --></doc>\n\n<?c?>\n<!-- 3 -->\n',
  ],
  ['white space in content', '<doc>\n  <clean>   </clean>\n <mixed>\n A\n <c> </c>\n</mixed>\n</doc>'],
  [
    'empty elements, attributes in order, namespaces undeclared and declared again',
    '<doc><e1   /><e2   ></e2><e5 a:attr="out" b:attr="sorted" attr2="all" attr="I\'m" xmlns:b="http://www.ietf.org" xmlns:a="http://www.w3.org" xmlns="http://example.org"/><e6 xmlns="" xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns="" xmlns:a="http://www.w3.org"><e9 xmlns="" xmlns:a="http://www.ietf.org"/></e8></e7></e6></doc>',
  ],
  [
    'characters that are written as references, and CDATA',
    '<doc>\r\n<t>First&#x0d;&#10;Second</t>\r<v>&#x32;</v><c><![CDATA[v>"0" && v<"10"]]></c><c e=\'v>"0" &amp;&amp; v&lt;"1"\'/><n a=\' &apos; &#x20;&#13;&#xa;&#9; &apos; \'/>\t&#9;&gt;]]&gt;</doc>',
  ],
  [
    'prefixes and attributes in the order of code points, not of a language',
    '<r xmlns:z="urn:1" xmlns:a="urn:2" xmlns:B="urn:3" xmlns:b="urn:4" xmlns:é="urn:5" xmlns:_x="urn:6" z:q="1" a:q="2" B:q="3" b:q="4" é:q="5" _x:q="6" q="0" Q="7"><z:x/><é:y/></r>',
  ],
  [
    'characters beyond the first plane, ordered by code point and not by UTF-16',
    '<r b="\u{1F600}" a="\u{20BB7}" xmlns:\u{10000}="urn:p" xmlns:\uFDF0="urn:q" \uFDF0:a="1" \u{10000}:b="2">\u{20BB7}&#x1F600;</r>',
  ],
  [
    'attributes by namespace name, not by prefix',
    '<r xmlns:b="urn:aaa" xmlns:a="urn:bbb" a:z="1" b:a="2" z="3" a="4"/>',
  ],
  [
    'namespaces declared in vain',
    '<a:r xmlns:a="urn:1"><a:b xmlns:a="urn:1"><a:c xmlns:a="urn:2"><a:d xmlns:a="urn:1" a:x="1"/></a:c></a:b></a:r>',
  ],
  [
    'the default namespace undeclared',
    '<r xmlns="urn:d"><x xmlns=""><y/></x><p:z xmlns:p="urn:p"><w xmlns=""/></p:z></r>',
  ],
  [
    'attributes of xml',
    '<r xml:lang="ja" xml:space="preserve" xml:base="http://e/a/" xml:id="i"><c xml:base="b/"><d xml:lang="en"/></c></r>',
  ],
  [
    'namespaces that nothing uses visibly',
    '<r xmlns:u="urn:u" xmlns:v="urn:v"><x v:a=""/><u:y><v:z><u:q/></v:z></u:y></r>',
  ],
  ['entities and empty CDATA', '<r>&amp;&lt;&gt;&quot;&apos;<![CDATA[]]><a>]]<![CDATA[>]]></a></r>'],
  ['line ends of other worlds, kept as they are', '<r a="\u0085\u2028">\u0085\u2028\uFEFF</r>'],
  ['white space in attributes', '<r a="a\tb\nc&#x9;&#xA;&#xD;d" b="&lt;&amp;&quot;>"/>'],
  ['Japanese', '<契約 xmlns="urn:example" 日付="令和8年">髙橋 𠮷田</契約>'],
];

const MODES: readonly (readonly [string, Canonicalisation])[] = [
  ['--c14n', C14N],
  ['--c14n11', C14N_11],
  ['--exc-c14n', EXCLUSIVE],
];

for (const [what, xml] of FORMS) {
  test(`the canonical forms of ${what} are those of xmllint`, { skip }, () => {
    for (const [flag, how] of MODES) {
      const { stdout, status } = spawnSync('xmllint', [flag, '-'], { input: xml });
      assert.equal(status, 0);
      const ours = withTree(xml, (tree) => text(canonicalTree(tree, { ...how, withComments: true })));
      assert.equal(ours, stdout.toString('utf8'), flag);
    }
  });
}

test('comments go only where the algorithm keeps none', () => {
  const xml = '<!--a--><r>x<!--b-->y</r>';
  assert.equal(
    withTree(xml, (tree) => text(canonicalTree(tree, C14N))),
    '<r>xy</r>',
  );
  assert.equal(subset(xml, 'r', { ...C14N, withComments: true }), '<r>x<!--b-->y</r>');
  // In whatever order they are asked for: the form without is kept.
  withTree(xml, (tree) => {
    for (const expected of ['<r>xy</r>', '<!--a-->\n<r>x<!--b-->y</r>', '<r>xy</r>']) {
      const withComments = expected.includes('!');
      assert.equal(text(canonicalTree(tree, { ...EXCLUSIVE, withComments })), expected);
    }
  });
});

test('a part inherits the namespaces in scope, used or not, and attributes of xml from above', () => {
  const xml = '<a xmlns="urn:d" xmlns:u="urn:u" xml:lang="ja"><b xml:space="preserve"><c u:x="1"/></b></a>';
  const own = '<c xmlns="urn:d" xmlns:u="urn:u" xml:lang="ja" xml:space="preserve" u:x="1"></c>';
  assert.equal(subset(xml, 'c', C14N), own);
});

test('a part in exclusive form has only the namespaces that it uses, and those of the list', () => {
  const xml = '<a xmlns="urn:d" xmlns:u="urn:u" xmlns:v="urn:v" xml:lang="ja"><u:c v="1"/></a>';
  assert.equal(subset(xml, 'c', EXCLUSIVE), '<u:c xmlns:u="urn:u" v="1"></u:c>');
  const listed = '<u:c xmlns="urn:d" xmlns:u="urn:u" xmlns:v="urn:v" v="1"></u:c>';
  assert.equal(subset(xml, 'c', { ...EXCLUSIVE, prefixes: ['v', '#default'] }), listed);
});

test('Canonical XML 1.1 inherits no xml:id and joins xml:base', () => {
  const xml = '<a xml:id="i" xml:base="http://e/x/"><b xml:base="y/"><c/></b></a>';
  assert.equal(subset(xml, 'c', C14N_11), '<c xml:base="http://e/x/y/"></c>');
  assert.equal(subset(xml, 'c', C14N), '<c xml:base="y/" xml:id="i"></c>');
});

test('an element within is left out with everything in it, and only there', () => {
  const xml = '<?p?><r xmlns:s="urn:s"><a/><s:g Id="1"><t>x</t></s:g><s:g/> </r>';
  withTree(xml, (tree) => {
    const without = (octets: Uint8Array) => concat(...withoutElement(octets, elementOf(tree, 'g')));
    assert.equal(
      text(without(canonicalTree(tree, C14N))),
      '<?p?>\n<r xmlns:s="urn:s"><a></a><s:g></s:g> </r>',
    );
    assert.equal(text(without(canonicalRoot(tree, EXCLUSIVE))), '<r><a></a><s:g xmlns:s="urn:s"></s:g> </r>');
  });
});

/** The canonicaliser's own way: every node of the document is asked for. */
function askedNodeByNode(tree: XmlTree, how: Canonicalisation, without: XmlElement): string {
  const pieces: Uint8Array[] = [];
  const isVisible = (node: XmlNode) => !node.isSameNode(without);
  const { mode, withComments, prefixes } = how;
  const options = {
    mode,
    withComments,
    isVisible,
    ...(prefixes && { inclusiveNamespacePrefixes: [...prefixes] }),
  };
  const write = (piece: Uint8Array) => pieces.push(piece.slice()) && piece.length;
  tree.document.canonicalize({ write, close: () => true }, options);
  return text(concat(...pieces));
}

/** Where the prefixes `p` and `q` are declared: what canonicalisers and readers of tags get wrong. */
const NAME = fc.constantFrom('a', 'p:a', 'q:b');
const SCOPE = fc.constantFrom(
  '',
  ' xmlns="urn:d"',
  ' xmlns=""',
  ' xmlns:p="urn:1"',
  ' xmlns:q="urn:1" xml:lang="ja"',
  ' p:x="&lt;&gt;>" y="\'&#9;&#xA;"',
  ' xml:base="b/" q:id="&quot;" z="=&quot; /&gt;"',
);
const LEAF = fc.constantFrom(
  'x',
  ' ',
  '&lt;&amp;gt;',
  '>',
  '<!-- <a> -->',
  '<?i <a> > </a> ? <?>',
  '<?i?>',
  '<![CDATA[<a></a>]]>',
  '&#13;',
);

const { element: ANY_ELEMENT } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc.oneof({ maxDepth: 4 }, LEAF, tie('element')),
  element: fc
    .tuple(NAME, SCOPE, fc.array(tie('content'), { maxLength: 4 }))
    .map(([name, scope, inside]) => `<${name}${scope}>${inside.join('')}</${name}>`),
}));

test('leaving an element out of the octets is what the canonicaliser does when asked for every node', () => {
  const outer = fc.constantFrom('', '<?o <a> ?>', '<!-- <a> -->');
  const property = fc.property(
    outer,
    fc.array(ANY_ELEMENT, { maxLength: 3 }),
    ANY_ELEMENT,
    fc.nat(20),
    (before, around, more, at) => {
      const inner = [...around, more].join('<!-- -->');
      withTree(`${before}<r xmlns:p="urn:p" xmlns:q="urn:q">${inner}</r>${before}`, (tree) => {
        const elements = tree.document.find('//r//*').filter((node) => node instanceof XmlElement);
        const chosen = elements[at % elements.length];
        if (chosen === undefined) return;
        for (const how of [C14N, C14N_11, EXCLUSIVE, { ...EXCLUSIVE, prefixes: ['p', '#default'] }]) {
          const ours = text(concat(...withoutElement(canonicalTree(tree, how), chosen)));
          assert.equal(ours, askedNodeByNode(tree, how, chosen));
        }
      });
    },
  );
  fc.assert(property, { numRuns: 300, seed: 7 });
});

test('a canonical form much longer than its document is refused before it is made', () => {
  const uri = `urn:${'x'.repeat(30_000)}`;
  withTree(`<r xmlns:p="${uri}">${'<p:a/>'.repeat(5000)}</r>`, (tree) => {
    assert.throws(() => canonicalTree(tree, EXCLUSIVE), { code: 'pki/budget' });
    assert.throws(() => canonicalElement(tree, tree.root, EXCLUSIVE), { code: 'pki/budget' });
    assert.ok(canonicalTree(tree, C14N).length < 100_000);
  });
});

test('a document whose namespaces are relative has no canonical form and is not read', () => {
  assert.throws(() => openXml(toUtf8('<r xmlns="relative"/>')), { code: 'pki/xml' });
});

test('more passes than the document is worth are refused', () => {
  withTree('<r/>', (tree) => {
    const again = () => canonicalTree(tree, C14N);
    let passes = 0;
    assert.throws(
      () => {
        for (; passes < 5_000_000; passes++) tree.spend();
      },
      { code: 'pki/budget' },
    );
    assert.ok(passes > 1000, 'an honest document has enough');
    assert.throws(again, { code: 'pki/budget' });
  });
});
