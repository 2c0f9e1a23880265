/** Namespaces, all of them names and none a place to fetch from. */
export const DS = 'http://www.w3.org/2000/09/xmldsig#';
/** Exclusive canonicalisation's own, for its list of prefixes. */
export const EC = 'http://www.w3.org/2001/10/xml-exc-c14n#';
/** ETSI EN 319 132-1 section 4.2: its elements… */
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
/** …and those that came later. */
export const XADES_141 = 'http://uri.etsi.org/01903/v1.4.1#';

/** ETSI EN 319 162-1: the container of signatures over files. */
export const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';

/** ETSI EN 319 132-1 section 4.4.2: what the reference to the signed properties says that it is. */
export const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties';
export const MANIFEST_TYPE = 'http://www.w3.org/2000/09/xmldsig#Manifest';
/** ETSI EN 319 132-1 section 5.1.3: the one encoding of encapsulated values, which is the default too. */
export const DER_ENCODING = 'http://uri.etsi.org/01903/v1.2.2#DER';

export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const BASE64 = 'http://www.w3.org/2000/09/xmldsig#base64';
export const CANONICAL_XML_10 = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
