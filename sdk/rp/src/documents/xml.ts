/** The same for XML (XML-DSig and XAdES), with the parser that it needs. */
export {
  assembleXml,
  type PreparedXml,
  prepareXml,
  signatureValueOctets,
  type XmlContent,
  type XmlOrder,
  type XmlParts,
} from '@kazasu/pki/assemble/xml';
