/**
 * A case: one bundle, judged by what the person brought. Owns what is shown of it; reads nothing but the files handed in, and
 * keeps nothing. Whom to believe comes from the person alone: by a file of theirs, or by a fingerprint that they compared.
 */
export { type Case, type Head, openCase, type Question } from './case.ts';
export { fingerprintGroups, shortHash } from './fingerprint.ts';
export { type Headline, headlineOf } from './headline.ts';
export { type Root, rootsOf } from './root.ts';
export { type Signer, signersOf } from './signer.ts';
export { pathOf, type TreePath, type TreeStep } from './tree.ts';
