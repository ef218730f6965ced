// Every adapter against the local gateway, by the suite that adapters from outside use, too.

import { gateways, tokenFor, type GatewayName } from '../../demo/gateways.ts';
import { gatewayContract, type ContractCall, type ContractServer } from '../../src/testing.ts';
import type { CallRequest } from '../../src/call/call-request.ts';

const origin = async (): Promise<string> => (await fetch('/local-gateway')).text();

for (const name of Object.keys(gateways) as GatewayName[])
  gatewayContract(name, async (): Promise<ContractServer> => {
    const attributes: Readonly<Record<string, string>> = gateways[name];
    const request: Partial<CallRequest> = {
      gatewayUrl: (await origin()) + (attributes['gateway-url'] ?? ''),
      agentId: attributes['agent-id'],
      businessId: attributes['business-id'],
      campaignId: attributes['campaign-id'],
    };
    /** The local gateway does what the token says. */
    const call = (behaviour: string): ContractCall => ({
      request,
      credential: { token: tokenFor(name, behaviour) },
    });
    return {
      echo: call('echo'),
      hangsUp: call('hang-up'),
      refuses: call('error-FORBIDDEN'),
      unauthorized: call('refuse'),
      silent: call('silent'),
      garbage: call('garbage'),
      late: call('slow'),
    };
  });
