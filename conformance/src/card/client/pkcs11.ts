/**
 * `node pkcs11.ts MODULE PIN …`: signs with each token of a PKCS#11 module, logging in with the PINs in order, as a
 * program that knows nothing of the card. Prints what each token showed, as JSON.
 */
import pkcs11js, { type Pkcs11Session } from 'pkcs11js';

const MESSAGE = Buffer.from('signed through PKCS#11');
const MODULUS_LENGTH = 256;

interface TokenResult {
  readonly label: string;
  /** Certificates seen before and after the login, Base64. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly signature: string;
}

function find(module: Pkcs11Session, session: Buffer, kind: number): Buffer[] {
  module.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: kind }]);
  const found = module.C_FindObjects(session, 10);
  module.C_FindObjectsFinal(session);
  return found;
}

function certificates(module: Pkcs11Session, session: Buffer): string[] {
  return find(module, session, pkcs11js.CKO_CERTIFICATE).flatMap((object) =>
    module
      .C_GetAttributeValue(session, object, [{ type: pkcs11js.CKA_VALUE }])
      .map(({ value }) => value.toString('base64')),
  );
}

function useToken(module: Pkcs11Session, slot: Buffer, pin: string): TokenResult {
  const { label } = module.C_GetTokenInfo(slot);
  const session = module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
  const before = certificates(module, session);
  module.C_Login(session, pkcs11js.CKU_USER, pin);
  const [key] = find(module, session, pkcs11js.CKO_PRIVATE_KEY);
  if (key === undefined) throw new Error('no private key');
  module.C_SignInit(session, { mechanism: pkcs11js.CKM_SHA256_RSA_PKCS }, key);
  const signature = module.C_Sign(session, MESSAGE, Buffer.alloc(MODULUS_LENGTH)).toString('base64');
  const after = certificates(module, session);
  module.C_Logout(session);
  module.C_CloseSession(session);
  return { label: label.trim(), before, after, signature };
}

const [path = '', ...pins] = process.argv.slice(2);
const module = new pkcs11js.PKCS11();
module.load(path);
module.C_Initialize();
const results = module.C_GetSlotList(true).map((slot, i) => useToken(module, slot, pins[i] ?? ''));
module.C_Finalize();
module.close();
process.stdout.write(JSON.stringify(results));
