/**
 * Large files that several processes read at random: mapped into memory where the system can, so that all of them share one
 * copy and a restart reads nothing; read into memory elsewhere. Owns noticing a newer file and giving back the memory of
 * the older one. Refuses to write: a file is replaced as a whole by `@kazasu/server/file`, and the owner's alone.
 */
export { type MapFile, type MappedFile, openMapper } from './map-file.ts';
export { openSharedFile, type SharedFile, type SharedFileOptions } from './shared-file.ts';
