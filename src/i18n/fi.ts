// Finnish (sinä, as software speaks); the name of an agent stands where it needs no case.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Puhelua ei voi nyt soittaa.',
  remedy: 'Ota meihin yhteyttä muulla tavalla.',
};

const tryAgain = 'Yritä uudelleen.';

export const fi: Messages = {
  lang: 'fi',
  call: 'Soita',
  callAgent: 'Soita: {agent}',
  cancel: 'Peruuta',
  hangUp: 'Lopeta puhelu',
  callAgain: 'Soita uudelleen',
  takeOver: 'Lopeta ja soita täällä',
  enableSound: 'Ota ääni käyttöön',
  mute: 'Mykistä mikrofoni',
  duration: 'Puhelun kesto',
  voiceCall: 'Äänipuhelu',
  open: 'Keskustele kanssamme',
  close: 'Sulje',
  captions: 'Keskustelu tekstinä',
  you: 'Sinä',
  agent: 'Avustaja',
  copyTranscript: 'Kopioi teksti',
  copied: 'Kopioitu',
  consent: 'Puhut automaattisen ääniavustajan kanssa. Äänesi lähetetään sille internetin kautta.',
  agree: 'Hyväksy ja soita',
  decline: 'Ei kiitos',
  privacy: 'Tietosuojakäytäntö',
  terms: 'Käyttöehdot',
  microphoneReason: 'Puhumiseen tarvitaan mikrofoni. Selain pyytää nyt lupaa sen käyttöön.',
  continue: 'Jatka',
  devices: 'Ääniasetukset',
  microphone: 'Mikrofoni',
  speaker: 'Kaiutin',
  volume: 'Äänenvoimakkuus',
  testTone: 'Toista testiääni',
  systemDefault: 'Järjestelmän oletus',
  device: 'Laite {number}',
  keypad: 'Näppäimistö',
  holdToTalk: 'Pidä painettuna ja puhu',
  rate: 'Millainen puhelu oli?',
  good: 'Hyvä',
  bad: 'Ei hyvä',
  thanks: 'Kiitos!',
  allowInChrome:
    'Napsauta osoitteen vasemmalla puolella olevaa kuvaketta, ota mikrofoni käyttöön ja soita uudelleen.',
  allowInFirefox:
    'Napsauta osoitteen vasemmalla puolella olevaa yliviivattua mikrofonia, poista esto ja soita uudelleen.',
  allowInSafari:
    'Valitse Safari > Tämän sivuston asetukset, aseta mikrofonin kohdalle ”Salli” ja soita uudelleen.',
  allowInIos: 'Avaa Asetukset > Apit > selaimesi > Mikrofoni, salli käyttö ja soita uudelleen.',
  allowInAndroid:
    'Napauta osoitteen vasemmalla puolella olevaa kuvaketta, avaa ”Käyttöoikeudet”, salli mikrofoni ja soita uudelleen.',
  microphoneReady: 'Mikrofoni on nyt sallittu.',
  microphoneFound: 'Mikrofoni löytyi.',
  requestingMicrophone: 'Salli mikrofonin käyttö',
  connecting: 'Yhdistetään…',
  waitingAt: 'Paikkasi jonossa: {position}',
  waiting: 'Jonotetaan…',
  rerouting: 'Kokeillaan toista reittiä…',
  microphoneLost: 'Mikrofoni on irrotettu. Jatka liittämällä mikrofoni.',
  microphoneSilent: 'Laitteesi on mykistänyt mikrofonin',
  takenOver: 'Puhelu päättyi: se jatkuu toisella välilehdellä',
  connected: 'Yhdistetty',
  listening: 'Kuuntelee',
  agentSpeaking: 'Puhuu',
  agentNameSpeaking: '{agent} puhuu',
  muted: 'Mikrofonisi on mykistetty',
  playbackBlocked: 'Ääni on estetty',
  reconnecting: 'Yhdistetään uudelleen…',
  ending: 'Lopetetaan…',
  ended: 'Puhelu päättyi',
  failed: 'Puhelu epäonnistui',
  errors: {
    'microphone-denied': {
      text: 'Mikrofonia ei sallittu.',
      remedy: 'Salli se selaimen osoiterivillä ja soita uudelleen.',
    },
    'microphone-blocked': {
      text: 'Tämä sivu ei saa käyttää mikrofonia.',
      remedy: 'Avaa sivu omassa ikkunassaan tai ota meihin yhteyttä muulla tavalla.',
    },
    'microphone-blocked-by-system': {
      text: 'Laitteesi ei anna tämän selaimen käyttää mikrofonia.',
      remedy: 'Salli tämän selaimen käyttää mikrofonia laitteesi tietosuoja-asetuksissa ja soita uudelleen.',
    },
    'microphone-not-found': {
      text: 'Mikrofonia ei löytynyt.',
      remedy: 'Liitä mikrofoni tai kytke se päälle ja soita uudelleen.',
    },
    'microphone-in-use': {
      text: 'Mikrofonia ei voitu ottaa käyttöön.',
      remedy: 'Sulje muut sitä käyttävät ohjelmat ja soita uudelleen.',
    },
    'insecure-context': {
      text: 'Puhelut vaativat suojatun yhteyden.',
      remedy: 'Avaa tämä sivu osoitteella, jonka alussa on https://.',
    },
    'unsupported-browser': {
      text: 'Tällä selaimella ei voi soittaa.',
      remedy: 'Avaa tämä sivu Chromen, Edgen, Firefoxin tai Safarin uudella versiolla.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Puhelupalveluun ei saatu yhteyttä.',
      remedy: 'Tarkista internetyhteytesi ja soita uudelleen.',
    },
    'gateway-error': { text: 'Jokin meni vikaan.', remedy: tryAgain },
    'media-failed': {
      text: 'Ääniyhteyttä ei voitu muodostaa.',
      remedy: 'Verkkosi saattaa estää puhelut. Kokeile toista, esimerkiksi puhelimesi verkkoa.',
    },
    'agent-failed': {
      text: 'Avustaja ei ole juuri nyt tavoitettavissa.',
      remedy: 'Yritä hetken kuluttua uudelleen.',
    },
    timeout: { text: 'Yhteyden muodostaminen kesti liian kauan.', remedy: tryAgain },
    busy: {
      text: 'Linja on varattu.',
      remedy: 'Yritä hetken kuluttua uudelleen.',
    },
    'busy-elsewhere': {
      text: 'Sinulla on puhelu toisella välilehdellä: {page}',
      remedy: 'Jatka siellä tai lopeta se ja soita täällä.',
    },
    'connection-lost': {
      text: 'Yhteys katkesi.',
      remedy: 'Tarkista internetyhteytesi ja soita uudelleen.',
    },
  },
};
