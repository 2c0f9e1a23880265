/**
 * The Merkle tree in the database: tiles of 256 hashes, how they grow, and proofs read from them in one statement. Owns where a
 * subtree's root is kept. Refuses to read what was not yet there at the size that is asked about.
 */
export { growTree } from './grow.ts';
export { proveConsistency, proveInclusion, rootAt } from './prove.ts';
export { rootOfTile, TILE_WIDTH } from './tile.ts';
export { readEntry, readFrontier, readTiles, takeLog, tileKey, writeFrontier } from './tile-store.ts';
