import type { Site } from '../site/site.js';

export interface ControlOptions {
  readonly site: Site;
}
