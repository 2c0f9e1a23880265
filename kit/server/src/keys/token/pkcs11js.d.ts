/**
 * The part of the package `pkcs11js` 2.1.7 that is used. It is optional, and the project must compile without it; where
 * it is installed, its own declaration of the same kind is added to this one, hence the names of our own.
 */
declare module 'pkcs11js' {
  type UsedHandle = Buffer;
  interface UsedAttribute {
    readonly type: number;
    readonly value?: number | boolean | string | Buffer;
  }

  export interface Pkcs11Session {
    load(path: string): void;
    close(): void;
    C_Initialize(): void;
    C_Finalize(): void;
    C_GetSlotList(withToken: boolean): UsedHandle[];
    C_CloseAllSessions(slot: UsedHandle): void;
    C_GenerateKeyPair(
      session: UsedHandle,
      mechanism: { readonly mechanism: number },
      publicTemplate: readonly UsedAttribute[],
      privateTemplate: readonly UsedAttribute[],
    ): { readonly publicKey: UsedHandle; readonly privateKey: UsedHandle };
    C_GenerateKey(
      session: UsedHandle,
      mechanism: { readonly mechanism: number },
      template: readonly UsedAttribute[],
    ): UsedHandle;
    C_DestroyObject(session: UsedHandle, object: UsedHandle): void;
    C_GetTokenInfo(slot: UsedHandle): { readonly label: string };
    C_OpenSession(slot: UsedHandle, flags: number): UsedHandle;
    C_CloseSession(session: UsedHandle): void;
    C_Login(session: UsedHandle, user: number, pin: string): void;
    C_Logout(session: UsedHandle): void;
    C_FindObjectsInit(session: UsedHandle, template: readonly UsedAttribute[]): void;
    C_FindObjects(session: UsedHandle, count: number): UsedHandle[];
    C_FindObjectsFinal(session: UsedHandle): void;
    C_GetAttributeValue(
      session: UsedHandle,
      object: UsedHandle,
      template: readonly UsedAttribute[],
    ): { readonly value: Buffer }[];
    C_SignInit(session: UsedHandle, mechanism: { readonly mechanism: number }, key: UsedHandle): void;
    C_Sign(session: UsedHandle, data: Buffer, room: Buffer): Buffer;
  }

  /** A CommonJS module whose names are made at run time: Node sees but the whole. */
  const pkcs11js: {
    readonly PKCS11: new () => Pkcs11Session;
    readonly CKF_SERIAL_SESSION: number;
    readonly CKF_RW_SESSION: number;
    readonly CKA_CLASS: number;
    readonly CKA_KEY_TYPE: number;
    readonly CKA_LABEL: number;
    readonly CKA_TOKEN: number;
    readonly CKA_PRIVATE: number;
    readonly CKA_SENSITIVE: number;
    readonly CKA_EXTRACTABLE: number;
    readonly CKA_ALWAYS_SENSITIVE: number;
    readonly CKA_NEVER_EXTRACTABLE: number;
    readonly CKA_MODIFIABLE: number;
    readonly CKA_SIGN: number;
    readonly CKA_VERIFY: number;
    readonly CKA_MODULUS: number;
    readonly CKA_MODULUS_BITS: number;
    readonly CKA_PUBLIC_EXPONENT: number;
    readonly CKA_PRIVATE_EXPONENT: number;
    readonly CKA_EC_PARAMS: number;
    readonly CKA_EC_POINT: number;
    readonly CKA_VALUE: number;
    readonly CKA_VALUE_LEN: number;
    readonly CKK_RSA: number;
    readonly CKK_EC: number;
    readonly CKO_PRIVATE_KEY: number;
    readonly CKO_PUBLIC_KEY: number;
    readonly CKO_SECRET_KEY: number;
    readonly CKO_CERTIFICATE: number;
    readonly CKM_RSA_PKCS: number;
    readonly CKM_RSA_PKCS_KEY_PAIR_GEN: number;
    readonly CKM_EC_KEY_PAIR_GEN: number;
    readonly CKM_ECDSA: number;
    readonly CKM_GENERIC_SECRET_KEY_GEN: number;
    readonly CKM_SHA256_HMAC: number;
    readonly CKM_SHA256_RSA_PKCS: number;
    readonly CKU_USER: number;
  };
  export default pkcs11js;
}
