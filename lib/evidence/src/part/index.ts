/**
 * What the parts of a verification's record say: what was asked, and the signatures. Strict codecs; the third part, `report`, is
 * `ReportData` of the judge as JSON. Parts of entries of other kinds are JSON of the services that write them.
 */
export {
  encodeRequestPart,
  parseRequestPart,
  REQUEST_FORMAT,
  type RequestMethod,
  type RequestPart,
} from './request.ts';
export {
  encodeSignaturePart,
  parseSignaturePart,
  type RecordedSignature,
  SIGNATURE_FORMAT,
  type SignatureAlgorithm,
  type SignaturePart,
  type SignatureTimestamp,
  type SignedOctets,
} from './signature.ts';
