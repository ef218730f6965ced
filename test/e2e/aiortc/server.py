"""A voice server as people write it with aiortc: one POST takes the offer and answers it, nothing else is signalled.

Its agent hums a tone. For the test it adds GET /heard (what the last caller says, and whether he left) and POST /hang-up.
?answer=recvonly answers as the published article's server does, which never speaks; ?answer=no-fmtp leaves codec
parameters out, whatever this version of aiortc writes. No CORS: pages of its own origin only, or behind a proxy.
Prints its port, and ends when its standard input does, so that it never outlives the test.
"""
import asyncio
import socket
import sys

import numpy
from aiohttp import web
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError

TONE = 700  # Hz; the test's microphone plays another one
callers = []  # the last one is asked about; also keeps them from the garbage collector


class Hum(AudioStreamTrack):
    """The base class gives frames of silence at their right time; the tone is written over them."""

    async def recv(self):
        frame = await super().recv()
        seconds = numpy.arange(frame.pts, frame.pts + frame.samples) / frame.sample_rate
        wave = 10_000 * numpy.sin(2 * numpy.pi * TONE * seconds)
        frame.planes[0].update(wave.astype(numpy.int16).tobytes())
        return frame


class Caller:
    def __init__(self):
        # an empty list: without it aiortc asks a public STUN server, and waits 5 s where there is no network
        self.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.pc.on("track", lambda track: asyncio.ensure_future(self.listen(track)))
        self.rate = 48_000
        self.last_second = numpy.zeros(0)
        self.left = False

    async def listen(self, track):
        try:
            while True:
                frame = await track.recv()
                samples = frame.to_ndarray().reshape(-1, len(frame.layout.channels)).mean(axis=1) / 32_768
                self.rate = frame.sample_rate
                self.last_second = numpy.concatenate([self.last_second, samples])[-self.rate:]
        except MediaStreamError:
            # the browser closed its side (DTLS); connectionState tells that only in newer versions
            self.left = True
            await self.pc.close()

    def report(self):
        samples = self.last_second
        if len(samples) < self.rate / 2:
            return {"frequency": 0, "rms": 0, "left": self.left}
        spectrum = numpy.abs(numpy.fft.rfft(samples))
        frequency = float(numpy.argmax(spectrum) * self.rate / len(samples))
        return {"frequency": frequency, "rms": float(numpy.sqrt(numpy.mean(samples**2))), "left": self.left}


async def offer(request):
    params = await request.json()
    variant = request.query.get("answer")
    caller = Caller()
    callers.append(caller)
    pc = caller.pc
    await pc.setRemoteDescription(RTCSessionDescription(sdp=params["sdp"], type=params["type"]))
    if variant != "recvonly":
        pc.addTrack(Hum())
    await pc.setLocalDescription(await pc.createAnswer())
    sdp = pc.localDescription.sdp
    if variant == "no-fmtp":
        sdp = "".join(line for line in sdp.splitlines(True) if not line.startswith("a=fmtp:"))
    return web.json_response({"sdp": sdp, "type": pc.localDescription.type})


async def heard(_):
    return web.json_response(callers[-1].report() if callers else None)


async def hang_up(_):
    await callers[-1].pc.close()
    return web.Response()


async def main():
    app = web.Application()
    app.router.add_post("/api/voice/offer", offer)
    app.router.add_get("/heard", heard)
    app.router.add_post("/hang-up", hang_up)
    runner = web.AppRunner(app)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listening).start()
    print(listening.getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
