/**
 * What a revision changed against the one before. Owns: the list of changes, each of a named kind. Everything that no rule
 * here recognises is `content`: there is no list of attacks, only one of what is harmless, and of the places where it is.
 * Refuses to judge whether a change was allowed; that is the signer's word (`../permission.ts`).
 */
export type { Change, ChangeKind } from './change.ts';
export { describeUpdate } from './describe.ts';
