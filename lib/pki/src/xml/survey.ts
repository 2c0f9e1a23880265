import { PkiError } from '../error.ts';
import { readDeclaration } from './declaration.ts';
import { XML_LIMITS, type XmlLimits } from './limits.ts';
import { skipPast, surveyTag } from './tag.ts';

/** What a document will cost, counted over its octets before anything is built of them. */
export interface XmlSurvey {
  /** Elements and attributes. */
  readonly nodes: number;
  readonly depth: number;
  /** Units of work of one canonicalisation… */
  readonly work: number;
  /** …and of an exclusive one, for each prefix in its list and once besides. */
  readonly exclusiveWork: number;
  /** Whether an attribute of a namespace may be an identifier. */
  readonly prefixedId: boolean;
  readonly comments: number;
  /** CDATA sections. */
  readonly sections: number;
}

const LESS_THAN = 0x3c;
const SLASH = 0x2f;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
const COMMENT = [0x21, 0x2d, 0x2d];
const CDATA = [...'![CDATA['].map((character) => character.charCodeAt(0));

/**
 * Walks over the mark-up once. Refuses what is never read: another encoding or version (`pki/xml`), a document type
 * declaration wherever it stands (`pki/xml-doctype`), more than the limits (`pki/budget`). Whether the rest is well-formed
 * is the parser's to say; nothing but costs is taken from here, so that the two cannot disagree on content.
 */
export function surveyXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlSurvey {
  if (bytes.length > limits.bytes) throw new PkiError('pki/budget', 'XML document too large');
  const walk = new Walk(bytes, limits);
  let at = readDeclaration(bytes);
  for (at = bytes.indexOf(LESS_THAN, at); at >= 0; at = bytes.indexOf(LESS_THAN, at)) at = walk.step(at + 1);
  return walk;
}

class Walk implements XmlSurvey {
  nodes = 0;
  depth = 0;
  work = 0;
  exclusiveWork = 0;
  prefixedId = false;
  comments = 0;
  sections = 0;
  readonly #bytes: Uint8Array;
  readonly #limits: XmlLimits;
  readonly #nodesMax: number;
  /** Namespace declarations in scope, by depth. */
  readonly #scopes: number[] = [0];

  constructor(bytes: Uint8Array, limits: XmlLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#nodesMax = Math.min(limits.nodes, limits.nodesAnyLength + bytes.length / limits.bytesPerNode);
  }

  /** Takes one piece of mark-up, whose `<` is before `at`. Returns where the next may begin. */
  step(at: number): number {
    switch (this.#bytes[at]) {
      case SLASH:
        if (this.#scopes.length > 1) this.#scopes.pop();
        return at;
      case QUESTION:
        return skipPast(this.#bytes, at, '?>');
      case EXCLAMATION:
        return this.#declaration(at);
      default:
        return this.#element(at);
    }
  }

  #declaration(at: number): number {
    if (this.#follows(at, COMMENT)) {
      this.comments++;
      return skipPast(this.#bytes, at + 3, '-->');
    }
    if (this.#follows(at, CDATA)) {
      this.sections++;
      return skipPast(this.#bytes, at, ']]>');
    }
    throw new PkiError('pki/xml-doctype', 'document type declaration');
  }

  #follows(at: number, octets: readonly number[]): boolean {
    return octets.every((octet, i) => this.#bytes[at + i] === octet);
  }

  /**
   * Canonicalising compares the namespaces in scope, and the attributes, each with each, and climbs to the root for every
   * node; the exclusive one looks only for those that are used. The factors were measured.
   */
  #element(at: number): number {
    const { attributes, declarations, prefixedId, empty, end } = surveyTag(this.#bytes, at);
    const depth = this.#scopes.length;
    const scope = (this.#scopes[depth - 1] ?? 0) + declarations;
    this.nodes += 1 + attributes;
    this.prefixedId ||= prefixedId;
    const own = 16 + attributes * attributes + (1 + attributes) * depth * 5;
    this.work += own + scope * scope;
    this.exclusiveWork += own + scope * (1 + attributes);
    if (depth > this.depth) this.depth = depth;
    if (!empty) this.#scopes.push(scope);
    this.#check();
    return end;
  }

  #check(): void {
    const { depth, work, workPerByte } = this.#limits;
    if (this.nodes > this.#nodesMax) throw new PkiError('pki/budget', 'too many elements and attributes');
    if (this.depth > depth) throw new PkiError('pki/budget', 'elements nested too deep');
    if (this.work > work + workPerByte * this.#bytes.length) {
      throw new PkiError('pki/budget', 'too many namespaces or attributes for its length');
    }
  }
}
