/**
 * The application for a copy of the certificate of residence (住民票の写し): what can be asked for, what it costs, and how a form
 * that a browser sends is read. Refuses people who live elsewhere; knows nothing of signatures.
 */
export {
  type Application,
  DELIVERIES,
  type Draft,
  feeOf,
  HOUSEHOLDS,
  PURPOSES,
} from './application.ts';
export { type Municipality, municipalityOf } from './municipality.ts';
export { COPIES_MAX, type Field, type ReadApplication, readApplication, readDraft } from './read.ts';
