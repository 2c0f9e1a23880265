import {
  AUTHORITY_KEY_IDENTIFIER,
  BASIC_CONSTRAINTS,
  CERTIFICATE_POLICIES,
  CRL_DISTRIBUTION_POINTS,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  SUBJECT_ALT_NAME,
  SUBJECT_KEY_IDENTIFIER,
} from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineProfile, type Profile, row } from './profile.ts';
import {
  ALGORITHMS,
  type CardGeneration,
  oneDirectory,
  pointIsOwnName,
  selfIssued,
  subjectOf,
  UTC_TIMES,
  usageIs,
} from './value.ts';

/** A generation of either certification authority, facts b.1: a root that issues leaves and nothing else. */
export const authorityProfile = (generation: CardGeneration): Profile =>
  defineProfile('authority', {
    name: 'certification authority',
    citation: 'J-LIS certificate profile, certification authority',
    fields: [
      ...ALGORITHMS[generation],
      UTC_TIMES,
      subjectOf(OID.country, OID.organization, OID.organizationalUnit, OID.organizationalUnit),
      {
        name: 'selfIssued',
        title: { en: 'issuer', ja: '発行者名' },
        explanation: {
          en: 'issuer and subject are not the same name',
          ja: '発行者名と主体者名が一致しません',
        },
        accepts: ({ certificate }) => selfIssued(certificate),
      },
    ],
    extensions: [
      row(KEY_USAGE, 'required', 'critical', usageIs('keyCertSign', 'cRLSign')),
      row(SUBJECT_ALT_NAME, 'required', 'not-critical', (names) => oneDirectory(names) !== undefined),
      row(
        BASIC_CONSTRAINTS,
        'required',
        'critical',
        ({ authority, pathLength }) => authority && pathLength === undefined,
      ),
      row(CRL_DISTRIBUTION_POINTS, 'required', 'not-critical', pointIsOwnName),
      row(SUBJECT_KEY_IDENTIFIER, 'required', 'not-critical'),
      row(AUTHORITY_KEY_IDENTIFIER, 'absent', 'agnostic'),
      row(CERTIFICATE_POLICIES, 'absent', 'agnostic'),
      row(EXTENDED_KEY_USAGE, 'absent', 'agnostic'),
    ],
  });

export const AUTHORITY_PROFILE = authorityProfile('current');
