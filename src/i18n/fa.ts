// Persian, formal (شما). Right to left: `←` leads on in a menu, and marks keep the order around Latin names. Apple’s menus
// are in English, because macOS and iOS do not speak Persian.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'این تماس در حال حاضر در دسترس نیست.',
  remedy: 'لطفاً از راه دیگری با ما تماس بگیرید.',
};

const tryAgain = 'لطفاً دوباره امتحان کنید.';

export const fa: Messages = {
  lang: 'fa',
  call: 'تماس',
  callAgent: 'تماس با {agent}',
  cancel: 'لغو',
  hangUp: 'پایان تماس',
  callAgain: 'تماس دوباره',
  takeOver: 'پایان آن و تماس از اینجا',
  enableSound: 'روشن کردن صدا',
  mute: 'بی‌صدا کردن میکروفون',
  duration: 'مدت تماس',
  voiceCall: 'تماس صوتی',
  open: 'با ما صحبت کنید',
  close: 'بستن',
  captions: 'متن گفتگو',
  you: 'شما',
  agent: 'دستیار',
  copyTranscript: 'کپی متن گفتگو',
  copied: 'کپی شد',
  consent: 'با یک دستیار صوتی خودکار صحبت خواهید کرد. صدای شما از طریق اینترنت برای آن فرستاده می‌شود.',
  agree: 'موافقت و تماس',
  decline: 'نه، ممنون',
  privacy: 'سیاست حفظ حریم خصوصی',
  terms: 'شرایط استفاده',
  microphoneReason: 'برای صحبت کردن، میکروفون لازم است. اکنون مرورگر از شما اجازه می‌خواهد.',
  continue: 'ادامه',
  devices: 'تنظیمات صدا',
  microphone: 'میکروفون',
  speaker: 'بلندگو',
  volume: 'بلندی صدا',
  testTone: 'پخش صدای آزمایشی',
  systemDefault: 'پیش‌فرض سیستم',
  device: 'دستگاه {number}',
  keypad: 'صفحهٔ شماره‌گیری',
  holdToTalk: 'نگه دارید و صحبت کنید',
  rate: 'تماس چطور بود؟',
  good: 'خوب',
  bad: 'نه‌چندان خوب',
  thanks: 'سپاسگزاریم!',
  allowInChrome: 'روی نماد کنار نشانی کلیک کنید، میکروفون را روشن کنید و دوباره تماس بگیرید.',
  allowInFirefox: 'روی میکروفون خط‌خورده کنار نشانی کلیک کنید، مسدودیت را بردارید و دوباره تماس بگیرید.',
  allowInSafari:
    'در منوی Safari گزینهٔ «Settings for This Website» را انتخاب کنید، میکروفون را روی «Allow» بگذارید و دوباره تماس بگیرید.',
  allowInIos: 'به Settings‏ ← Apps‏ ← مرورگر خود ← Microphone بروید، آن را مجاز کنید و دوباره تماس بگیرید.',
  allowInAndroid:
    'روی نماد کنار نشانی ضربه بزنید، «مجوزها» را باز کنید، میکروفون را مجاز کنید و دوباره تماس بگیرید.',
  microphoneReady: 'میکروفون اکنون مجاز است.',
  microphoneFound: 'میکروفون پیدا شد.',
  requestingMicrophone: 'لطفاً میکروفون را مجاز کنید',
  connecting: 'در حال اتصال…',
  waitingAt: 'نوبت شما در صف: {position}',
  waiting: 'در صف انتظار…',
  rerouting: 'در حال امتحان مسیری دیگر…',
  microphoneLost: 'میکروفون قطع شد. برای ادامه، میکروفونی وصل کنید.',
  microphoneSilent: 'دستگاه شما میکروفون را بی‌صدا کرده است',
  takenOver: 'تماس پایان یافت: در برگهٔ دیگری ادامه دارد',
  connected: 'تماس برقرار است',
  listening: 'دستیار گوش می‌دهد',
  agentSpeaking: 'دستیار صحبت می‌کند',
  agentNameSpeaking: '{agent} صحبت می‌کند',
  muted: 'میکروفون شما بی‌صداست',
  playbackBlocked: 'صدا مسدود است',
  reconnecting: 'در حال اتصال دوباره…',
  ending: 'در حال پایان دادن…',
  ended: 'تماس پایان یافت',
  failed: 'تماس برقرار نشد',
  errors: {
    'microphone-denied': {
      text: 'اجازهٔ استفاده از میکروفون داده نشد.',
      remedy: 'آن را در نوار نشانی مرورگر مجاز کنید و دوباره تماس بگیرید.',
    },
    'microphone-blocked': {
      text: 'این صفحه اجازهٔ استفاده از میکروفون را ندارد.',
      remedy: 'این صفحه را در پنجره‌ای جداگانه باز کنید یا از راه دیگری با ما تماس بگیرید.',
    },
    'microphone-blocked-by-system': {
      text: 'دستگاه شما میکروفون را در اختیار این مرورگر نمی‌گذارد.',
      remedy:
        'در تنظیمات حریم خصوصی دستگاه، به این مرورگر اجازهٔ استفاده از میکروفون بدهید و دوباره تماس بگیرید.',
    },
    'microphone-not-found': {
      text: 'میکروفونی پیدا نشد.',
      remedy: 'میکروفونی وصل یا روشن کنید و دوباره تماس بگیرید.',
    },
    'microphone-in-use': {
      text: 'میکروفون فعال نشد.',
      remedy: 'برنامه‌های دیگری را که از آن استفاده می‌کنند ببندید و دوباره تماس بگیرید.',
    },
    'insecure-context': {
      text: 'برای تماس، اتصال امن لازم است.',
      remedy: 'این صفحه را با نشانی‌ای باز کنید که با https://‎ شروع می‌شود.',
    },
    'unsupported-browser': {
      text: 'این مرورگر نمی‌تواند تماس برقرار کند.',
      remedy: 'این صفحه را در نسخهٔ جدیدی از Chrome،‏ Edge،‏ Firefox یا Safari باز کنید.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'دسترسی به سرویس تماس ممکن نشد.',
      remedy: 'اتصال اینترنت خود را بررسی کنید و دوباره تماس بگیرید.',
    },
    'gateway-error': { text: 'مشکلی پیش آمد.', remedy: tryAgain },
    'media-failed': {
      text: 'اتصال صدا برقرار نشد.',
      remedy:
        'شاید شبکهٔ شما تماس‌ها را مسدود می‌کند. شبکهٔ دیگری را امتحان کنید، مثلاً اینترنت تلفن همراهتان را.',
    },
    'agent-failed': {
      text: 'دستیار در حال حاضر در دسترس نیست.',
      remedy: 'لطفاً کمی بعد دوباره امتحان کنید.',
    },
    timeout: { text: 'اتصال بیش از حد طول کشید.', remedy: tryAgain },
    busy: {
      text: 'خط اشغال است.',
      remedy: 'لطفاً کمی بعد دوباره امتحان کنید.',
    },
    'busy-elsewhere': {
      text: 'در برگهٔ دیگری در حال تماس هستید: {page}',
      remedy: 'همان‌جا ادامه دهید، یا آن را پایان دهید و از اینجا تماس بگیرید.',
    },
    'connection-lost': {
      text: 'اتصال قطع شد.',
      remedy: 'اتصال اینترنت خود را بررسی کنید و دوباره تماس بگیرید.',
    },
  },
};
