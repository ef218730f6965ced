// Which behaviour an HTTP request asks for, for the protocols that have a token in its header. No I/O.

import { behaviourName } from '../behaviours.ts';
import type { Exchange } from '../exchange.ts';
import { Refusal } from '../refusal.ts';

/**
 * @param otherwise - the behaviour of a request without a token; undefined where there must be one
 * @throws Refusal UNAUTHORIZED for a token that nobody knows
 */
export function behaviourOf(exchange: Exchange, otherwise?: string): string {
  const token = exchange.token();
  const name = token === undefined ? otherwise : behaviourName(token);
  if (name === undefined) throw new Refusal('UNAUTHORIZED', 'The token is not valid');
  return name;
}
