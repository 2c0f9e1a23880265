/**
 * Mutation testing: what is mutated and by which tests it is judged, Stryker's configuration, the runner inside of Stryker's
 * worker with its stand-in for `node:test`, and the figures that are published. Refuses to be part of `npm test`.
 */
export { figuresOf, type Survivor, scoreOf, survivorsOf } from './figures.ts';
export { publish, readPublished } from './published.ts';
export { REMAINING } from './remaining.ts';
export { requireStryker, runStryker } from './stryker.ts';
export { TARGETS, type Target } from './targets.ts';
