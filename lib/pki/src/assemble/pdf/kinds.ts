import { isObject, OCTETS, type OptionKind, type OptionKinds, optional, TIME } from '../option-kinds.ts';
import { NAME_MAX } from './field-name.ts';
import type { PdfAppearance, PdfOrder } from './order.ts';

const TEXT_MAX = 1024;
const LINES_MAX = 32;
/** Units of a page (ISO 32000-1 annex C). */
const SIDE_MAX = 14_400;
const RESERVED_MIN = 2048;
const RESERVED_MAX = 1 << 20;

const NOTE: OptionKind = {
  must: `a string of at most ${TEXT_MAX} characters`,
  fits: (value) => typeof value === 'string' && value.length <= TEXT_MAX && value.isWellFormed(),
};

const FIELD_NAME: OptionKind = {
  must: `a string of 1 to ${NAME_MAX} characters, none of them a control character`,
  fits: (value) =>
    typeof value === 'string' && value.length <= NAME_MAX && /^\P{Cc}+$/u.test(value) && value.isWellFormed(),
};

const RESERVED: OptionKind = {
  must: `a whole number of ${RESERVED_MIN} to ${RESERVED_MAX}`,
  fits: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= RESERVED_MIN && value <= RESERVED_MAX,
};

const APPEARANCE: OptionKind = {
  must: `an object of page (from 1), rectangle (left < right, bottom < top) and lines (at most ${LINES_MAX}, no control characters, nothing beyond U+FFFF)`,
  fits: isAppearance,
};

function isAppearance(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { page, rectangle, lines } = value as Partial<PdfAppearance>;
  if (!Number.isSafeInteger(page) || (page ?? 0) < 1 || !isRectangle(rectangle)) return false;
  return Array.isArray(lines) && lines.length <= LINES_MAX && lines.every(isLine);
}

function isRectangle(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const isSide = (side: unknown) =>
    typeof side === 'number' && Math.abs(side) <= SIDE_MAX && !String(side).includes('e');
  const [left, bottom, right, top] = value;
  return value.every(isSide) && left < right && bottom < top;
}

/** Of the first plane, which is what the encoding of either font reaches. */
function isLine(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length <= TEXT_MAX &&
    /^[^\p{Cc}\p{Cs}]*$/u.test(value) &&
    isFirstPlane(value)
  );
}

function isFirstPlane(text: string): boolean {
  return [...text].every((character) => character.length === 1);
}

export const ORDER_KINDS: OptionKinds<PdfOrder> = {
  pdf: OCTETS,
  certificate: optional(OCTETS),
  signingTime: TIME,
  name: optional(NOTE),
  reason: optional(NOTE),
  location: optional(NOTE),
  fieldName: optional(FIELD_NAME),
  appearance: optional(APPEARANCE),
  reservedOctets: optional(RESERVED),
};
