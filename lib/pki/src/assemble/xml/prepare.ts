import { concat, equal, toHex, toUtf8 } from '@kazasu/bytes';
import { XmlElement, XmlXPath } from 'libxml2-wasm';
import { parseCertificate } from '../../certificate.ts';
import { createHash } from '../../crypto.ts';
import { PkiError } from '../../error.ts';
import { DS, EC, XADES } from '../../xades/names.ts';
import {
  CANONICALISATIONS,
  type Canonicalisation,
  canonicalElement,
  canonicalTree,
  openXml,
  withoutElement,
  type XmlTree,
} from '../../xml/index.ts';
import { sha256 } from '../digest.ts';
import { requireOptions } from '../option-kinds.ts';
import { ORDER_KINDS, requireContent } from './kinds.ts';
import type { PreparedXml, XmlOrder } from './order.ts';
import { endOfRoot } from './place.ts';
import { signatureText, type Template } from './template.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMES = { ds: DS, xades: XADES };
const SIGNATURES = XmlXPath.compile('//ds:Signature', NAMES);
const SIGNED_INFO = XmlXPath.compile('//ds:SignedInfo', NAMES);
const PROPERTIES = XmlXPath.compile('//xades:SignedProperties', NAMES);

/**
 * The document with its signature, the value of which is still to be filled in. Throws PkiError: `pki/xml`, `pki/xml-doctype`
 * and `pki/budget` for a document that is not read here, `pki/xml-signed` for one with a signature that another would break,
 * and what `parseCertificate` throws; TypeError for an option that is not of its kind.
 */
export function prepareXml(order: XmlOrder): PreparedXml {
  requireOptions(order, ORDER_KINDS);
  requireContent(order.content);
  const { certificate, content } = order;
  if (certificate !== undefined) parseCertificate(certificate);
  const contentDigest = digestOf(order);
  const id = `s-${toHex(sha256(concat(contentDigest, toUtf8(String(order.signingTime))))).slice(0, 32)}`;
  const template: Template = { id, contentDigest, order };
  const propertiesDigest = sha256(canonicalPart(template, new Uint8Array(32), PROPERTIES));
  const signedInfo = canonicalPart(template, propertiesDigest, SIGNED_INFO);
  const [before, properties, rest] = signatureText(template, propertiesDigest).map(toUtf8);
  const place = content.kind === 'enveloped' ? endOfRoot(content.xml) : ALONE;
  const pieces = [place.head, before, properties, rest, place.tail].map((piece) => piece ?? new Uint8Array());
  const document = concat(...pieces);
  if (content.kind === 'enveloped') requireInPlace(document, contentDigest);
  const valueAt = place.head.length + (before?.length ?? 0);
  return {
    document,
    valueAt,
    unsignedAt: valueAt + (properties?.length ?? 0),
    signedInfo,
    digest: sha256(signedInfo),
    ...(certificate && { certificateDigest: sha256(certificate) }),
  };
}

const ALONE = { head: toUtf8(DECLARATION), tail: toUtf8('\n') };

function digestOf({ content }: XmlOrder): Uint8Array {
  if (content.kind === 'detached') return content.digest;
  if (content.kind === 'enveloping') return sha256(content.content);
  return opened(content.xml, (tree) => {
    requireClear(tree);
    return sha256(canonicalTree(tree, exclusive()));
  });
}

/** What the judge refuses of a document that is signed whole, and what signing it whole would break. */
function requireClear(tree: XmlTree): void {
  if (tree.elements(SIGNATURES).length > 0) {
    throw new PkiError(
      'pki/xml-signed',
      'a signature is in the document already, and would not hold any more',
    );
  }
  const { byComments, bySections } = tree.divided;
  if (byComments.length + bySections.length > 0) {
    throw new PkiError('pki/xml', 'text divided by a comment or a CDATA section');
  }
}

/**
 * Of the signature by itself: exclusive canonicalisation takes nothing from what is around it, so that neither the document
 * nor a large content need be read once more.
 */
function canonicalPart(template: Template, propertiesDigest: Uint8Array, path: XmlXPath): Uint8Array {
  const { content } = template.order;
  const light = content.kind === 'enveloping' ? { ...content, content: new Uint8Array() } : content;
  const order = { ...template.order, content: light };
  const text = signatureText({ ...template, order }, propertiesDigest).join('');
  return opened(toUtf8(text), (tree) => canonicalPath(tree, path));
}

export function canonicalSignedInfo(document: Uint8Array, id: string): Uint8Array {
  return opened(document, (tree) => {
    const signature = tree.identifiers.get(id);
    if (!(signature instanceof XmlElement))
      throw new PkiError('pki/prepared', 'no signature in the document');
    const [info] = signature.find(OWN_SIGNED_INFO);
    if (!(info instanceof XmlElement)) throw new PkiError('pki/prepared', 'no signature in the document');
    return canonicalElement(tree, info, exclusive());
  });
}

const OWN_SIGNED_INFO = XmlXPath.compile('ds:SignedInfo', NAMES);

function canonicalPath(tree: XmlTree, path: XmlXPath): Uint8Array {
  const [element] = tree.elements(path);
  if (element === undefined) throw new PkiError('pki/xml', 'a signature without its parts');
  return canonicalElement(tree, element, exclusive());
}

/** The parser finds the signature as last child of the root, and the document around it unchanged. */
function requireInPlace(document: Uint8Array, contentDigest: Uint8Array): void {
  opened(document, (tree) => {
    const [signature] = tree.elements(SIGNATURES);
    const isChild = signature?.parent?.isSameNode(tree.root) === true;
    if (tree.hasDuplicates) throw new PkiError('pki/xml', 'two elements of the same identifier');
    if (signature === undefined || !isChild) {
      throw new PkiError('pki/xml', 'no place for the signature');
    }
    const running = createHash('sha256');
    for (const piece of withoutElement(canonicalTree(tree, exclusive()), signature)) running.update(piece);
    if (!equal(running.digest(), contentDigest)) throw new PkiError('pki/xml', 'no place for the signature');
  });
}

function exclusive(): Canonicalisation {
  const found = CANONICALISATIONS.get(EC);
  if (found === undefined) throw new PkiError('pki/xml', 'no canonicalisation');
  return found;
}

function opened<T>(xml: Uint8Array, use: (tree: XmlTree) => T): T {
  const tree = openXml(xml);
  try {
    return use(tree);
  } finally {
    tree.close();
  }
}
