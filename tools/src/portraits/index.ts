/**
 * The portraits as files: makes the grey JPEG 2000 that goes onto a card of an SVG drawing, and holds one to the other.
 * Owns the boxes of JP2 and which drawings there are; the drawings belong to the town and to the authority.
 */
import { PERSON_IDS } from '@kazasu/town/people';

/** Every drawing of which a JP2 is checked in beside it. */
export const DRAWINGS: readonly URL[] = [
  ...PERSON_IDS.map((id) => new URL(`../../../town/src/people/portrait/${id}.svg`, import.meta.url)),
  new URL('../../../services/authority/src/drawing/silhouette.svg', import.meta.url),
];
