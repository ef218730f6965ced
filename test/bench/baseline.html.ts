// The least that can make the same call: a button, a WebSocket, a peer connection, no states, no errors, no release.
// What a site would write by hand from the gateway's documentation; the floor beside which the widget is measured.

export const baseline = (url: string): string => `<!doctype html><html lang="en"><title>Baseline</title>
<button>Call</button>
<script type="module">
  document.querySelector('button').onclick = async () => {
    const socket = new WebSocket(${JSON.stringify(url)});
    const opened = new Promise((resolve) => (socket.onopen = resolve));
    const peer = new RTCPeerConnection({ iceServers: [], iceCandidatePoolSize: 1 });
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) peer.addTrack(track, stream);
    peer.ontrack = ({ track }) => {
      const audio = new Audio();
      audio.srcObject = new MediaStream([track]);
      audio.play();
    };
    let sessionId = '';
    const waiting = [];
    const send = (candidate) =>
      socket.send(JSON.stringify({ type: 'ice-candidate', sessionId, data: candidate.toJSON() }));
    peer.onicecandidate = ({ candidate }) =>
      candidate?.candidate && (sessionId ? send(candidate) : waiting.push(candidate));
    socket.onmessage = async ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === 'answer') {
        sessionId = frame.sessionId;
        await peer.setRemoteDescription(frame.data);
        waiting.splice(0).forEach(send);
      }
      if (frame.type === 'ice-candidate') peer.addIceCandidate(frame.data);
    };
    window.end = () => {
      socket.close();
      peer.close();
      stream.getTracks().forEach((track) => track.stop());
    };
    await peer.setLocalDescription(await peer.createOffer());
    await opened;
    socket.send(JSON.stringify({
      type: 'offer', sessionId: '', authToken: 'demo', data: { type: 'offer', sdp: peer.localDescription.sdp },
    }));
  };
</script></html>`;
