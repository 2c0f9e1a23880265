import { createFaultBench, testFaults } from './testing/faults.ts';
import {
  DOCUMENT_REFERENCE,
  ENVELOPED,
  EXCLUSIVE,
  INCLUSIVE,
  PROPERTIES_REFERENCE,
  reference,
} from './testing/template.ts';

const { bench, changed, signed } = createFaultBench();
const transform = (uri: string, inner = '') => `<ds:Transform Algorithm="${uri}">${inner}</ds:Transform>`;
const ofProperties = reference(PROPERTIES_REFERENCE);

testFaults(bench, [
  signed(
    'XPath',
    {
      references:
        reference({
          ...DOCUMENT_REFERENCE,
          transforms: [
            ENVELOPED,
            transform(
              'http://www.w3.org/TR/1999/REC-xpath-19991116',
              '<ds:XPath>not(ancestor-or-self::clause)</ds:XPath>',
            ),
          ],
        }) + ofProperties,
    },
    'accepts',
    'xades.transforms algorithm',
  ),
  signed(
    'an XPath filter',
    {
      references:
        reference({
          ...DOCUMENT_REFERENCE,
          transforms: [
            ENVELOPED,
            transform(
              'http://www.w3.org/2002/06/xmldsig-filter2',
              '<f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//x</f:XPath>',
            ),
          ],
        }) + ofProperties,
    },
    'accepts',
    'xades.transforms algorithm',
  ),
  signed(
    'XSLT',
    {
      references:
        reference({
          ...DOCUMENT_REFERENCE,
          transforms: [
            ENVELOPED,
            transform(
              'http://www.w3.org/TR/1999/REC-xslt-19991116',
              '<x:stylesheet version="1.0" xmlns:x="http://www.w3.org/1999/XSL/Transform"><x:template match="/">constant</x:template></x:stylesheet>',
            ),
          ],
        }) + ofProperties,
    },
    'accepts',
    'xades.transforms algorithm',
  ),
  signed(
    'two canonicalisations',
    {
      references:
        reference({ ...DOCUMENT_REFERENCE, transforms: [ENVELOPED, EXCLUSIVE, INCLUSIVE] }) + ofProperties,
    },
    'accepts',
    'xades.transforms order',
  ),
  changed(
    'canonicalised before the signature is left out',
    /(<ds:Transform [^>]*enveloped-signature"\/>)(<ds:Transform [^>]*\/>)/,
    '$2$1',
    'refuses',
    'xades.transforms order',
  ),
  changed(
    'parameters of the enveloped transform',
    `<ds:Transform Algorithm="${ENVELOPED}"/>`,
    transform(ENVELOPED, '<a/>'),
    'refuses',
    'xades.transforms algorithm',
  ),
  changed(
    'prefixes for a canonicalisation without such',
    `<ds:Transform Algorithm="${EXCLUSIVE}"/>`,
    transform(INCLUSIVE, `<e:InclusiveNamespaces xmlns:e="${EXCLUSIVE}" PrefixList="a"/>`),
    'refuses',
    'xades.transforms algorithm',
  ),
  changed(
    'an empty chain of transforms',
    /<ds:Transforms>.*?<\/ds:Transforms>/,
    '<ds:Transforms/>',
    'refuses',
    'xades.transforms structure',
  ),
  changed(
    'an enveloped transform of the properties',
    /(SignedProperties"><ds:Transforms>)/,
    `$1<ds:Transform Algorithm="${ENVELOPED}"/>`,
    'refuses',
    'xades.transforms target',
  ),
  changed(
    'a reference to nothing',
    'URI="#p"',
    'URI="#q"',
    'refuses',
    'xades.signed-properties other',
    'xades.target missing',
  ),
  changed('a pointer expression', 'URI=""', 'URI="#xpointer(/)"', 'refuses', 'xades.target pointer'),
  changed('a reference without a URI, and nothing given', 'URI=""', '', 'refuses', 'xades.target unnamed'),
  signed(
    'a reference to one element',
    { references: reference({ id: 'r', uri: '#c1', transforms: [EXCLUSIVE] }) + ofProperties },
    'accepts',
    'xades.target element',
  ),
  changed('a reference to the signature itself', 'URI=""', 'URI="#s"', 'refuses', 'xades.target itself'),
  changed(
    'a manifest',
    'URI=""',
    'URI="" Type="http://www.w3.org/2000/09/xmldsig#Manifest"',
    'refuses',
    'xades.target manifest',
  ),
]);
