import { PERSON_IDS } from '../people/index.ts';

/** Every drawing of which a JP2 is checked in beside it. */
export const DRAWINGS: readonly URL[] = [
  ...PERSON_IDS.map((id) => new URL(`../people/portrait/${id}.svg`, import.meta.url)),
  new URL('../../../services/authority/src/drawing/silhouette.svg', import.meta.url),
];
