// Polish; the name of an agent stands where it needs no case.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Połączenie jest w tej chwili niedostępne.',
  remedy: 'Prosimy o kontakt w inny sposób.',
};

const tryAgain = 'Spróbuj ponownie.';

export const pl: Messages = {
  lang: 'pl',
  call: 'Zadzwoń',
  callAgent: 'Zadzwoń: {agent}',
  cancel: 'Anuluj',
  hangUp: 'Rozłącz się',
  callAgain: 'Zadzwoń ponownie',
  takeOver: 'Zakończ i zadzwoń tu',
  enableSound: 'Włącz dźwięk',
  mute: 'Wycisz mikrofon',
  duration: 'Czas rozmowy',
  voiceCall: 'Połączenie głosowe',
  open: 'Porozmawiaj z nami',
  close: 'Zamknij',
  captions: 'Zapis rozmowy',
  you: 'Ty',
  agent: 'Asystent',
  copyTranscript: 'Kopiuj zapis rozmowy',
  copied: 'Skopiowano',
  consent:
    'Rozmowę poprowadzi automatyczny asystent głosowy. Twój głos jest do niego przesyłany przez internet.',
  agree: 'Zgadzam się i dzwonię',
  decline: 'Nie, dziękuję',
  privacy: 'Polityka prywatności',
  terms: 'Warunki korzystania',
  microphoneReason: 'Do rozmowy potrzebny jest mikrofon. Przeglądarka poprosi teraz o dostęp.',
  continue: 'Kontynuuj',
  devices: 'Ustawienia dźwięku',
  microphone: 'Mikrofon',
  speaker: 'Głośnik',
  volume: 'Głośność',
  testTone: 'Odtwórz dźwięk testowy',
  systemDefault: 'Domyślne ustawienie systemu',
  device: 'Urządzenie {number}',
  keypad: 'Klawiatura',
  holdToTalk: 'Przytrzymaj i mów',
  rate: 'Jak przebiegła rozmowa?',
  good: 'Dobrze',
  bad: 'Nie najlepiej',
  thanks: 'Dziękujemy!',
  allowInChrome: 'Kliknij ikonę po lewej stronie adresu, włącz mikrofon i zadzwoń ponownie.',
  allowInFirefox: 'Kliknij przekreślony mikrofon po lewej stronie adresu, usuń blokadę i zadzwoń ponownie.',
  allowInSafari:
    'Wybierz Safari > Ustawienia dla tej witryny, ustaw mikrofon na „Pozwalaj” i zadzwoń ponownie.',
  allowInIos:
    'Otwórz Ustawienia > Aplikacje > Twoja przeglądarka > Mikrofon, zezwól na dostęp i zadzwoń ponownie.',
  allowInAndroid:
    'Dotknij ikony po lewej stronie adresu, otwórz „Uprawnienia”, zezwól na mikrofon i zadzwoń ponownie.',
  microphoneReady: 'Dostęp do mikrofonu jest teraz dozwolony.',
  microphoneFound: 'Mikrofon jest już dostępny.',
  requestingMicrophone: 'Zezwól na dostęp do mikrofonu',
  connecting: 'Łączenie…',
  waitingAt: 'Twoje miejsce w kolejce: {position}',
  waiting: 'Oczekiwanie w kolejce…',
  rerouting: 'Próba połączenia inną drogą…',
  microphoneLost: 'Mikrofon został odłączony. Aby kontynuować, podłącz mikrofon.',
  microphoneSilent: 'Urządzenie wyciszyło mikrofon',
  takenOver: 'Rozmowa zakończona: przejęła ją inna karta',
  connected: 'Połączono',
  listening: 'Słucha',
  agentSpeaking: 'Mówi',
  agentNameSpeaking: '{agent} mówi',
  muted: 'Twój mikrofon jest wyciszony',
  playbackBlocked: 'Dźwięk jest zablokowany',
  reconnecting: 'Ponowne łączenie…',
  ending: 'Kończenie…',
  ended: 'Rozmowa zakończona',
  failed: 'Połączenie nie powiodło się',
  errors: {
    'microphone-denied': {
      text: 'Nie zezwolono na dostęp do mikrofonu.',
      remedy: 'Zezwól na dostęp w pasku adresu przeglądarki i zadzwoń ponownie.',
    },
    'microphone-blocked': {
      text: 'Ta strona nie może używać mikrofonu.',
      remedy: 'Otwórz tę stronę w osobnym oknie lub skontaktuj się z nami w inny sposób.',
    },
    'microphone-blocked-by-system': {
      text: 'Urządzenie nie udostępnia mikrofonu tej przeglądarce.',
      remedy:
        'Zezwól tej przeglądarce na dostęp do mikrofonu w ustawieniach prywatności urządzenia i zadzwoń ponownie.',
    },
    'microphone-not-found': {
      text: 'Nie znaleziono mikrofonu.',
      remedy: 'Podłącz mikrofon lub włącz go i zadzwoń ponownie.',
    },
    'microphone-in-use': {
      text: 'Nie udało się uruchomić mikrofonu.',
      remedy: 'Zamknij inne programy, które go używają, i zadzwoń ponownie.',
    },
    'insecure-context': {
      text: 'Połączenia wymagają bezpiecznego łącza.',
      remedy: 'Otwórz tę stronę z https:// w adresie.',
    },
    'unsupported-browser': {
      text: 'Ta przeglądarka nie obsługuje połączeń.',
      remedy: 'Otwórz tę stronę w aktualnej wersji Chrome, Edge, Firefox lub Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Usługa połączeń jest nieosiągalna.',
      remedy: 'Sprawdź połączenie z internetem i zadzwoń ponownie.',
    },
    'gateway-error': { text: 'Coś poszło nie tak.', remedy: tryAgain },
    'media-failed': {
      text: 'Nie udało się nawiązać połączenia audio.',
      remedy: 'Twoja sieć może blokować połączenia. Spróbuj innej, na przykład sieci telefonu.',
    },
    'agent-failed': {
      text: 'Asystent jest w tej chwili niedostępny.',
      remedy: 'Spróbuj ponownie za chwilę.',
    },
    timeout: { text: 'Łączenie trwało zbyt długo.', remedy: tryAgain },
    busy: {
      text: 'Linia jest zajęta.',
      remedy: 'Spróbuj ponownie za chwilę.',
    },
    'busy-elsewhere': {
      text: 'Trwa rozmowa w innej karcie: {page}',
      remedy: 'Kontynuuj ją tam albo zakończ i zadzwoń tutaj.',
    },
    'connection-lost': {
      text: 'Połączenie zostało przerwane.',
      remedy: 'Sprawdź połączenie z internetem i zadzwoń ponownie.',
    },
  },
};
