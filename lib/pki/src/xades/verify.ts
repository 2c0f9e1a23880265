import { XmlXPath } from 'libxml2-wasm';
import { documentReport, judgeSignature } from '../ades/index.ts';
import { type DocumentReport, openDocument } from '../building-block/index.ts';
import { INTERNAL_FAULT } from '../complete.ts';
import { isParseError } from '../error.ts';
import { requireOctets, requireOptions } from '../option.ts';
import { failed, passed, undetermined } from '../rule.ts';
import { openXml, partOf, type XmlTree } from '../xml/index.ts';
import { readFacts } from './facts.ts';
import { COUNTS } from './limits.ts';
import { DS } from './names.ts';
import { XADES_KINDS, type XadesOptions } from './options.ts';
import { XADES_DOCUMENT } from './rules.ts';

/**
 * Every signature that is not inside another one. Those inside are data of the outer one or counter-signatures to it; they
 * say nothing about the document.
 */
const SIGNATURES = XmlXPath.compile('//ds:Signature[not(ancestor::ds:Signature)]', { ds: DS });

/**
 * Judges all XAdES signatures of a document (baseline levels B, T and LT of ETSI EN 319 132-1; enveloped, enveloping,
 * detached by given octets). Never fetches anything; what cannot be read is a FORMAT_FAILURE. Throws nothing but a
 * TypeError, for an option that is not of its kind.
 */
export function verifyXades(xml: Uint8Array, options: XadesOptions): DocumentReport {
  requireOctets(xml);
  requireOptions(options, XADES_KINDS);
  try {
    return judgeDocument(xml, options);
  } catch (error) {
    const check = isParseError(error)
      ? failed(XADES_DOCUMENT, 'malformed', { code: error.code })
      : INTERNAL_FAULT;
    return documentReport('XAdES', options.time, [check], []);
  }
}

function judgeDocument(xml: Uint8Array, options: XadesOptions): DocumentReport {
  const tree = openXml(xml);
  try {
    return judgeTree(tree, options);
  } finally {
    tree.close();
  }
}

function judgeTree(tree: XmlTree, options: XadesOptions): DocumentReport {
  const { time } = options;
  const elements = tree.elements(SIGNATURES);
  if (elements.length === 0) {
    return documentReport('XAdES', time, [undetermined(XADES_DOCUMENT, 'none')], []);
  }
  if (elements.length > COUNTS.signatures) {
    return documentReport('XAdES', time, [failed(XADES_DOCUMENT, 'too-many')], []);
  }
  const session = openDocument(options);
  const reports = elements.map((element) =>
    judgeSignature(readFacts(tree, partOf(element), options), options, session),
  );
  return documentReport('XAdES', time, [passed(XADES_DOCUMENT, { signatures: elements.length })], reports);
}
