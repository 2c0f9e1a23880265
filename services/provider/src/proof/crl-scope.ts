export { crlScopeOf as crlScope } from '@kazasu/pki';
