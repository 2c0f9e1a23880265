export { problem } from '@kazasu/server/administration';
