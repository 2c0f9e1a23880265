import { type XmlDocument, XmlElement, XmlXPath } from 'libxml2-wasm';
import type { XmlSurvey } from './survey.ts';

/** Elements whose text is in pieces that no canonical form without comments tells of. */
export interface Divided {
  /** By a comment in it, or beside it, or instead of it. Among elements alone a comment is harmless. */
  readonly byComments: readonly XmlElement[];
  /** By a CDATA section beside other text. White space is no piece. */
  readonly bySections: readonly XmlElement[];
}

const COMMENTED = '[not(*) or text()[normalize-space()]]';
const FEW_COMMENTS = XmlXPath.compile(`//comment()/parent::*${COMMENTED}`);
/** The same, asking each element once and not for each comment in it: linear, and dearer where there are few. */
const MANY_COMMENTS = XmlXPath.compile(`//*[comment()]${COMMENTED}`);
const FEW = 32;

/** The parser makes two nodes of text side by side of CDATA sections alone. */
const SECTIONED = XmlXPath.compile(
  '//*[text()[normalize-space()][following-sibling::node()[1][self::text()[normalize-space()]]]]',
);

export function findDivided(document: XmlDocument, { comments, sections }: XmlSurvey): Divided {
  return {
    byComments: comments > 0 ? elements(document, comments > FEW ? MANY_COMMENTS : FEW_COMMENTS) : [],
    bySections: sections > 0 ? elements(document, SECTIONED) : [],
  };
}

function elements(document: XmlDocument, path: XmlXPath): XmlElement[] {
  return document.find(path).filter((node) => node instanceof XmlElement);
}
