import {
  type Certificate,
  ifReadable,
  type Language,
  parseCertificate,
  parseTextItems,
  type TextItems,
} from '@kazasu/pki';
import { timeText } from './time.ts';
import { WORDS } from './words.ts';

const COMMON_NAME = '2.5.4.3';

/** Read again: a report holds the octets. Undefined for what can be read by nobody. */
export function certificateOf(der: Uint8Array | undefined): Certificate | undefined {
  return der && ifReadable(() => parseCertificate(der));
}

/** The last common name, which is the most particular one. */
export function commonNameOf({ rdns }: Certificate['subject']): string | undefined {
  return rdns.flat().findLast(({ type }) => type === COMMON_NAME)?.text;
}

function validityText({ notBefore, notAfter }: Certificate, language: Language): string {
  return `${timeText(notBefore)} ${WORDS.until[language]} ${timeText(notAfter)}`;
}

/** Undefined for a certificate that has none, or not of the known form. */
export function itemsOf(certificate: Certificate): TextItems | undefined {
  return ifReadable(() => parseTextItems(certificate));
}

/** Who it is, as far as was asked. */
export function holderRows(
  certificate: Certificate | undefined,
  label: string,
  { language, showItems }: { readonly language: Language; readonly showItems: boolean },
): string[][] {
  if (certificate === undefined) return [[label, WORDS.unknown[language]]];
  const rows = [
    [label, commonNameOf(certificate.subject) ?? WORDS.noName[language]],
    [WORDS.validity[language], validityText(certificate, language)],
  ];
  return showItems ? [...rows, ...itemRows(itemsOf(certificate), language)] : rows;
}

function itemRows(items: TextItems | undefined, language: Language): string[][] {
  if (items === undefined) return [[WORDS.items[language], WORDS.noItems[language]]];
  return [
    [WORDS.name[language], items.name],
    [WORDS.address[language], items.address],
    [WORDS.birthdate[language], items.birthdate],
    [WORDS.gender[language], items.gender],
  ];
}
