/**
 * For tests and measurements, of other rooms too: an authority and a verifier in one process, tenants with keys, and people
 * whose cards sign. Refuses to be secret: its tokens are constants.
 */
export { asking, consented, met, type Place, rowsOf, tablesOfPersons } from './asking.ts';
export { signedCms, signedPdf, signedXml } from './documents.ts';
export { fromMortal } from './mortal.ts';
export {
  ADMIN_TOKEN,
  BASE_URL,
  CLIENT_ID,
  createWorld,
  type Member,
  must,
  PROVIDER,
  PURPOSE,
  type Signed,
  sha256,
  sha256Hex,
  signDocuments,
  type World,
} from './world.ts';
