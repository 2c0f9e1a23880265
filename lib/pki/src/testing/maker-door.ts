/** `@kazasu/pki/testing/maker`: small certificates and CRLs with any extension or fault, for the tests of other rooms. */
export * from './maker.ts';
export * from './maker-extensions.ts';
