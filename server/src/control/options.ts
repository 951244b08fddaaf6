import type { Chats } from '../site/chats.js';
import type { Site } from '../site/site.js';
import type { Transcripts } from '../site/transcripts.js';

export interface ControlOptions {
  readonly site: Site;
  readonly chats: Chats;
  readonly transcripts: Transcripts;
}
