/** `@kazasu/evidence/testing`: authorities, a log in memory, and good and spoilt bundles. For tests; README.md tells the files. */
export * from './authorities.ts';
export * from './bundle.ts';
export * from './log.ts';
export * from './record.ts';
