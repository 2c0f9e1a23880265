/**
 * What can be typed: commands, options, help and exit codes. Owns no behaviour: each command is a function in
 * ../command that could be called without a command line.
 */
export { createProgram } from './program.ts';
