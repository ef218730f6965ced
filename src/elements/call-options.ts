// What a tag's attributes and properties say at the start of a call. An empty attribute is none.

import type { CallOptions } from '../call/call.ts';
import type { CallRequest } from '../call/call-request.ts';
import { loadGateway } from '../gateways/registry.ts';
import { audioOf } from './audio-control.ts';
import { uuid } from './uuid.ts';
import type { CallProperties } from './call-properties.ts';

export function callOptionsOf(tag: CallProperties): CallOptions {
  const request: CallRequest = {
    gateway: tag.gateway || 'polyai',
    gatewayUrl: tag.gatewayUrl || undefined,
    region: tag.region || undefined,
    callSid: tag.callSid || uuid(),
    mode: tag.mode || undefined,
    caller: tag.caller || undefined,
    callee: tag.callee || undefined,
    accountId: tag.accountId || undefined,
    projectId: tag.projectId || undefined,
    variantId: tag.variantId || undefined,
    agentVersionOverride: tag.agentVersionOverride,
    agentId: tag.agentId || undefined,
    businessId: tag.businessId || undefined,
    campaignId: tag.campaignId || undefined,
    metadata: tag.metadata,
    negotiate: tag.negotiate,
    credentials: tag.credentials,
    iceServers: tag.iceServers,
    iceTransportPolicy: tag.iceTransportPolicy || 'all',
  };
  return {
    request,
    gateway: () => loadGateway(request.gateway),
    credential: {
      token: tag.connectorToken,
      tokenUrl: tag.tokenUrl,
      tokenProvider: tag.tokenProvider,
      headers: tag.headers,
    },
    muted: tag.muted,
    audio: audioOf(tag),
    mediaStream: tag.mediaStream,
  };
}
