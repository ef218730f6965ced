// What the tag needs for each gateway that the local one imitates: data for the demo's switch and for tests.

/** Attributes by gateway. The address is below the local gateway's origin. */
export const gateways = {
  polyai: { 'gateway-url': '/api/v1/webrtc/signal' },
  voisnap: { 'gateway-url': '/', 'agent-id': 'agt_demo' },
  iqra: { 'gateway-url': '/api/websession/initiate', 'business-id': '1234', 'campaign-id': 'campaign-demo' },
  http: { 'gateway-url': '/api/voice/offer' },
  openai: { 'gateway-url': '/v1/realtime/calls' },
  pipecat: { 'gateway-url': '/api/offer' },
  whip: { 'gateway-url': '/whip' },
} as const satisfies Readonly<Record<string, Readonly<Record<`${string}-${string}`, string>>>>;

export type GatewayName = keyof typeof gateways;

export const isGatewayName = (name: string): name is GatewayName => Object.hasOwn(gateways, name);

/** The local gateway does what the token says; OpenAI's secrets have a mark that its imitation wants, too. */
export const tokenFor = (gateway: GatewayName, behaviour: string): string =>
  gateway === 'openai' ? `ek_${behaviour}` : behaviour;
