/**
 * Signed documents: received within bounds, judged in threads whose time and memory are bounded, so that a bomb hurts nobody
 * else. Owns what may be in memory at once, and the two passes of a judgement. Refuses documents without signatures, those that
 * cannot be read, and signatures of other kinds than the signature certificate makes.
 */
export { DocumentGate } from './gate.ts';
export { type DocumentInput, judgeDocument } from './judge-document.ts';
export { DOCUMENT_PROBLEMS } from './problems.ts';
export { type ReceivedDocument, receive } from './receive.ts';
export { Threads } from './threads.ts';
