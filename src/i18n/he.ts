// Hebrew, in the plural, which fits everybody. Right to left: `←` leads on in a menu, and a mark keeps the slashes of
// https:// at its right side.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'השיחה אינה זמינה כרגע.',
  remedy: 'אפשר לפנות אלינו בדרך אחרת.',
};

const tryAgain = 'נסו שוב.';

export const he: Messages = {
  lang: 'he',
  call: 'התקשרות',
  callAgent: 'שיחה עם {agent}',
  cancel: 'ביטול',
  hangUp: 'ניתוק',
  callAgain: 'שיחה נוספת',
  takeOver: 'סיום ושיחה מכאן',
  enableSound: 'הפעלת הצליל',
  mute: 'השתקת המיקרופון',
  duration: 'משך השיחה',
  voiceCall: 'שיחה קולית',
  open: 'דברו איתנו',
  close: 'סגירה',
  captions: 'תמלול',
  you: 'אתם',
  agent: 'העוזר הקולי',
  consent: 'תדברו עם עוזר קולי אוטומטי. הקול שלכם נשלח אליו דרך האינטרנט.',
  agree: 'אישור והתקשרות',
  decline: 'לא, תודה',
  privacy: 'מדיניות פרטיות',
  terms: 'תנאי שימוש',
  allowInChrome: 'לחצו על הסמל שליד הכתובת, הפעילו את המיקרופון והתקשרו שוב.',
  allowInFirefox: 'לחצו על המיקרופון המחוק שליד הכתובת, הסירו את החסימה והתקשרו שוב.',
  allowInSafari: 'בחרו Safari ← הגדרות לאתר זה, הגדירו את המיקרופון ל״אפשר״ והתקשרו שוב.',
  allowInIos: 'פתחו הגדרות ← אפליקציות ← הדפדפן שלכם ← מיקרופון, אפשרו אותו והתקשרו שוב.',
  allowInAndroid: 'געו בסמל שליד הכתובת, פתחו את ״הרשאות״, אפשרו את המיקרופון והתקשרו שוב.',
  microphoneReady: 'המיקרופון מורשה כעת.',
  requestingMicrophone: 'יש לאפשר את המיקרופון',
  connecting: 'מתחבר…',
  waitingAt: 'מקומכם בתור: {position}',
  waiting: 'ממתינים בתור…',
  rerouting: 'מנסים נתיב אחר…',
  microphoneLost: 'המיקרופון התנתק. חברו מיקרופון כדי להמשיך.',
  microphoneSilent: 'המכשיר שלכם משתיק את המיקרופון',
  takenOver: 'השיחה הסתיימה: היא עברה לכרטיסייה אחרת',
  connected: 'בשיחה',
  listening: 'העוזר הקולי מקשיב',
  agentSpeaking: 'העוזר הקולי מדבר',
  agentNameSpeaking: '{agent} מדבר/ת',
  muted: 'המיקרופון שלכם מושתק',
  playbackBlocked: 'הצליל חסום',
  reconnecting: 'מתחבר מחדש…',
  ending: 'מסיים…',
  ended: 'השיחה הסתיימה',
  failed: 'השיחה נכשלה',
  errors: {
    'microphone-denied': {
      text: 'לא ניתנה הרשאה למיקרופון.',
      remedy: 'אפשרו אותו בשורת הכתובת של הדפדפן והתקשרו שוב.',
    },
    'microphone-blocked': {
      text: 'הדף הזה אינו מורשה להשתמש במיקרופון.',
      remedy: 'בדקו את הגדרות המיקרופון במכשיר, או פתחו את הדף בחלון נפרד.',
    },
    'microphone-not-found': {
      text: 'לא נמצא מיקרופון.',
      remedy: 'חברו או הפעילו מיקרופון והתקשרו שוב.',
    },
    'microphone-in-use': {
      text: 'לא ניתן לפתוח את המיקרופון.',
      remedy: 'סגרו תוכנות אחרות שמשתמשות בו והתקשרו שוב.',
    },
    'insecure-context': {
      text: 'לשיחות נדרש חיבור מאובטח.',
      remedy: 'פתחו את הדף בכתובת שמתחילה ב־https://\u200e.',
    },
    'unsupported-browser': {
      text: 'הדפדפן הזה אינו תומך בשיחות.',
      remedy: 'פתחו את הדף בגרסה עדכנית של Chrome, \u200fEdge, \u200fFirefox או Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'לא ניתן להגיע לשירות השיחות.',
      remedy: 'בדקו את החיבור לאינטרנט והתקשרו שוב.',
    },
    'gateway-error': { text: 'משהו השתבש.', remedy: tryAgain },
    'media-failed': {
      text: 'לא ניתן לחבר את השמע.',
      remedy: 'ייתכן שהרשת שלכם חוסמת שיחות. נסו רשת אחרת, למשל זו של הטלפון.',
    },
    'agent-failed': {
      text: 'העוזר הקולי אינו זמין כרגע.',
      remedy: 'נסו שוב בעוד זמן קצר.',
    },
    timeout: { text: 'ההתחברות נמשכה זמן רב מדי.', remedy: tryAgain },
    busy: {
      text: 'הקו תפוס.',
      remedy: 'נסו שוב בעוד זמן קצר.',
    },
    'busy-elsewhere': {
      text: 'אתם בשיחה בכרטיסייה אחרת: {page}',
      remedy: 'המשיכו שם, או סיימו אותה והתקשרו מכאן.',
    },
    'connection-lost': {
      text: 'החיבור אבד.',
      remedy: 'בדקו את החיבור לאינטרנט והתקשרו שוב.',
    },
  },
};
