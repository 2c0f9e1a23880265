/**
 * Personalisation: from a resident's record to a card with keys, certificates, signed records and pictures. Private keys are made
 * here, leave once inside the {@link CardImage}, and are kept nowhere. Refuses people who are registered already
 * (renewal is another thing), times of issue outside a CA generation's life, and a signature password under 15.
 */

export { type CardIssuers, openCardIssuers, openIssuerKeys } from './card-issuers.ts';
export { type CardKey, createCardKey, type KeyMaker } from './card-key.ts';
export {
  type CertifyPlan,
  certifyAuthentication,
  certifySignature,
  type IssuedCertificate,
} from './certificates.ts';
export { drawTransportPins } from './numbers.ts';
export { personalise } from './personalise.ts';
export { planCard } from './plan.ts';
export { cardRecordOf, type PreparedCard, prepareCard, storeCertificates } from './prepare.ts';
export { rewrittenSurface, rewrittenText } from './rewrite.ts';
