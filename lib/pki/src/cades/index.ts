/**
 * CAdES (ETSI EN 319 122-1) and plain CMS signatures: the document as a whole. `cms/` reads it, `ades/` judges each
 * signature; here they are put together. Refuses octets beside the content inside, and calls nothing CAdES that does not name
 * its signer's certificate.
 */
export { verifyCms } from './verify.ts';
