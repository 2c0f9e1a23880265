import { concat } from '@kazasu/bytes';
import fc from 'fast-check';
import { encodeTree, type Tree, treeOf } from './der-tree.ts';

/** One fault in one value of a structure; `at` counts values round and round. */
export interface Fault {
  readonly at: number;
  readonly how: 'drop' | 'double' | 'retag' | 'refill' | 'empty';
  readonly tag: number;
  readonly content: Uint8Array;
}

const TAGS = [1, 2, 3, 4, 5, 6, 10, 12, 19, 23, 24, 48, 49, 0xa0, 0xa1, 0xa4, 0x80, 0x81, 0x82];

export const anyFault: fc.Arbitrary<Fault> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('drop', 'double', 'retag', 'refill', 'empty'),
  tag: fc.constantFrom(...TAGS),
  content: fc.uint8Array({ maxLength: 24 }),
});

/** Plants it: a value dropped, doubled, given another tag, or filled with something else. */
export function plantFault(tree: Tree, { at, how, tag, content }: Fault): void {
  const places = placesIn(tree);
  const place = places[at % places.length];
  const child = place?.parent.children?.[place.index];
  if (place === undefined || child === undefined) return;
  if (how === 'drop') place.parent.children?.splice(place.index, 1);
  if (how === 'double') place.parent.children?.splice(place.index, 0, child);
  if (how === 'retag') child.tag = tag;
  if (how === 'refill') Object.assign(child, { content, children: undefined });
  if (how === 'empty') Object.assign(child, { content: new Uint8Array(), children: undefined });
}

function placesIn(tree: Tree): { parent: Tree; index: number }[] {
  return (tree.children ?? []).flatMap((child, index) => [{ parent: tree, index }, ...placesIn(child)]);
}

/** Well-formed DER with one fault: it gets past the outer readers. */
export function restructured(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  return anyFault.map((fault) => {
    const tree = treeOf(good);
    plantFault(tree, fault);
    return encodeTree(tree);
  });
}

/** Octets changed without regard to structure: overwritten, cut out, doubled. */
export function mangled(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(good.length - 1);
  const overwritten = fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([at, bytes]) => {
    const copy = Uint8Array.from(good);
    copy.set(bytes.subarray(0, good.length - at), at);
    return copy;
  });
  const cut = fc.tuple(place, place).map(([from, to]) => concat(good.subarray(0, from), good.subarray(to)));
  return fc.oneof(overwritten, cut);
}
