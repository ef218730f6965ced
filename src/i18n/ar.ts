// Arabic. Right to left: `←` leads on in a menu, and a mark keeps the slashes of https:// at its right side.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'هذه المكالمة غير متاحة حاليًا.',
  remedy: 'يُرجى التواصل معنا بطريقة أخرى.',
};

const tryAgain = 'يُرجى المحاولة مرة أخرى.';

export const ar: Messages = {
  lang: 'ar',
  call: 'اتصال',
  callAgent: 'الاتصال بـ {agent}',
  cancel: 'إلغاء',
  hangUp: 'إنهاء المكالمة',
  callAgain: 'الاتصال مجددًا',
  takeOver: 'إنهاؤها والاتصال هنا',
  enableSound: 'تشغيل الصوت',
  mute: 'كتم الميكروفون',
  duration: 'مدة المكالمة',
  voiceCall: 'مكالمة صوتية',
  open: 'تحدّث إلينا',
  close: 'إغلاق',
  captions: 'نص المكالمة',
  you: 'أنت',
  agent: 'المساعد',
  consent: 'ستتحدث مع مساعد صوتي آلي، وسيُرسل صوتك إليه عبر الإنترنت.',
  agree: 'موافقة واتصال',
  decline: 'لا، شكرًا',
  privacy: 'سياسة الخصوصية',
  terms: 'شروط الاستخدام',
  allowInChrome: 'انقر على الرمز المجاور للعنوان، ثم شغّل الميكروفون واتصل مجددًا.',
  allowInFirefox: 'انقر على الميكروفون المشطوب بجوار العنوان، ثم أزل الحظر واتصل مجددًا.',
  allowInSafari: 'اختر Safari ← إعدادات موقع الويب هذا، ثم اضبط الميكروفون على «سماح» واتصل مجددًا.',
  allowInIos: 'افتح الإعدادات ← التطبيقات ← متصفحك ← الميكروفون، ثم اسمح به واتصل مجددًا.',
  allowInAndroid: 'المس الرمز المجاور للعنوان، وافتح «الأذونات»، ثم اسمح بالميكروفون واتصل مجددًا.',
  microphoneReady: 'أصبح الميكروفون مسموحًا به الآن.',
  requestingMicrophone: 'يُرجى السماح بالميكروفون',
  connecting: 'جارٍ الاتصال…',
  waitingAt: 'دورك في الانتظار: {position}',
  waiting: 'في قائمة الانتظار…',
  rerouting: 'جارٍ تجربة مسار آخر…',
  microphoneLost: 'انفصل الميكروفون. وصّل ميكروفونًا للمتابعة.',
  microphoneSilent: 'جهازك يُبقي الميكروفون مكتومًا',
  takenOver: 'انتهت المكالمة: انتقلت إلى علامة تبويب أخرى',
  connected: 'المكالمة جارية',
  listening: 'المساعد يستمع',
  agentSpeaking: 'المساعد يتحدث',
  agentNameSpeaking: 'يتحدث {agent} الآن',
  muted: 'صوتك مكتوم',
  playbackBlocked: 'الصوت محظور',
  reconnecting: 'جارٍ إعادة الاتصال…',
  ending: 'جارٍ الإنهاء…',
  ended: 'انتهت المكالمة',
  failed: 'تعذّرت المكالمة',
  errors: {
    'microphone-denied': {
      text: 'لم يُسمح باستخدام الميكروفون.',
      remedy: 'اسمح به من شريط العنوان في المتصفح، ثم اتصل مجددًا.',
    },
    'microphone-blocked': {
      text: 'لا يمكن لهذه الصفحة استخدام الميكروفون.',
      remedy: 'تحقق من إعدادات الميكروفون في جهازك، أو افتح هذه الصفحة في نافذة مستقلة.',
    },
    'microphone-not-found': {
      text: 'لم يُعثر على ميكروفون.',
      remedy: 'وصّل ميكروفونًا أو شغّله، ثم اتصل مجددًا.',
    },
    'microphone-in-use': {
      text: 'تعذّر فتح الميكروفون.',
      remedy: 'أغلق البرامج الأخرى التي تستخدمه، ثم اتصل مجددًا.',
    },
    'insecure-context': {
      text: 'تتطلب المكالمات اتصالًا آمنًا.',
      remedy: 'افتح هذه الصفحة بعنوان يبدأ بـ https://\u200e.',
    },
    'unsupported-browser': {
      text: 'لا يدعم هذا المتصفح المكالمات.',
      remedy: 'افتح هذه الصفحة في إصدار حديث من Chrome أو Edge أو Firefox أو Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'تعذّر الوصول إلى خدمة المكالمات.',
      remedy: 'تحقق من اتصالك بالإنترنت، ثم اتصل مجددًا.',
    },
    'gateway-error': { text: 'حدث خطأ ما.', remedy: tryAgain },
    'media-failed': {
      text: 'تعذّر توصيل الصوت.',
      remedy: 'قد تكون شبكتك تحظر المكالمات. جرّب شبكة أخرى، مثل شبكة هاتفك.',
    },
    'agent-failed': {
      text: 'المساعد غير متاح في الوقت الحالي.',
      remedy: 'يُرجى المحاولة مرة أخرى بعد قليل.',
    },
    timeout: { text: 'استغرق الاتصال وقتًا طويلًا.', remedy: tryAgain },
    busy: {
      text: 'الخط مشغول.',
      remedy: 'يُرجى المحاولة مرة أخرى بعد قليل.',
    },
    'busy-elsewhere': {
      text: 'لديك مكالمة جارية في علامة تبويب أخرى: {page}',
      remedy: 'تابعها هناك، أو أنهِها واتصل من هنا.',
    },
    'connection-lost': {
      text: 'انقطع الاتصال.',
      remedy: 'تحقق من اتصالك بالإنترنت، ثم اتصل مجددًا.',
    },
  },
};
