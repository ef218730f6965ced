// Italian, formal (Lei); labels of buttons as Italian software has them.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Al momento questa chiamata non è disponibile.',
  remedy: 'Ci contatti in un altro modo.',
};

const tryAgain = 'Riprovi, per favore.';

export const it: Messages = {
  lang: 'it',
  call: 'Chiama',
  callAgent: 'Chiama {agent}',
  cancel: 'Annulla',
  hangUp: 'Riaggancia',
  callAgain: 'Chiama di nuovo',
  takeOver: 'Termina e chiama qui',
  enableSound: 'Attiva l’audio',
  mute: 'Disattiva microfono',
  duration: 'Durata della chiamata',
  voiceCall: 'Chiamata vocale',
  open: 'Parli con noi',
  close: 'Chiudi',
  captions: 'Trascrizione',
  you: 'Lei',
  agent: 'Assistente',
  copyTranscript: 'Copia trascrizione',
  copied: 'Copiata',
  consent: 'Parlerà con un assistente vocale automatico. La Sua voce gli viene inviata via Internet.',
  agree: 'Accetta e chiama',
  decline: 'No, grazie',
  privacy: 'Informativa sulla privacy',
  terms: 'Condizioni d’uso',
  microphoneReason: 'Per parlare serve il microfono. Ora il browser Le chiederà il permesso.',
  continue: 'Continua',
  devices: 'Impostazioni audio',
  microphone: 'Microfono',
  speaker: 'Altoparlante',
  volume: 'Volume',
  testTone: 'Riproduci tono di prova',
  systemDefault: 'Predefinito di sistema',
  device: 'Dispositivo {number}',
  keypad: 'Tastierino',
  holdToTalk: 'Tenga premuto e parli',
  rate: 'Com’è andata la chiamata?',
  good: 'Bene',
  bad: 'Non bene',
  thanks: 'Grazie!',
  allowInChrome: 'Faccia clic sull’icona a sinistra dell’indirizzo, attivi il microfono e richiami.',
  allowInFirefox:
    'Faccia clic sul microfono barrato a sinistra dell’indirizzo, rimuova il blocco e richiami.',
  allowInSafari:
    'Scelga Safari > Impostazioni per questo sito web, imposti il microfono su “Consenti” e richiami.',
  allowInIos: 'Apra Impostazioni > App > il Suo browser > Microfono, lo consenta e richiami.',
  allowInAndroid:
    'Tocchi l’icona a sinistra dell’indirizzo, apra “Autorizzazioni”, consenta il microfono e richiami.',
  microphoneReady: 'Ora il microfono è consentito.',
  microphoneFound: 'Ora è collegato un microfono.',
  requestingMicrophone: 'Consenta l’uso del microfono',
  connecting: 'Connessione…',
  waitingAt: 'Il Suo posto in coda: {position}',
  waiting: 'In coda…',
  rerouting: 'Tentativo su un altro percorso…',
  microphoneLost: 'Il microfono è stato scollegato. Ne colleghi uno per continuare.',
  microphoneSilent: 'Il Suo dispositivo ha silenziato il microfono',
  takenOver: 'Chiamata terminata: ripresa in un’altra scheda',
  connected: 'Chiamata in corso',
  listening: 'In ascolto',
  agentSpeaking: 'Sta parlando',
  agentNameSpeaking: '{agent} sta parlando',
  muted: 'Il Suo microfono è disattivato',
  playbackBlocked: 'L’audio è bloccato',
  reconnecting: 'Riconnessione…',
  ending: 'Chiusura…',
  ended: 'Chiamata terminata',
  failed: 'Chiamata non riuscita',
  errors: {
    'microphone-denied': {
      text: 'Il microfono non è stato consentito.',
      remedy: 'Lo consenta nella barra degli indirizzi del browser e richiami.',
    },
    'microphone-blocked': {
      text: 'Questa pagina non può usare il microfono.',
      remedy: 'Apra questa pagina in una finestra separata oppure ci contatti in un altro modo.',
    },
    'microphone-blocked-by-system': {
      text: 'Il Suo dispositivo non concede il microfono a questo browser.',
      remedy:
        'Consenta a questo browser di usare il microfono nelle impostazioni di privacy del dispositivo e richiami.',
    },
    'microphone-not-found': {
      text: 'Nessun microfono trovato.',
      remedy: 'Ne colleghi o ne accenda uno e richiami.',
    },
    'microphone-in-use': {
      text: 'Impossibile attivare il microfono.',
      remedy: 'Chiuda gli altri programmi che lo usano e richiami.',
    },
    'insecure-context': {
      text: 'Le chiamate richiedono una connessione sicura.',
      remedy: 'Apra questa pagina con https:// nell’indirizzo.',
    },
    'unsupported-browser': {
      text: 'Questo browser non può effettuare chiamate.',
      remedy: 'Apra questa pagina in una versione aggiornata di Chrome, Edge, Firefox o Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Il servizio di chiamata non è raggiungibile.',
      remedy: 'Controlli la connessione a Internet e richiami.',
    },
    'gateway-error': { text: 'Qualcosa è andato storto.', remedy: tryAgain },
    'media-failed': {
      text: 'Impossibile collegare l’audio.',
      remedy: 'La Sua rete potrebbe bloccare le chiamate. Ne provi un’altra, come quella del telefono.',
    },
    'agent-failed': {
      text: 'L’assistente non è disponibile al momento.',
      remedy: 'Riprovi tra poco.',
    },
    timeout: { text: 'La connessione ha richiesto troppo tempo.', remedy: tryAgain },
    busy: {
      text: 'La linea è occupata.',
      remedy: 'Riprovi tra poco.',
    },
    'busy-elsewhere': {
      text: 'Ha una chiamata in corso in un’altra scheda: {page}',
      remedy: 'Continui lì, oppure la termini e chiami qui.',
    },
    'connection-lost': {
      text: 'La connessione è caduta.',
      remedy: 'Controlli la connessione a Internet e richiami.',
    },
  },
};
