/** JSON from outside: bounded, UTF-8, an object at the top, no member twice. */
export { parseJsonObject } from './parse.ts';
