// Czech, formal (vy); the name of an agent stands where it needs no case.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Toto volání teď není dostupné.',
  remedy: 'Kontaktujte nás prosím jinak.',
};

const tryAgain = 'Zkuste to prosím znovu.';

export const cs: Messages = {
  lang: 'cs',
  call: 'Zavolat',
  callAgent: 'Zavolat: {agent}',
  cancel: 'Zrušit',
  hangUp: 'Zavěsit',
  callAgain: 'Zavolat znovu',
  takeOver: 'Ukončit a volat zde',
  enableSound: 'Zapnout zvuk',
  mute: 'Ztlumit mikrofon',
  duration: 'Délka hovoru',
  voiceCall: 'Hlasový hovor',
  open: 'Promluvte si s námi',
  close: 'Zavřít',
  captions: 'Přepis',
  you: 'Vy',
  agent: 'Asistent',
  consent: 'Budete mluvit s automatickým hlasovým asistentem. Váš hlas se mu posílá přes internet.',
  agree: 'Souhlasím a volám',
  decline: 'Ne, děkuji',
  privacy: 'Ochrana osobních údajů',
  terms: 'Podmínky použití',
  allowInChrome: 'Klikněte na ikonu vlevo od adresy, zapněte mikrofon a zavolejte znovu.',
  allowInFirefox: 'Klikněte na přeškrtnutý mikrofon vlevo od adresy, zrušte blokování a zavolejte znovu.',
  allowInSafari: 'Zvolte Safari > Nastavení pro tento web, nastavte mikrofon na „Povolit“ a zavolejte znovu.',
  allowInIos: 'Otevřete Nastavení > Aplikace > váš prohlížeč > Mikrofon, povolte ho a zavolejte znovu.',
  allowInAndroid:
    'Klepněte na ikonu vlevo od adresy, otevřete „Oprávnění“, povolte mikrofon a zavolejte znovu.',
  microphoneReady: 'Mikrofon je teď povolen.',
  requestingMicrophone: 'Povolte prosím mikrofon',
  connecting: 'Připojování…',
  waitingAt: 'Vaše pořadí ve frontě: {position}',
  waiting: 'Čekání ve frontě…',
  rerouting: 'Zkouší se jiná cesta…',
  microphoneLost: 'Mikrofon byl odpojen. Chcete-li pokračovat, připojte jej.',
  microphoneSilent: 'Vaše zařízení má mikrofon ztlumený',
  takenOver: 'Hovor ukončen: převzala ho jiná karta',
  connected: 'Spojeno',
  listening: 'Naslouchá',
  agentSpeaking: 'Mluví',
  agentNameSpeaking: '{agent} mluví',
  muted: 'Máte ztlumený mikrofon',
  playbackBlocked: 'Zvuk je blokován',
  reconnecting: 'Obnovování spojení…',
  ending: 'Ukončování…',
  ended: 'Hovor ukončen',
  failed: 'Hovor se nezdařil',
  errors: {
    'microphone-denied': {
      text: 'Mikrofon nebyl povolen.',
      remedy: 'Povolte ho v adresním řádku prohlížeče a zavolejte znovu.',
    },
    'microphone-blocked': {
      text: 'Tato stránka nesmí používat mikrofon.',
      remedy: 'Zkontrolujte nastavení mikrofonu v zařízení, nebo otevřete stránku v samostatném okně.',
    },
    'microphone-not-found': {
      text: 'Nebyl nalezen žádný mikrofon.',
      remedy: 'Připojte nebo zapněte mikrofon a zavolejte znovu.',
    },
    'microphone-in-use': {
      text: 'Mikrofon se nepodařilo otevřít.',
      remedy: 'Zavřete jiné programy, které ho používají, a zavolejte znovu.',
    },
    'insecure-context': {
      text: 'Hovory vyžadují zabezpečené připojení.',
      remedy: 'Otevřete tuto stránku s https:// v adrese.',
    },
    'unsupported-browser': {
      text: 'Tento prohlížeč neumí hovory.',
      remedy: 'Otevřete tuto stránku v aktuální verzi prohlížeče Chrome, Edge, Firefox nebo Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Službu pro hovory se nepodařilo kontaktovat.',
      remedy: 'Zkontrolujte připojení k internetu a zavolejte znovu.',
    },
    'gateway-error': { text: 'Něco se pokazilo.', remedy: tryAgain },
    'media-failed': {
      text: 'Zvuk se nepodařilo spojit.',
      remedy: 'Vaše síť možná blokuje hovory. Zkuste jinou, třeba síť svého telefonu.',
    },
    'agent-failed': {
      text: 'Asistent teď není dostupný.',
      remedy: 'Zkuste to prosím za chvíli znovu.',
    },
    timeout: { text: 'Připojování trvalo příliš dlouho.', remedy: tryAgain },
    busy: {
      text: 'Linka je obsazená.',
      remedy: 'Zkuste to prosím za chvíli znovu.',
    },
    'busy-elsewhere': {
      text: 'Máte hovor na jiné kartě: {page}',
      remedy: 'Pokračujte tam, nebo ho ukončete a zavolejte zde.',
    },
    'connection-lost': {
      text: 'Spojení se ztratilo.',
      remedy: 'Zkontrolujte připojení k internetu a zavolejte znovu.',
    },
  },
};
