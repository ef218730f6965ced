// Ukrainian, formal (ви); the name of an agent stands where it needs no case.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Цей дзвінок зараз недоступний.',
  remedy: 'Зверніться до нас іншим способом.',
};

const tryAgain = 'Спробуйте ще раз.';

export const uk: Messages = {
  lang: 'uk',
  call: 'Подзвонити',
  callAgent: 'Дзвінок: {agent}',
  cancel: 'Скасувати',
  hangUp: 'Завершити',
  callAgain: 'Подзвонити ще раз',
  takeOver: 'Завершити й почати тут',
  enableSound: 'Увімкнути звук',
  mute: 'Вимкнути мікрофон',
  duration: 'Тривалість дзвінка',
  voiceCall: 'Голосовий дзвінок',
  open: 'Поговоріть із нами',
  close: 'Закрити',
  captions: 'Текст розмови',
  you: 'Ви',
  agent: 'Асистент',
  copyTranscript: 'Копіювати текст',
  copied: 'Скопійовано',
  consent: 'Ви говоритимете з автоматичним голосовим асистентом. Ваш голос передається йому через інтернет.',
  agree: 'Погодитися й дзвонити',
  decline: 'Ні, дякую',
  privacy: 'Політика конфіденційності',
  terms: 'Умови використання',
  devices: 'Налаштування звуку',
  microphone: 'Мікрофон',
  speaker: 'Динамік',
  volume: 'Гучність',
  testTone: 'Відтворити тестовий звук',
  systemDefault: 'Системний за замовчуванням',
  device: 'Пристрій {number}',
  keypad: 'Клавіатура',
  holdToTalk: 'Утримуйте й говоріть',
  rate: 'Як пройшов дзвінок?',
  good: 'Добре',
  bad: 'Не дуже',
  thanks: 'Дякуємо!',
  allowInChrome: 'Натисніть значок ліворуч від адреси, увімкніть мікрофон і подзвоніть ще раз.',
  allowInFirefox:
    'Натисніть перекреслений мікрофон ліворуч від адреси, зніміть блокування й подзвоніть ще раз.',
  allowInSafari:
    'Виберіть Safari > Параметри для цього вебсайту, для мікрофона встановіть «Дозволити» й подзвоніть ще раз.',
  allowInIos: 'Відкрийте Параметри > Програми > ваш браузер > Мікрофон, надайте дозвіл і подзвоніть ще раз.',
  allowInAndroid:
    'Торкніться значка ліворуч від адреси, відкрийте «Дозволи», дозвольте мікрофон і подзвоніть ще раз.',
  microphoneReady: 'Тепер мікрофон дозволено.',
  requestingMicrophone: 'Дозвольте доступ до мікрофона',
  connecting: 'З’єднання…',
  waitingAt: 'Ваше місце в черзі: {position}',
  waiting: 'Очікування в черзі…',
  rerouting: 'Пробуємо інший шлях…',
  microphoneLost: 'Мікрофон від’єднано. Під’єднайте мікрофон, щоб продовжити.',
  microphoneSilent: 'Ваш пристрій вимкнув звук мікрофона',
  takenOver: 'Дзвінок завершено: він триває в іншій вкладці',
  connected: 'З’єднано',
  listening: 'Слухає',
  agentSpeaking: 'Говорить',
  agentNameSpeaking: '{agent} говорить',
  muted: 'Ваш мікрофон вимкнено',
  playbackBlocked: 'Звук заблоковано',
  reconnecting: 'Повторне з’єднання…',
  ending: 'Завершення…',
  ended: 'Дзвінок завершено',
  failed: 'Дзвінок не вдався',
  errors: {
    'microphone-denied': {
      text: 'Доступ до мікрофона не дозволено.',
      remedy: 'Дозвольте його в адресному рядку браузера й подзвоніть ще раз.',
    },
    'microphone-blocked': {
      text: 'Ця сторінка не може використовувати мікрофон.',
      remedy: 'Перевірте налаштування мікрофона на пристрої або відкрийте цю сторінку в окремому вікні.',
    },
    'microphone-not-found': {
      text: 'Мікрофон не знайдено.',
      remedy: 'Під’єднайте або ввімкніть мікрофон і подзвоніть ще раз.',
    },
    'microphone-in-use': {
      text: 'Не вдалося відкрити мікрофон.',
      remedy: 'Закрийте інші програми, які його використовують, і подзвоніть ще раз.',
    },
    'insecure-context': {
      text: 'Для дзвінків потрібне безпечне з’єднання.',
      remedy: 'Відкрийте цю сторінку з https:// в адресі.',
    },
    'unsupported-browser': {
      text: 'Цей браузер не підтримує дзвінки.',
      remedy: 'Відкрийте цю сторінку в актуальній версії Chrome, Edge, Firefox або Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Служба дзвінків недосяжна.',
      remedy: 'Перевірте з’єднання з інтернетом і подзвоніть ще раз.',
    },
    'gateway-error': { text: 'Щось пішло не так.', remedy: tryAgain },
    'media-failed': {
      text: 'Не вдалося з’єднати звук.',
      remedy: 'Можливо, ваша мережа блокує дзвінки. Спробуйте іншу, наприклад мережу телефона.',
    },
    'agent-failed': {
      text: 'Асистент зараз недоступний.',
      remedy: 'Спробуйте ще раз трохи згодом.',
    },
    timeout: { text: 'З’єднання тривало надто довго.', remedy: tryAgain },
    busy: {
      text: 'Лінія зайнята.',
      remedy: 'Спробуйте ще раз трохи згодом.',
    },
    'busy-elsewhere': {
      text: 'Ви вже розмовляєте в іншій вкладці: {page}',
      remedy: 'Продовжуйте там або завершіть ту розмову й подзвоніть тут.',
    },
    'connection-lost': {
      text: 'З’єднання втрачено.',
      remedy: 'Перевірте з’єднання з інтернетом і подзвоніть ще раз.',
    },
  },
};
