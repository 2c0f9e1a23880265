import { type KeyObject, sign } from 'node:crypto';
import { DerReader, derBitString, derValue } from '@kazasu/bytes';

/** A DER structure taken apart, so that a test can plant one fault in it. */
export interface Tree {
  tag: number;
  /** Of a constructed value. */
  children?: Tree[];
  /** Of a primitive value. */
  content?: Uint8Array;
  /** Written as it stands, instead of everything else: for faults that no encoder makes. */
  raw?: Uint8Array;
}

export function treeOf(der: Uint8Array): Tree {
  return readAll(new DerReader(der))[0] as Tree;
}

function readAll(reader: DerReader): Tree[] {
  const trees: Tree[] = [];
  while (!reader.atEnd) {
    const tag = reader.peek() as number;
    if ((tag & 0x20) === 0) trees.push({ tag, content: reader.content(reader.next()) });
    else trees.push({ tag, children: readAll(reader.enter(tag)) });
  }
  return trees;
}

export function encodeTree(tree: Tree): Uint8Array {
  if (tree.raw !== undefined) return tree.raw;
  return derValue(tree.tag, ...(tree.children?.map(encodeTree) ?? [tree.content ?? new Uint8Array()]));
}

/** The child at the end of a path of indices. */
export function at(tree: Tree, ...path: readonly number[]): Tree {
  let found: Tree = tree;
  for (const index of path) {
    const child = found.children?.[index];
    if (child === undefined) throw new Error(`no child ${index}`);
    found = child;
  }
  return found;
}

/** A copy of the structure with one change. */
export function changed(der: Uint8Array, change: (tree: Tree) => void): Uint8Array {
  const tree = treeOf(der);
  change(tree);
  return encodeTree(tree);
}

/** The same for a certificate or CRL, whose signature is then made again over the changed body. */
export function changedAndSigned(der: Uint8Array, key: KeyObject, change: (body: Tree) => void): Uint8Array {
  const tree = treeOf(der);
  change(at(tree, 0));
  return encodeTree(signedTree(tree, key));
}

function signedTree(tree: Tree, key: KeyObject): Tree {
  const signature = sign('sha256', encodeTree(at(tree, 0)), key);
  const children = [...(tree.children ?? [])];
  children[2] = treeOf(derBitString(signature));
  return { ...tree, children };
}

/** An OCSP response with a changed body, signed again. */
export function changedAnswer(der: Uint8Array, key: KeyObject, change: (data: Tree) => void): Uint8Array {
  return changed(der, (tree) => {
    const octets = at(tree, 1, 0, 1);
    octets.content = changedAndSigned(octets.content ?? new Uint8Array(), key, change);
  });
}
