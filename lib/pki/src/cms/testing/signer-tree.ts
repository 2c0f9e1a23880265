import { createHash, type KeyObject, sign } from 'node:crypto';
import { derOid } from '@kazasu/bytes';
import { at, encodeTree, type Tree, treeOf } from '../../testing/der-tree.ts';

/** The places of a SignedData with one signer where faults are planted. */
export interface Parts {
  readonly root: Tree;
  readonly signedData: Tree;
  readonly encapsulated: Tree;
  /** SET OF SignerInfo. */
  readonly signers: Tree;
  readonly signer: Tree;
  /** `[0]`, if there. */
  readonly signed: Tree | undefined;
}

export function partsOf(root: Tree): Parts {
  const signedData = at(root, 1, 0);
  const signers = signedData.children?.at(-1) as Tree;
  const signer = at(signers, 0);
  return {
    root,
    signedData,
    encapsulated: at(signedData, 2),
    signers,
    signer,
    signed: childWith(signer, 0xa0),
  };
}

export function childWith(tree: Tree, tag: number): Tree | undefined {
  return tree.children?.find((child) => child.tag === tag);
}

/** The attribute of this kind; throws if it is not there. */
export function attribute(set: Tree | undefined, oid: string): Tree {
  const wanted = Buffer.from(derOid(oid));
  const found = set?.children?.find((one) => wanted.equals(encodeTree(at(one, 0))));
  if (found === undefined) throw new Error(`no attribute ${oid}`);
  return found;
}

export function newAttribute(oid: string, ...values: readonly Uint8Array[]): Tree {
  return { tag: 0x30, children: [treeOf(derOid(oid)), { tag: 0x31, children: values.map(treeOf) }] };
}

/** A copy with a change that nobody signed. */
export function altered(der: Uint8Array, change: (parts: Parts) => void): Uint8Array {
  const root = treeOf(der);
  change(partsOf(root));
  return encodeTree(root);
}

export interface Signing {
  readonly key: KeyObject;
  readonly hash?: string;
  /** Leave signed attributes in the order that the change made. */
  readonly unsorted?: boolean;
}

/** A copy with a change of what is signed, signed again. */
export function resigned(der: Uint8Array, signing: Signing, change: (parts: Parts) => void): Uint8Array {
  return altered(der, (parts) => {
    change(parts);
    const { signer, signed } = partsOf(parts.root);
    if (signed === undefined) throw new Error('no signed attributes');
    if (signing.unsorted !== true) sort(signed);
    const octets = encodeTree({ ...signed, tag: 0x31 });
    const signature = signer.children?.find(({ tag }) => tag === 0x04) as Tree;
    signature.content = sign(signing.hash ?? 'sha256', octets, signing.key);
  });
}

/** A token whose TSTInfo is changed, with the digest and the signature that belong to it. */
export function restamped(token: Uint8Array, signing: Signing, change: (info: Tree) => void): Uint8Array {
  return resigned(token, signing, ({ encapsulated, signed }) => {
    const octets = at(encapsulated, 1, 0);
    const info = treeOf(octets.content as Uint8Array);
    change(info);
    octets.content = encodeTree(info);
    const digest = at(attribute(signed, '1.2.840.113549.1.9.4'), 1, 0);
    digest.content = createHash('sha256').update(octets.content).digest();
  });
}

/** Puts unsigned attributes at the end of the first signer. */
export function withUnsigned(der: Uint8Array, ...attributes: readonly Tree[]): Uint8Array {
  return altered(der, ({ signer }) => {
    const set = childWith(signer, 0xa1) ?? { tag: 0xa1, children: [] };
    if (childWith(signer, 0xa1) === undefined) signer.children?.push(set);
    set.children?.push(...attributes);
    sort(set);
  });
}

export function sort(set: Tree): void {
  set.children?.sort((a, b) => Buffer.compare(encodeTree(a), encodeTree(b)));
}

/** The signature value of the first signer. */
export function signatureIn(der: Uint8Array): Uint8Array {
  const { signer } = partsOf(treeOf(der));
  return childWith(signer, 0x04)?.content ?? new Uint8Array();
}
