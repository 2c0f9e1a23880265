/**
 * The Merkle tree in the database: tiles of 256 hashes with the nodes above them, how they grow, and proofs read from them in one
 * statement. Owns where a subtree's root is kept. Refuses to read what was not yet there at the size that is asked about.
 */
export { growTree } from './grow.ts';
export { proveConsistency, proveInclusion, rootAt } from './prove.ts';
export { rebuildTiles } from './rebuild.ts';
export { EMPTY_TILE, growTile, rootOfTile, TILE_WIDTH, tileLength } from './tile.ts';
export { countTiles, readEntry, readFrontier, readTile, takeLog, writeFrontier } from './tile-store.ts';
