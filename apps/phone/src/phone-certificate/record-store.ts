import { toBase64url } from '@kazasu/bytes';
import * as v from 'valibot';
import { PhoneRecord } from './record-data.ts';

/** One record at most. */
export interface RecordStore {
  /** Undefined where there is none, or none that is whole. */
  read(): Promise<PhoneRecord | undefined>;
  write(record: PhoneRecord): Promise<void>;
  clear(): Promise<void>;
}

const DATABASE = 'kazasu-phone-certificate';
const TABLE = 'record';
const KEY = 'one';

/** IndexedDB of this origin. */
export const browserStore: RecordStore = {
  read: async () => {
    const found = v.safeParse(PhoneRecord, await within('readonly', (table) => table.get(KEY)));
    return found.success ? found.output : undefined;
  },
  write: async (record) => void (await within('readwrite', (table) => table.put(record, KEY))),
  clear: async () => void (await within('readwrite', (table) => table.clear())),
};

/** Whether what is kept opens with this passkey alone. `credentialId`: base64url. */
export async function liesUnder(store: RecordStore, credentialId: string): Promise<boolean> {
  const record = await store.read();
  return record !== undefined && toBase64url(record.credentialId) === credentialId;
}

/** For tests. */
export function memoryStore(): RecordStore {
  let kept: PhoneRecord | undefined;
  return {
    read: async () => kept,
    write: async (record) => {
      kept = record;
    },
    clear: async () => {
      kept = undefined;
    },
  };
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (table: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode);
      const request = work(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => void request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
