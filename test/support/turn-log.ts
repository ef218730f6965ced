// What coturn's log says of its sessions: the transport to the browser, and the bytes that went through. Touches nothing.

export interface Traffic {
  readonly packets: number;
  readonly bytes: number;
}

/** One connection of a browser with the server, told when it is over: only then coturn names its address. */
export interface TurnSession {
  /** The name with which an allocation was made; '' where none was. */
  readonly user: string;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly fromBrowser: Traffic;
  readonly toBrowser: Traffic;
  readonly fromFarEnd: Traffic;
  readonly toFarEnd: Traffic;
}

/** The numbers after `usage:` are those since the last such line of the session. */
const USAGE = /session (\d+): (peer )?usage: .*rp=(\d+), rb=(\d+), sp=(\d+), sb=(\d+)/g;
const CLOSED = /session (\d+): closed \(2nd stage\), user <(.*?)> .*remote ([^ ]+), reason/g;
/** Only streams connect; whether one is TLS is told when it has made an allocation, and when it broke without. */
const CONNECTED = /tcp or tls connected to: (\S+)/g;
const ENCRYPTED = /session (\d+): (?:new, .*cipher=|TLS\/TCP socket)/g;

/** The sessions that are over, oldest first. */
export function sessionsIn(log: string): TurnSession[] {
  const streams = new Set([...log.matchAll(CONNECTED)].map(([, address]) => address));
  const encrypted = new Set([...log.matchAll(ENCRYPTED)].map(([, id]) => id));
  const usages = [...log.matchAll(USAGE)].map(([, id, peer, ...numbers]) => ({
    id,
    ofFarEnd: peer !== undefined,
    numbers: numbers.map(Number),
  }));
  return [...log.matchAll(CLOSED)].map(([, id, user = '', address]) => {
    const sum = (ofFarEnd: boolean, first: number): Traffic => {
      const own = usages.filter((usage) => usage.id === id && usage.ofFarEnd === ofFarEnd);
      const total = (index: number): number =>
        own.reduce((all, { numbers }) => all + (numbers[index] ?? 0), 0);
      return { packets: total(first), bytes: total(first + 1) };
    };
    return {
      user,
      transport: encrypted.has(id) ? 'tls' : streams.has(address) ? 'tcp' : 'udp',
      fromBrowser: sum(false, 0),
      toBrowser: sum(false, 2),
      fromFarEnd: sum(true, 0),
      toFarEnd: sum(true, 2),
    };
  });
}

/** Names of users whom the server turned away with 401, the one without a name aside: every browser first tries that. */
export const refusedUsersIn = (log: string): string[] =>
  [...log.matchAll(/Cannot find credentials of user <(.+?)>/g)].map(([, user = '']) => user);

/** How many allocations the server made. */
export const allocationsIn = (log: string): number => [...log.matchAll(/session \d+: new, realm=/g)].length;
