/**
 * One who asks without pause, from a thread of its own so that it keeps nobody waiting but the server: prepared requests over raw
 * connections, each sent again as soon as it was answered, whatever the answer says. Owns counting what came back; judges nothing.
 */
export { type Flood, type Flooded, type FloodOptions, startFlood } from './flood.ts';
