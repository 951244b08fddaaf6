/** What is about comfort, as one part of the page that is loaded later. */
import './cti-settings.js';
import './cti-sound-blocked.js';
