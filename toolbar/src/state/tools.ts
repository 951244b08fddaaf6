import type { CallLog } from './call-log.js';

/** What the tools of the toolbar work with; the page gives it to them, and nothing of it is loaded before. */
export interface ToolSources {
  readonly callLog: () => Promise<CallLog>;
  /** A file for whoever is called to help. */
  readonly diagnostics: () => Promise<string>;
  readonly versions: () => Readonly<Record<string, string>>;
  /** Gives the agent a file to keep. */
  readonly save: (name: string, content: Blob) => void;
}

export const TOOLS = ['calls', 'more', 'settings', 'status'] as const;
export type Tool = (typeof TOOLS)[number];
