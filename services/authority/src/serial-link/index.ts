/**
 * The link between old and new serial numbers: which certificates one person has had, up to the one asked about, on cards
 * and phones alike. A
 * verifier that knows an older one recognises the person; it learns nothing about later ones, nor about the other role.
 */
export { lineageOf } from './serial-link.ts';
