import { type XmlElement, XmlXPath } from 'libxml2-wasm';
import type { XmlTree } from '../xml/index.ts';
import type { FormNotes } from './form.ts';
import { DS } from './names.ts';
import { XADES_TEXT } from './rules-form.ts';
import type { ResolvedReference, Surroundings } from './target.ts';

/** Elements whose own text has a comment in it, or beside it, or instead of it. Where there are only elements, one is harmless. */
const COMMENTED = '[comment()][not(*) or text()[normalize-space()]]';
/** Elements with two pieces of text side by side: the parser makes such of CDATA sections alone. White space is no piece. */
const SECTIONED =
  '[text()[normalize-space()][following-sibling::node()[1][self::text()[normalize-space()]]]]';

/** In the whole document each signature looks after itself: what is in one is signed by it, or said by nobody. */
const OUTSIDE = '[not(ancestor-or-self::ds:Signature)]';
const everywhere = (test: string) => XmlXPath.compile(`//*${test}${OUTSIDE}`, { ds: DS });
const within = (test: string) => XmlXPath.compile(`descendant-or-self::*${test}`);

const IN_DOCUMENT = { commented: everywhere(COMMENTED), sectioned: everywhere(SECTIONED) };
const IN_ELEMENT = { commented: within(COMMENTED), sectioned: within(SECTIONED) };

/** References into the document leave comments out and make text of sections (XML Signature 1.1 section 4.4.3.3). */
export function checkText(
  { tree }: Surroundings,
  resolved: readonly ResolvedReference[],
  form: FormNotes,
): void {
  const targets = new Set(
    resolved.flatMap(({ target }) => {
      if (target.covers === 'detached') return [];
      return [target.covers === 'document' || target.covers === 'root' ? tree.root : target.element];
    }),
  );
  if ([...targets].some((element) => isDivided(tree, element))) form.fail(XADES_TEXT, 'divided');
}

function isDivided(tree: XmlTree, element: XmlElement): boolean {
  const paths = element.isSameNode(tree.root) ? IN_DOCUMENT : IN_ELEMENT;
  return hasCommented(tree, element, paths.commented) || hasSectioned(tree, element, paths.sectioned);
}

/** The same of a file beside the document; one that is canonicalised with its comments has them signed. */
export function isFileDivided(tree: XmlTree, withComments: boolean): boolean {
  if (!withComments && hasCommented(tree, tree.root, IN_ELEMENT.commented)) return true;
  return hasSectioned(tree, tree.root, IN_ELEMENT.sectioned);
}

function hasCommented(tree: XmlTree, element: XmlElement, path: XmlXPath): boolean {
  return tree.survey.comments > 0 && finds(tree, element, path);
}

function hasSectioned(tree: XmlTree, element: XmlElement, path: XmlXPath): boolean {
  return tree.survey.sections > 0 && finds(tree, element, path);
}

function finds(tree: XmlTree, element: XmlElement, path: XmlXPath): boolean {
  tree.spend();
  return element.find(path).length > 0;
}
