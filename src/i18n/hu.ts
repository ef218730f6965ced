// Hungarian, formal (Ön); the name of an agent takes no article.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'A hívás jelenleg nem érhető el.',
  remedy: 'Kérjük, keressen minket más módon.',
};

const tryAgain = 'Kérjük, próbálja újra.';

export const hu: Messages = {
  lang: 'hu',
  call: 'Hívás',
  callAgent: '{agent} hívása',
  cancel: 'Mégse',
  hangUp: 'Hívás befejezése',
  callAgain: 'Hívás újra',
  takeOver: 'Befejezés és hívás itt',
  enableSound: 'Hang bekapcsolása',
  mute: 'Mikrofon némítása',
  duration: 'Hívás időtartama',
  voiceCall: 'Hanghívás',
  open: 'Beszéljen velünk',
  close: 'Bezárás',
  captions: 'Hívás leirata',
  you: 'Ön',
  agent: 'Asszisztens',
  copyTranscript: 'Leirat másolása',
  copied: 'Másolva',
  consent:
    'Egy automatikus hangasszisztenssel fog beszélni. A hangját az interneten keresztül továbbítjuk neki.',
  agree: 'Elfogadás és hívás',
  decline: 'Köszönöm, nem',
  privacy: 'Adatvédelmi tájékoztató',
  terms: 'Felhasználási feltételek',
  microphoneReason: 'A beszédhez szükség van a mikrofonra. A böngésző most engedélyt fog kérni.',
  continue: 'Folytatás',
  devices: 'Hangbeállítások',
  microphone: 'Mikrofon',
  speaker: 'Hangszóró',
  volume: 'Hangerő',
  testTone: 'Teszthang lejátszása',
  systemDefault: 'A rendszer alapértelmezése',
  device: '{number}. eszköz',
  keypad: 'Billentyűzet',
  holdToTalk: 'Nyomva tartva beszéljen',
  rate: 'Milyen volt a hívás?',
  good: 'Jó',
  bad: 'Nem volt jó',
  thanks: 'Köszönjük!',
  allowInChrome:
    'Kattintson a címtől balra lévő ikonra, kapcsolja be a mikrofont, majd indítsa újra a hívást.',
  allowInFirefox:
    'Kattintson a címtől balra lévő áthúzott mikrofonra, szüntesse meg a tiltást, majd indítsa újra a hívást.',
  allowInSafari:
    'Válassza a Safari > Beállítások ehhez a webhelyhez menüpontot, állítsa a mikrofont „Engedélyezés” értékre, majd indítsa újra a hívást.',
  allowInIos:
    'Nyissa meg a Beállítások > Appok > a böngészője > Mikrofon pontot, engedélyezze, majd indítsa újra a hívást.',
  allowInAndroid:
    'Koppintson a címtől balra lévő ikonra, nyissa meg az „Engedélyek” pontot, engedélyezze a mikrofont, majd indítsa újra a hívást.',
  microphoneReady: 'A mikrofon most már engedélyezve van.',
  microphoneFound: 'Mikrofon csatlakoztatva.',
  requestingMicrophone: 'Kérjük, engedélyezze a mikrofont',
  connecting: 'Kapcsolódás…',
  waitingAt: 'Az Ön helye a sorban: {position}',
  waiting: 'Várakozás a sorban…',
  rerouting: 'Próbálkozás más útvonalon…',
  microphoneLost: 'A mikrofon lecsatlakozott. A folytatáshoz csatlakoztasson egyet.',
  microphoneSilent: 'Az eszköze elnémította a mikrofont',
  takenOver: 'A hívás véget ért: egy másik lap átvette',
  connected: 'Kapcsolódva',
  listening: 'Figyel',
  agentSpeaking: 'Beszél',
  agentNameSpeaking: '{agent} beszél',
  muted: 'A mikrofonja némítva van',
  playbackBlocked: 'A hang le van tiltva',
  reconnecting: 'Újrakapcsolódás…',
  ending: 'Befejezés…',
  ended: 'A hívás véget ért',
  failed: 'A hívás nem sikerült',
  errors: {
    'microphone-denied': {
      text: 'A mikrofon nem kapott engedélyt.',
      remedy: 'Engedélyezze a böngésző címsorában, majd indítsa újra a hívást.',
    },
    'microphone-blocked': {
      text: 'Ez az oldal nem használhatja a mikrofont.',
      remedy: 'Nyissa meg az oldalt külön ablakban, vagy keressen minket más módon.',
    },
    'microphone-blocked-by-system': {
      text: 'Az eszköze nem engedi, hogy ez a böngésző a mikrofont használja.',
      remedy:
        'Engedélyezze a mikrofont ennek a böngészőnek az eszköz adatvédelmi beállításaiban, majd indítsa újra a hívást.',
    },
    'microphone-not-found': {
      text: 'Nem található mikrofon.',
      remedy: 'Csatlakoztasson vagy kapcsoljon be egyet, majd indítsa újra a hívást.',
    },
    'microphone-in-use': {
      text: 'A mikrofont nem sikerült elindítani.',
      remedy: 'Zárja be az azt használó más programokat, majd indítsa újra a hívást.',
    },
    'insecure-context': {
      text: 'A hívásokhoz biztonságos kapcsolat kell.',
      remedy: 'Nyissa meg ezt az oldalt https:// kezdetű címmel.',
    },
    'unsupported-browser': {
      text: 'Ez a böngésző nem alkalmas hívásokra.',
      remedy: 'Nyissa meg ezt az oldalt a Chrome, az Edge, a Firefox vagy a Safari friss verziójában.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'A hívásszolgáltatás nem érhető el.',
      remedy: 'Ellenőrizze az internetkapcsolatot, majd indítsa újra a hívást.',
    },
    'gateway-error': { text: 'Hiba történt.', remedy: tryAgain },
    'media-failed': {
      text: 'A hangkapcsolat nem jött létre.',
      remedy: 'Lehet, hogy a hálózata letiltja a hívásokat. Próbáljon másikat, például a telefonjáét.',
    },
    'agent-failed': {
      text: 'Az asszisztens jelenleg nem érhető el.',
      remedy: 'Kérjük, próbálja újra kicsit később.',
    },
    timeout: { text: 'A kapcsolódás túl sokáig tartott.', remedy: tryAgain },
    busy: {
      text: 'A vonal foglalt.',
      remedy: 'Kérjük, próbálja újra kicsit később.',
    },
    'busy-elsewhere': {
      text: 'Egy másik lapon hívásban van: {page}',
      remedy: 'Folytassa ott, vagy fejezze be, és indítsa a hívást itt.',
    },
    'connection-lost': {
      text: 'A kapcsolat megszakadt.',
      remedy: 'Ellenőrizze az internetkapcsolatot, majd indítsa újra a hívást.',
    },
  },
};
