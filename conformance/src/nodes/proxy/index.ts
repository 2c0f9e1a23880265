/**
 * A network that misbehaves on demand, between any two programs that speak TCP: late, slow, reset, closed on one side, swallowed without a
 * word. Owns the faults and what they do to a connection; knows nothing of what is said over it.
 */
export { type Fault, NO_FAULT, type Way } from './fault.ts';
export { type FaultProxy, startFaultProxy } from './proxy.ts';
