/**
 * CMS with one signer (RFC 5652), as CAdES (ETSI EN 319 122-1 baseline B and T) where the certificate is known before the
 * signature. Owns the signed attributes and their order. Refuses content, certificate and signature that do not belong
 * to what was prepared.
 */
export { assembleCms, type CmsOrder, type CmsParts, type PreparedCms, prepareCms } from './cms.ts';
export { readSignedAttributes } from './signed-attributes.ts';
