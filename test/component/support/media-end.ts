// The media of a far end inside the test page: a real peer connection that answers an offer, sends a tone of its own and
// measures what it hears. Its signalling is the far end's of each protocol.

import { nativePeerConnection } from './alive.ts';
import { isSound, listen, toneStream, type Heard } from './tone.ts';

export const AGENT_TONE = 880;

export class MediaEnd {
  readonly peer = new nativePeerConnection();
  /** Candidates of our peer, held until they are asked for. */
  readonly candidates: RTCIceCandidate[] = [];
  readonly heard: Promise<MediaStream>;
  private readonly tone = toneStream(AGENT_TONE);

  constructor() {
    this.peer.onicecandidate = ({ candidate }) => candidate?.candidate && this.candidates.push(candidate);
    this.heard = new Promise((resolve) => {
      this.peer.ontrack = ({ track }) => resolve(new MediaStream([track]));
    });
  }

  /**
   * Takes an offer's SDP and makes the answer's; a `blind` one, without candidates of either side, never connects.
   * @param gathered - the answer holds every candidate of ours
   * @param mute - it only receives
   */
  async answer(offer: string, { blind = false, gathered = false, mute = false } = {}): Promise<string> {
    const strip = (sdp = ''): string =>
      blind ? sdp.replace(/a=(candidate|end-of-candidates).*\r\n/g, '') : sdp;
    await this.peer.setRemoteDescription({ type: 'offer', sdp: strip(offer) });
    for (const track of mute ? [] : this.tone.getTracks()) this.peer.addTrack(track, this.tone);
    await this.peer.setLocalDescription(await this.peer.createAnswer());
    while (gathered && this.peer.iceGatheringState !== 'complete')
      await new Promise((resolve) =>
        this.peer.addEventListener('icegatheringstatechange', resolve, { once: true }),
      );
    return strip(this.peer.localDescription?.sdp);
  }

  /** What arrives from the widget's microphone. */
  async hears(accept: (heard: Heard) => boolean = isSound, timeout?: number): Promise<Heard> {
    return listen(await this.heard, accept, timeout);
  }

  close(): void {
    this.peer.close();
    for (const track of this.tone.getTracks()) track.stop();
  }
}
