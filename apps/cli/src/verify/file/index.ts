/**
 * Files as they are given: read up to a size, known by their first octets and never by their name, taken out of PEM.
 * Refuses what no rule knows, and says what it seems to be where it is of use elsewhere.
 */

export { readCertificates, readLists, readResponses } from './bundle.ts';
export { readBounded, SIZES } from './read.ts';
export { type FileKind, readSubject, type Subject } from './subject.ts';
