import { concat, toUtf8 } from '@kazasu/bytes';
import { PkiError } from '../../error.ts';
import { skipPast, surveyTag } from '../../xml/tag.ts';

/** Where the last child of the root element belongs, and what to write around it if the root is `<a/>`. */
interface Place {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

const [LESS_THAN, SLASH, EXCLAMATION, QUESTION, DASH] = [0x3c, 0x2f, 0x21, 0x3f, 0x2d];

/**
 * Divides a document, which the parser has read before, at the end of its root element. Whether it was the right place is
 * seen afterwards, by the parser again.
 */
export function endOfRoot(xml: Uint8Array): Place {
  let depth = 0;
  for (let at = xml.indexOf(LESS_THAN); at >= 0; at = xml.indexOf(LESS_THAN, at)) {
    const mark = xml[at + 1];
    if (mark === QUESTION) at = skipPast(xml, at + 2, '?>');
    else if (mark === EXCLAMATION) at = skipPast(xml, at + 2, xml[at + 2] === DASH ? '-->' : ']]>');
    else if (mark === SLASH) {
      if (--depth === 0) return { head: xml.subarray(0, at), tail: xml.subarray(at) };
      at += 2;
    } else {
      const tag = surveyTag(xml, at + 1);
      if (tag.empty && depth === 0) return openedUp(xml, at, tag.end);
      if (!tag.empty) depth++;
      at = tag.end;
    }
  }
  throw new PkiError('pki/xml', 'no end of the root element');
}

/** `<a/>` as `<a>` and `</a>`, which is the same document. */
function openedUp(xml: Uint8Array, start: number, end: number): Place {
  let nameEnd = start + 1;
  while ((xml[nameEnd] ?? 0) > 0x20 && xml[nameEnd] !== SLASH) nameEnd++;
  const name = xml.subarray(start + 1, nameEnd);
  return {
    head: concat(xml.subarray(0, end - 2), toUtf8('>')),
    tail: concat(toUtf8('</'), name, toUtf8('>'), xml.subarray(end)),
  };
}
