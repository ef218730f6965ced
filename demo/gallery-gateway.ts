// A gateway inside the gallery's page: a real peer connection beside the widget's is its far end, without any server.

import { CallError, type Gateway } from '../src/index.ts';

/** What the far end does with an offer. */
export type Behaviour = 'answers' | 'never-answers' | 'fails';

export interface FarEnd {
  readonly gateway: Gateway;
  /** Stops the media without a goodbye, as a far end that crashed. */
  crash(): void;
}

const words = [
  { speaker: 'user', text: 'My grinder makes a noise like a helicopter.', final: true },
  {
    speaker: 'agent',
    text: 'That is most likely the upper burr. Shall we collect it on Friday?',
    final: true,
  },
] as const;

/**
 * @param voice - what the agent says
 * @param talks - it sends a transcript
 */
export function farEnd(voice: MediaStream, behaviour: Behaviour = 'answers', talks = false): FarEnd {
  let peer: RTCPeerConnection | undefined;

  async function answer(offer: string): Promise<string> {
    const far = (peer = new RTCPeerConnection());
    await far.setRemoteDescription({ type: 'offer', sdp: offer });
    for (const track of voice.getTracks()) far.addTrack(track, voice);
    await far.setLocalDescription(await far.createAnswer());
    while (far.iceGatheringState !== 'complete')
      await new Promise((resolve) =>
        far.addEventListener('icegatheringstatechange', resolve, { once: true }),
      );
    return far.localDescription?.sdp ?? '';
  }

  const gateway: Gateway = {
    name: 'gallery',
    rules: {
      token: 'optional',
      begins: 'after-microphone',
      gathersFirst: true,
      candidates: 'never',
      hangsUpBy: 'message',
    },
    createSession: (_request, _credential, events) => ({
      async exchange(offer) {
        if (behaviour === 'fails') throw new CallError('agent-failed', 'This agent always fails.');
        if (behaviour === 'never-answers') return new Promise<string>(() => undefined);
        const sdp = await answer(offer);
        if (talks) for (const entry of words) events.transcript(entry);
        return sdp;
      },
      close: () => peer?.close(),
    }),
  };
  return { gateway, crash: () => peer?.close() };
}
