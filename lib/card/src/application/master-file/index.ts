/** The master file's data objects: what the card says of itself before any application is selected. */
export { type MasterFile, type MasterFileObjects, parseMasterFile, tagHex } from './master-file.ts';
export { MASTER_FILE_TAG } from './tag.ts';
