"""The network of network-lab.ts: two network namespaces, joined by TUN devices and this relay, which delays, loses and
drops packets as it is told. Started in the namespaces of the far end, it moves to a network of its own, the visitor's,
which has two cards and a DNS server at the far end. Commands are lines of JSON on the standard input; each is answered
by one line with the packets that went through so far. Ends with its input; nothing outside the namespaces is touched.

Linux only, Python 3.8, no packages. Sources: Documentation/networking/tuntap.rst, namespaces(7), RFC 791.
"""

import ctypes, fcntl, heapq, json, os, random, select, socket, struct, subprocess, sys, tempfile, time

CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
FAR, SILENT = '10.78.0.1', '10.78.0.9'
CARDS = [('wlan0', '10.78.1.2'), ('wwan0', '10.78.2.2')]
PROTOCOLS = {6: 'tcp', 17: 'udp'}


def ip(*words):
    subprocess.run(['ip', *words], check=True)


def tun(name):
    fd = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack('16sH', name.encode(), IFF_TUN | IFF_NO_PI))
    return fd


def open_far_end():
    with tempfile.NamedTemporaryFile('w', suffix='.conf') as resolver:
        resolver.write('nameserver %s\n' % FAR)
        resolver.flush()
        os.chmod(resolver.name, 0o644)
        subprocess.run(['mount', '--bind', resolver.name, '/etc/resolv.conf'], check=True)
    ip('link', 'set', 'lo', 'up')
    fd = tun('far')
    for address in (FAR, SILENT):
        ip('addr', 'add', address, 'dev', 'far')
    ip('link', 'set', 'far', 'up')
    ip('route', 'add', '10.78.0.0/16', 'dev', 'far')
    return fd


def open_visitors_network():
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), 'unshare')
    ip('link', 'set', 'lo', 'up')
    return [tun(name) for name, _ in CARDS]


def set_card(index, up):
    """A card that is up is the default route, the first before the second, and carries what has its address."""
    name, address = CARDS[index]
    if not up:
        # a card that leaves its network loses the address, too
        ip('addr', 'flush', 'dev', name)
        return ip('link', 'set', name, 'down')
    ip('link', 'set', name, 'up')
    ip('addr', 'replace', address + '/24', 'dev', name)
    ip('route', 'replace', 'default', 'dev', name, 'metric', str(index + 1))
    table = str(100 + index)
    ip('route', 'replace', 'default', 'dev', name, 'table', table)
    subprocess.run(['ip', 'rule', 'del', 'table', table], stderr=subprocess.DEVNULL)
    ip('rule', 'add', 'from', address, 'table', table)


class Relay:
    """Delay and jitter are milliseconds each way, the order is kept; loss is a share; rate is bit/s each way, 0 for any.
    `drop` names what vanishes without a word: all, udp, tcp, or a port of one: udp/53."""

    def __init__(self, far, cards):
        self.far, self.cards = far, cards
        self.settings = {'delay': 0, 'jitter': 0, 'loss': 0, 'rate': 0, 'drop': []}
        self.passed = {name: {'tcp': 0, 'udp': 0} for name, _ in CARDS}
        self.waiting, self.count = [], 0
        self.free_at, self.last_due = {}, {}

    def take(self, fd):
        try:
            packet = os.read(fd, 65536)
        except (BlockingIOError, OSError):
            return
        if len(packet) < 28 or packet[0] >> 4 != 4:
            return
        protocol = PROTOCOLS.get(packet[9])
        if protocol is None:
            return
        outbound = fd != self.far
        visitor = socket.inet_ntoa(packet[12:16] if outbound else packet[16:20])
        index = next((index for index, (_, address) in enumerate(CARDS) if address == visitor), None)
        # as providers do: what has another network's address is not let through
        if index is None or (outbound and fd != self.cards[index]):
            return
        header = (packet[0] & 15) * 4
        ports = struct.unpack('!HH', packet[header:header + 4])
        names = {'all', protocol, *('%s/%d' % (protocol, port) for port in ports)}
        if names & set(self.settings['drop']) or random.random() < self.settings['loss']:
            return
        self.passed[CARDS[index][0]][protocol] += 1
        self.send_later(packet, self.far if outbound else self.cards[index])

    def send_later(self, packet, to):
        now, settings = time.monotonic(), self.settings
        if settings['rate']:
            now = max(now, self.free_at.get(to, 0)) + len(packet) * 8 / settings['rate']
            self.free_at[to] = now
        due = now + (settings['delay'] + random.random() * settings['jitter']) / 1000
        due = self.last_due[to] = max(due, self.last_due.get(to, 0))
        self.count += 1
        heapq.heappush(self.waiting, (due, self.count, packet, to))

    def deliver(self):
        """@returns seconds to the next packet"""
        while self.waiting:
            left = self.waiting[0][0] - time.monotonic()
            if left > 0:
                return left
            _, _, packet, to = heapq.heappop(self.waiting)
            try:
                os.write(to, packet)
            except OSError:
                pass  # the card is down
        return None

    def obey(self, command):
        for name, up in command.pop('cards', {}).items():
            set_card([card for card, _ in CARDS].index(name), up)
        self.settings.update(command)
        return self.passed

    def run(self):
        commands = b''
        while True:
            ready, _, _ = select.select([sys.stdin.buffer, self.far, *self.cards], [], [], self.deliver())
            for source in ready:
                if source is not sys.stdin.buffer:
                    self.take(source)
                    continue
                read = os.read(0, 65536)
                if not read:
                    return
                *lines, commands = (commands + read).split(b'\n')
                for line in lines:
                    print(json.dumps(self.obey(json.loads(line))), flush=True)


far = open_far_end()
# held open: the way for the far end's program to join
far_network = os.open('/proc/self/ns/net', os.O_RDONLY)
cards = open_visitors_network()
set_card(0, True)
print(json.dumps({'farNetwork': '/proc/%d/fd/%d' % (os.getpid(), far_network), 'farAddress': FAR}), flush=True)
Relay(far, cards).run()
