/** The verifier's HTTP contract for its administration: types and schemas that the command line shares. Refuses to be more: the rest is OpenAPI. */
export * from './administration.ts';
