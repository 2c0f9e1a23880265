/** Ports of the services, in the order of their offsets from the first. */
export interface TownPorts {
  readonly index: number;
  readonly provider: number;
  readonly phone: number;
  readonly authority: number;
  readonly verifier: number;
  readonly timestamp: number;
  /** Asked by the provider alone. */
  readonly substitute: number;
  readonly reservation: number;
  readonly townOffice: number;
}

export interface TownUrls {
  readonly index: string;
  /** Base of the provider's API, without a slash at the end. */
  readonly provider: string;
  readonly issuer: string;
  readonly phone: string;
  readonly authority: string;
  readonly verifier: string;
  readonly timestamp: string;
  readonly reservation: string;
  readonly townOffice: string;
  /** The page that checks evidence, at the index. */
  readonly evidence: string;
}

/** So many ports from the first belong to a town; not every one of them is in use. */
export const PORT_COUNT = 12;

export function portsFrom(first: number): TownPorts {
  return {
    index: first,
    provider: first + 1,
    phone: first + 2,
    authority: first + 3,
    verifier: first + 4,
    timestamp: first + 5,
    substitute: first + 6,
    reservation: first + 10,
    townOffice: first + 11,
  };
}

/** Browsers treat `localhost` as a secure context, `127.0.0.1` pages would be another site with other cookies. */
export function urlsOf(ports: TownPorts): TownUrls {
  const at = (port: number) => `http://localhost:${port}`;
  return {
    index: at(ports.index),
    provider: `${at(ports.provider)}/api`,
    issuer: `${at(ports.provider)}/api/realms/main`,
    phone: at(ports.phone),
    authority: at(ports.authority),
    verifier: at(ports.verifier),
    timestamp: at(ports.timestamp),
    reservation: at(ports.reservation),
    townOffice: at(ports.townOffice),
    evidence: `${at(ports.index)}/evidence`,
  };
}
