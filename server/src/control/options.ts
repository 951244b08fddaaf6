import type { Chats } from '../site/chats.js';
import type { Site } from '../site/site.js';

export interface ControlOptions {
  readonly site: Site;
  readonly chats: Chats;
}
