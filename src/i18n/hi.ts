// Hindi, formal (आप).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'यह कॉल अभी उपलब्ध नहीं है।',
  remedy: 'कृपया किसी और तरीके से हमसे संपर्क करें।',
};

const tryAgain = 'कृपया फिर से कोशिश करें।';

export const hi: Messages = {
  lang: 'hi',
  call: 'कॉल करें',
  callAgent: '{agent} को कॉल करें',
  cancel: 'रद्द करें',
  hangUp: 'कॉल काटें',
  callAgain: 'फिर से कॉल करें',
  takeOver: 'काटकर यहाँ कॉल करें',
  enableSound: 'आवाज़ चालू करें',
  mute: 'म्यूट करें',
  duration: 'कॉल की अवधि',
  voiceCall: 'वॉइस कॉल',
  open: 'हमसे बात करें',
  close: 'बंद करें',
  captions: 'बातचीत का लिखित रूप',
  you: 'आप',
  agent: 'असिस्टेंट',
  consent: 'आप एक ऑटोमेटेड वॉइस असिस्टेंट से बात करेंगे। आपकी आवाज़ इंटरनेट के ज़रिए उसे भेजी जाती है।',
  agree: 'सहमति दें, कॉल करें',
  decline: 'नहीं, धन्यवाद',
  privacy: 'निजता नीति',
  terms: 'उपयोग की शर्तें',
  allowInChrome: 'पते की बाईं ओर बने आइकॉन पर क्लिक करें, माइक्रोफ़ोन चालू करें, फिर दोबारा कॉल करें।',
  allowInFirefox: 'पते की बाईं ओर कटे हुए माइक्रोफ़ोन पर क्लिक करें, रोक हटाएँ, फिर दोबारा कॉल करें।',
  allowInSafari: 'Safari > इस वेबसाइट के लिए सेटिंग्ज़ चुनें, माइक्रोफ़ोन को “अनुमति दें” पर सेट करें, फिर दोबारा कॉल करें।',
  allowInIos: 'सेटिंग्ज़ > ऐप्स > आपका ब्राउज़र > माइक्रोफ़ोन खोलें, अनुमति दें, फिर दोबारा कॉल करें।',
  allowInAndroid: 'पते की बाईं ओर बने आइकॉन पर टैप करें, “अनुमतियां” खोलें, माइक्रोफ़ोन की अनुमति दें, फिर दोबारा कॉल करें।',
  microphoneReady: 'अब माइक्रोफ़ोन की अनुमति है।',
  requestingMicrophone: 'कृपया माइक्रोफ़ोन की अनुमति दें',
  connecting: 'कनेक्ट हो रहा है…',
  waitingAt: 'कतार में आपका स्थान: {position}',
  waiting: 'कतार में प्रतीक्षा…',
  rerouting: 'दूसरा रास्ता आज़माया जा रहा है…',
  microphoneLost: 'माइक्रोफ़ोन हट गया है। जारी रखने के लिए माइक्रोफ़ोन लगाएँ।',
  microphoneSilent: 'आपके डिवाइस ने माइक्रोफ़ोन म्यूट किया हुआ है',
  takenOver: 'कॉल समाप्त: दूसरे टैब में शुरू हुई',
  connected: 'कनेक्ट हो गया',
  listening: 'सुन रहे हैं',
  agentSpeaking: 'बोल रहे हैं',
  agentNameSpeaking: '{agent} बोल रहे हैं',
  muted: 'आप म्यूट हैं',
  playbackBlocked: 'आवाज़ पर रोक है',
  reconnecting: 'फिर से कनेक्ट हो रहा है…',
  ending: 'समाप्त हो रही है…',
  ended: 'कॉल समाप्त',
  failed: 'कॉल नहीं हो सकी',
  errors: {
    'microphone-denied': {
      text: 'माइक्रोफ़ोन की अनुमति नहीं मिली।',
      remedy: 'ब्राउज़र के पता बार में अनुमति दें, फिर दोबारा कॉल करें।',
    },
    'microphone-blocked': {
      text: 'यह पेज माइक्रोफ़ोन का इस्तेमाल नहीं कर सकता।',
      remedy: 'अपने डिवाइस की माइक्रोफ़ोन सेटिंग जाँचें या यह पेज अलग विंडो में खोलें।',
    },
    'microphone-not-found': {
      text: 'कोई माइक्रोफ़ोन नहीं मिला।',
      remedy: 'माइक्रोफ़ोन लगाएँ या चालू करें, फिर दोबारा कॉल करें।',
    },
    'microphone-in-use': {
      text: 'माइक्रोफ़ोन शुरू नहीं हो सका।',
      remedy: 'उसका इस्तेमाल कर रहे दूसरे प्रोग्राम बंद करें, फिर दोबारा कॉल करें।',
    },
    'insecure-context': {
      text: 'कॉल के लिए सुरक्षित कनेक्शन ज़रूरी है।',
      remedy: 'यह पेज https:// वाले पते से खोलें।',
    },
    'unsupported-browser': {
      text: 'इस ब्राउज़र से कॉल नहीं हो सकती।',
      remedy: 'यह पेज Chrome, Edge, Firefox या Safari के नए वर्शन में खोलें।',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'कॉल सेवा से संपर्क नहीं हो सका।',
      remedy: 'अपना इंटरनेट कनेक्शन जाँचें, फिर दोबारा कॉल करें।',
    },
    'gateway-error': { text: 'कुछ गड़बड़ हो गई।', remedy: tryAgain },
    'media-failed': {
      text: 'आवाज़ कनेक्ट नहीं हो सकी।',
      remedy: 'हो सकता है आपका नेटवर्क कॉल रोकता हो। कोई दूसरा आज़माएँ, जैसे अपने फ़ोन का।',
    },
    'agent-failed': {
      text: 'असिस्टेंट इस समय उपलब्ध नहीं है।',
      remedy: 'कृपया थोड़ी देर में फिर से कोशिश करें।',
    },
    timeout: { text: 'कनेक्ट होने में बहुत समय लगा।', remedy: tryAgain },
    busy: {
      text: 'लाइन व्यस्त है।',
      remedy: 'कृपया थोड़ी देर में फिर से कोशिश करें।',
    },
    'busy-elsewhere': {
      text: 'आप दूसरे टैब में कॉल पर हैं: {page}',
      remedy: 'वहाँ जारी रखें या उसे काटकर यहाँ कॉल करें।',
    },
    'connection-lost': {
      text: 'कनेक्शन टूट गया।',
      remedy: 'अपना इंटरनेट कनेक्शन जाँचें, फिर दोबारा कॉल करें।',
    },
  },
};
