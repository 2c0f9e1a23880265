export const PURPOSES = ['licence', 'employment', 'school', 'housing', 'bank', 'other'] as const;
export const HOUSEHOLDS = ['all', 'self'] as const;
export const DELIVERIES = ['mail', 'counter'] as const;

/** What the form holds as it was typed, so that it can be shown again. */
export interface Draft {
  readonly name: string;
  readonly address: string;
  /** `YYYY-MM-DD`, as browsers send it. */
  readonly birthdate: string;
  readonly phone: string;
  readonly household: string;
  readonly copies: string;
  readonly relation: string;
  readonly domicile: string;
  readonly purpose: string;
  readonly delivery: string;
}

/** An application that can be filed. */
export interface Application {
  /** For people, and the verifier's reference: tells nothing about the person. */
  readonly number: string;
  readonly name: string;
  readonly address: string;
  /** `YYYYMMDD`. */
  readonly birthdate: string;
  readonly phone: string;
  readonly household: (typeof HOUSEHOLDS)[number];
  readonly copies: number;
  /** Whether 世帯主・続柄 stand in it. */
  readonly relation: boolean;
  /** Whether 本籍・筆頭者 stand in it. */
  readonly domicile: boolean;
  readonly purpose: (typeof PURPOSES)[number];
  readonly delivery: (typeof DELIVERIES)[number];
}

const YEN_A_COPY = 300;
const YEN_OF_MAIL = 110;

export function feeOf({ copies, delivery }: Pick<Application, 'copies' | 'delivery'>) {
  const copying = copies * YEN_A_COPY;
  const mail = delivery === 'mail' ? YEN_OF_MAIL : 0;
  return { each: YEN_A_COPY, copying, mail, total: copying + mail };
}
