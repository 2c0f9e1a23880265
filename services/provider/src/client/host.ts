export { isAllowedUrl, isLoopbackHost, isSafeUrl } from '@kazasu/server/outbound';
