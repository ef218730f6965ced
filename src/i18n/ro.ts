// Romanian, formal (dumneavoastră).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Acest apel nu este disponibil momentan.',
  remedy: 'Vă rugăm să ne contactați pe altă cale.',
};

const tryAgain = 'Vă rugăm să încercați din nou.';

export const ro: Messages = {
  lang: 'ro',
  call: 'Apelați',
  callAgent: 'Apelați: {agent}',
  cancel: 'Anulați',
  hangUp: 'Încheiați apelul',
  callAgain: 'Apelați din nou',
  takeOver: 'Încheiați, apelați aici',
  enableSound: 'Activați sunetul',
  mute: 'Dezactivați microfonul',
  duration: 'Durata apelului',
  voiceCall: 'Apel vocal',
  open: 'Vorbiți cu noi',
  close: 'Închideți',
  captions: 'Transcriere',
  you: 'Dumneavoastră',
  agent: 'Asistent',
  copyTranscript: 'Copiați transcrierea',
  copied: 'Copiată',
  consent: 'Veți vorbi cu un asistent vocal automat. Vocea dumneavoastră îi este transmisă prin internet.',
  agree: 'Acceptați și apelați',
  decline: 'Nu, mulțumesc',
  privacy: 'Politica de confidențialitate',
  terms: 'Condiții de utilizare',
  microphoneReason: 'Pentru a vorbi este nevoie de microfon. Browserul vă va cere acum permisiunea.',
  continue: 'Continuați',
  devices: 'Setări de sunet',
  microphone: 'Microfon',
  speaker: 'Difuzor',
  volume: 'Volum',
  testTone: 'Redați un sunet de test',
  systemDefault: 'Implicit în sistem',
  device: 'Dispozitiv {number}',
  keypad: 'Tastatură',
  holdToTalk: 'Țineți apăsat și vorbiți',
  rate: 'Cum a fost apelul?',
  good: 'Bun',
  bad: 'Nu prea bun',
  thanks: 'Vă mulțumim!',
  allowInChrome: 'Faceți clic pe pictograma din stânga adresei, activați microfonul și apelați din nou.',
  allowInFirefox:
    'Faceți clic pe microfonul tăiat din stânga adresei, eliminați blocarea și apelați din nou.',
  allowInSafari:
    'Alegeți Safari > Configurări pentru acest site web, setați microfonul la „Permite” și apelați din nou.',
  allowInIos:
    'Deschideți Configurări > Aplicații > browserul dumneavoastră > Microfon, permiteți accesul și apelați din nou.',
  allowInAndroid:
    'Atingeți pictograma din stânga adresei, deschideți „Permisiuni”, permiteți microfonul și apelați din nou.',
  microphoneReady: 'Microfonul este permis acum.',
  microphoneFound: 'A fost găsit un microfon.',
  requestingMicrophone: 'Permiteți accesul la microfon',
  connecting: 'Se conectează…',
  waitingAt: 'Locul dumneavoastră la rând: {position}',
  waiting: 'În așteptare…',
  rerouting: 'Se încearcă o altă cale…',
  microphoneLost: 'Microfonul a fost deconectat. Conectați unul pentru a continua.',
  microphoneSilent: 'Dispozitivul dumneavoastră a oprit sunetul microfonului',
  takenOver: 'Apel încheiat: preluat în altă filă',
  connected: 'Conectat',
  listening: 'Ascultă',
  agentSpeaking: 'Vorbește',
  agentNameSpeaking: '{agent} vorbește',
  muted: 'Microfonul dumneavoastră este dezactivat',
  playbackBlocked: 'Sunetul este blocat',
  reconnecting: 'Se reconectează…',
  ending: 'Se încheie…',
  ended: 'Apel încheiat',
  failed: 'Apelul nu a reușit',
  errors: {
    'microphone-denied': {
      text: 'Accesul la microfon nu a fost permis.',
      remedy: 'Permiteți-l în bara de adrese a browserului și apelați din nou.',
    },
    'microphone-blocked': {
      text: 'Această pagină nu poate folosi microfonul.',
      remedy: 'Deschideți această pagină într-o fereastră separată sau contactați-ne pe altă cale.',
    },
    'microphone-blocked-by-system': {
      text: 'Dispozitivul dumneavoastră nu permite acestui browser să folosească microfonul.',
      remedy:
        'Permiteți acestui browser să folosească microfonul în setările de confidențialitate ale dispozitivului și apelați din nou.',
    },
    'microphone-not-found': {
      text: 'Nu a fost găsit niciun microfon.',
      remedy: 'Conectați sau porniți unul și apelați din nou.',
    },
    'microphone-in-use': {
      text: 'Microfonul nu a putut fi pornit.',
      remedy: 'Închideți celelalte programe care îl folosesc și apelați din nou.',
    },
    'insecure-context': {
      text: 'Apelurile necesită o conexiune securizată.',
      remedy: 'Deschideți această pagină cu https:// în adresă.',
    },
    'unsupported-browser': {
      text: 'Acest browser nu poate efectua apeluri.',
      remedy: 'Deschideți această pagină într-o versiune actuală de Chrome, Edge, Firefox sau Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Serviciul de apeluri nu poate fi contactat.',
      remedy: 'Verificați conexiunea la internet și apelați din nou.',
    },
    'gateway-error': { text: 'Ceva nu a mers bine.', remedy: tryAgain },
    'media-failed': {
      text: 'Conexiunea audio nu a putut fi stabilită.',
      remedy:
        'Este posibil ca rețeaua dumneavoastră să blocheze apelurile. Încercați alta, de exemplu cea a telefonului.',
    },
    'agent-failed': {
      text: 'Asistentul nu este disponibil momentan.',
      remedy: 'Vă rugăm să încercați din nou peste puțin timp.',
    },
    timeout: { text: 'Conectarea a durat prea mult.', remedy: tryAgain },
    busy: {
      text: 'Linia este ocupată.',
      remedy: 'Vă rugăm să încercați din nou peste puțin timp.',
    },
    'busy-elsewhere': {
      text: 'Aveți un apel în altă filă: {page}',
      remedy: 'Continuați acolo sau încheiați-l și apelați aici.',
    },
    'connection-lost': {
      text: 'Conexiunea s-a întrerupt.',
      remedy: 'Verificați conexiunea la internet și apelați din nou.',
    },
  },
};
