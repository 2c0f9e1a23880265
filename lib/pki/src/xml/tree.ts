import { ParseOption, XmlDocument, XmlElement, XmlError, type XmlNode, XmlXPath } from 'libxml2-wasm';
import { PkiError } from '../error.ts';
import { type Divided, findDivided } from './divided.ts';
import { XML_LIMITS, type XmlLimits } from './limits.ts';
import { partOf, type XmlPart } from './part.ts';
import { surveyXml, type XmlSurvey } from './survey.ts';

/** No entities, no network, no catalogues. Without a document type there is nothing to expand; this is the second bolt. */
const OPTIONS =
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_IGNORE_ENC;

/** Every attribute that some vocabulary takes as an identifier: without a schema nobody can tell which it is. */
const IDENTIFIERS = XmlXPath.compile('//@Id | //@ID | //@id');
/** Those of a namespace too: three times as dear, and asked only where the survey saw that there may be one. */
const ALL_IDENTIFIERS = XmlXPath.compile("//@*[local-name()='Id' or local-name()='ID' or local-name()='id']");

/**
 * Reads a document under the limits. Throws PkiError `pki/xml`, `pki/xml-doctype` or `pki/budget`. The tree lives in
 * the parser's own memory: close it, best by `using`-like try and finally.
 */
export function openXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlTree {
  const survey = surveyXml(bytes, limits);
  const budget = limits.total + limits.totalPerByte * bytes.length;
  const canonicalMax = limits.canonical + limits.canonicalPerByte * bytes.length;
  const document = parse(bytes);
  // A warning is a version, a namespace name or the like that canonicalisers and readers take differently.
  if (document.warnings.length > 0 || document.dtd !== null) {
    document.dispose();
    throw new PkiError('pki/xml', 'XML with a version or namespace name that is not accepted');
  }
  return new XmlTree(document, survey, budget, canonicalMax);
}

function parse(bytes: Uint8Array): XmlDocument {
  try {
    return XmlDocument.fromBuffer(bytes, { encoding: 'UTF-8', option: OPTIONS });
  } catch (error) {
    // The parser's message quotes the document.
    if (error instanceof XmlError) throw new PkiError('pki/xml', 'not well-formed XML with namespaces');
    throw error;
  }
}

export class XmlTree {
  readonly document: XmlDocument;
  readonly root: XmlElement;
  readonly survey: XmlSurvey;
  /** Octets that a canonical form may have. */
  readonly canonicalMax: number;
  /** The exclusive canonical form of the whole, without comments, once somebody asked for it. */
  exclusive: Uint8Array | undefined;
  #budget: number;
  #hasOuterInstructions: boolean | undefined;
  #hasDuplicates: boolean | undefined;
  #divided: Divided | undefined;
  #rootPart: XmlPart | undefined;
  #identifiers: ReadonlyMap<string, XmlElement | 'several'> | undefined;

  constructor(document: XmlDocument, survey: XmlSurvey, budget: number, canonicalMax: number) {
    this.document = document;
    this.root = document.root;
    this.survey = survey;
    this.canonicalMax = canonicalMax;
    this.#budget = budget;
  }

  /** Elements by identifier; `several` bear the same. */
  get identifiers(): ReadonlyMap<string, XmlElement | 'several'> {
    this.#identifiers ??= identifiersOf(this);
    return this.#identifiers;
  }

  elements(path: XmlXPath): XmlElement[] {
    return this.document.find(path).filter((node) => node instanceof XmlElement);
  }

  /** To be asked before each pass over the document (`pki/budget`), with what it will cost. */
  spend(units = this.survey.work): void {
    this.#budget -= units;
    if (this.#budget < 0)
      throw new PkiError('pki/budget', 'more canonicalisations than the document is worth');
  }

  /** Instructions outside the root element: part of the document, but of no element. */
  get hasOuterInstructions(): boolean {
    this.#hasOuterInstructions ??= this.document.find(OUTER_INSTRUCTIONS).length > 0;
    return this.#hasOuterInstructions;
  }

  /** Two elements bear the same identifier. */
  get hasDuplicates(): boolean {
    this.#hasDuplicates ??= [...this.identifiers.values()].includes('several');
    return this.#hasDuplicates;
  }

  /** Elements whose text is divided where no signature tells. */
  get divided(): Divided {
    this.#divided ??= findDivided(this.document, this.survey);
    return this.#divided;
  }

  /** The root element, read once for all signatures. */
  get rootPart(): XmlPart {
    this.#rootPart ??= partOf(this.root);
    return this.#rootPart;
  }

  close(): void {
    this.document.dispose();
  }
}

const OUTER_INSTRUCTIONS = XmlXPath.compile('/processing-instruction()');

function identifiersOf({ document, survey }: XmlTree): ReadonlyMap<string, XmlElement | 'several'> {
  const found = new Map<string, XmlElement | 'several'>();
  for (const node of document.find(survey.prefixedId ? ALL_IDENTIFIERS : IDENTIFIERS)) {
    const owner: XmlNode | null = node.parent;
    if (owner instanceof XmlElement) found.set(node.content, found.has(node.content) ? 'several' : owner);
  }
  return found;
}
