import type { XmlElement } from 'libxml2-wasm';
import type { FormNotes } from './form.ts';
import { COUNTS } from './limits.ts';
import { DS } from './names.ts';
import { XADES_TEXT } from './rules-form.ts';
import type { ResolvedReference, Surroundings } from './target.ts';

/** References into the document leave comments out and make text of sections (XML Signature 1.1 section 4.4.3.3). */
export function checkText(
  { tree }: Surroundings,
  resolved: readonly ResolvedReference[],
  form: FormNotes,
): void {
  const { byComments, bySections } = tree.divided;
  const divided = [...byComments, ...bySections];
  const isFault = divided.length > COUNTS.divided || divided.some((element) => isSigned(element, resolved));
  if (isFault) form.fail(XADES_TEXT, 'divided');
}

/**
 * With the whole document each signature looks after itself: what is in one is signed by it as an object or as its properties,
 * or said by nobody.
 */
function isSigned(element: XmlElement, resolved: readonly ResolvedReference[]): boolean {
  let inSignature = false;
  for (let above: XmlElement | null = element; above !== null; above = above.parent) {
    const here = above;
    inSignature ||= here.name === 'Signature' && here.namespaceUri === DS;
    const isTarget = resolved.some(
      ({ target }) => isWithinDocument(target) && target.element.isSameNode(here),
    );
    if (isTarget) return true;
  }
  return (
    !inSignature && resolved.some(({ target }) => target.covers === 'document' || target.covers === 'root')
  );
}

type Target = ResolvedReference['target'];

function isWithinDocument(target: Target): target is Extract<Target, { element: XmlElement }> {
  return target.covers !== 'document' && target.covers !== 'root' && target.covers !== 'detached';
}
