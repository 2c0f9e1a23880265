import type { LoginSession, SignSession } from '@kazasu/rp';
import type { PreparedPdf } from '@kazasu/rp/documents';
import type { Application, Draft } from '../application/index.ts';
import type { Decision } from '../decision/index.ts';
import type { Failure } from '../failure.ts';
import type { DrawnForm } from '../form/index.ts';

/** An application as it is signed, and what has to be remembered until the browser comes back. */
export interface Signing {
  readonly session: SignSession;
  /** Where the person signs it; pressing the button again leads there again. */
  readonly url: string;
  readonly application: Application;
  readonly prepared: PreparedPdf;
  /** Made because the provider did not take the one before it any more; then no further one is made unasked. */
  readonly isSecond: boolean;
}

/** A signed application, and what became of it. */
export interface Filed {
  readonly application: Application;
  /** Of the callback that brought it, which may come again. */
  readonly state: string;
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** What the provider said of the certificate. */
  readonly status: string;
  /** Under which the verifier is asked, again too. */
  readonly idempotencyKey: string;
  readonly decision: Decision;
}

export interface Session {
  readonly draft?: Partial<Draft> | undefined;
  readonly application?: Application | undefined;
  /** The application as a form, not signed yet. */
  readonly form?: DrawnForm | undefined;
  readonly login?: LoginSession | undefined;
  readonly signing?: Signing | undefined;
  readonly filed?: Filed | undefined;
  readonly failure?: Failure | undefined;
}

/** What a person would lose with a session: nothing but a click, what was typed, or a signature. */
export function worthOf({ draft, signing, filed }: Session): 0 | 1 | 2 {
  if (signing !== undefined || filed !== undefined) return 2;
  return draft === undefined ? 0 : 1;
}
