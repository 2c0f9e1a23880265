/**
 * What is shown: the files brought, the verdict first, then who and when, the place in the log, each check in words, and whom to
 * believe. Owns pixels alone; every decision is in `case/`.
 */
export { About } from './About.tsx';
export { Checks } from './Checks.tsx';
export { type ChosenFile, Files, type FilesState } from './Files.tsx';
export { TreeView } from './TreeView.tsx';
export { Trust } from './Trust.tsx';
export { Verdict } from './Verdict.tsx';
