/** Everything that shows chats, as one part of the page that is loaded later. */
import './cti-chats.js';
