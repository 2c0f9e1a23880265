/** Ports of the services, in the order of their offsets from the first. */
export interface TownPorts {
  readonly index: number;
  readonly provider: number;
  readonly phone: number;
  readonly authority: number;
  readonly reservation: number;
}

export interface TownUrls {
  readonly index: string;
  /** Base of the provider's API, without a slash at the end. */
  readonly provider: string;
  readonly issuer: string;
  readonly phone: string;
  readonly authority: string;
  readonly reservation: string;
}

/** The highest offset that a town uses; 4 is kept for the verifier. */
export const PORT_COUNT = 11;

export function portsFrom(first: number): TownPorts {
  return {
    index: first,
    provider: first + 1,
    phone: first + 2,
    authority: first + 3,
    reservation: first + 10,
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
    reservation: at(ports.reservation),
  };
}
