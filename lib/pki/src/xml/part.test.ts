import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { partOf } from './part.ts';
import { openXml } from './tree.ts';

test('an element is read with all its children and text, whatever stands between them', () => {
  const tree = openXml(
    toUtf8('<r xmlns:w="urn:w" a="1" w:b="2">x<?p?><a/><!-- c -->y<![CDATA[<z>]]><?q?><w:b/>&amp;</r>'),
  );
  const part = partOf(tree.root);
  assert.deepEqual(
    part.children.map(({ name, namespace }) => [name, namespace]),
    [
      ['a', ''],
      ['b', 'urn:w'],
    ],
  );
  assert.equal(part.text, 'xy<z>&');
  assert.equal(part.foreign, 3);
  assert.deepEqual([...part.attributes], [['a', '1']]);
  tree.close();
});
