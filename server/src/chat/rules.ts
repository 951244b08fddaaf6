/** What applies to the chats of one service. Texts that are empty are not said. */
export interface ChatRules {
  /** How long an agent has to accept, ms. */
  readonly offerMs: number;
  /** After-chat work, ms; 0 for none, `untimed`: until the agent says that it is done. */
  readonly afterWorkMs: number | 'untimed';
  /** A polling customer who has made no request for so long is gone, ms. [D] */
  readonly pollingMs: number;
  /** A chat whose CometD client has gone ends when nothing at all has happened in it for so long, ms; 0 for never. [D] */
  readonly abandonedMs: number;
  readonly inactivity: InactivityRules;
  /** Characters of one text. [D] about 0.45 of a packet's bytes. */
  readonly textCharacters: number;
  readonly userData: UserDataRules;
  readonly files: FileRules;
}

export interface InactivityRules {
  /** Until the first warning, ms; 0 for never. [D] */
  readonly alertMs: number;
  readonly alertText: string;
  /** From the first warning to the second, ms; 0 for no second one. [D] */
  readonly secondAlertMs: number;
  readonly secondAlertText: string;
  /** From the last warning to the end, ms. [D] */
  readonly closeMs: number;
  readonly closeText: string;
  /** [A] What the warnings are in the transcript. */
  readonly told: 'Notice' | 'Message';
  /** [A] Whether somebody who types is active. */
  readonly typingCounts: boolean;
}

/** [A] None are published. */
export interface UserDataRules {
  readonly pairs: number;
  readonly keyCharacters: number;
  readonly valueCharacters: number;
  readonly totalCharacters: number;
}

/** What a customer may upload and download. Agents are not limited by it. */
export interface FileRules {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  readonly maxTotalBytes: number;
  /** Extensions in lower case, without the dot. */
  readonly types: readonly string[];
  /** Whether an agent must have joined first. */
  readonly needAgent: boolean;
  /** Of one file. */
  readonly downloads: number;
  /** [A] `odd`: deleting gives the place and the bytes back. `none`: it does not. */
  readonly deleteFile: 'odd' | 'none';
}

/** As Chat Server has them where nobody has set anything. */
export const DEFAULT_CHAT_RULES: ChatRules = {
  offerMs: 30_000,
  afterWorkMs: 0,
  pollingMs: 45_000,
  abandonedMs: 180_000,
  inactivity: {
    alertMs: 255_000,
    alertText: 'The chat will be closed soon because of inactivity',
    secondAlertMs: 0,
    secondAlertText: 'The chat will be closed very soon because of inactivity',
    closeMs: 45_000,
    closeText: 'The chat is closed because of inactivity',
    told: 'Notice',
    typingCounts: false,
  },
  textCharacters: 14_700,
  userData: { pairs: 100, keyCharacters: 255, valueCharacters: 4096, totalCharacters: 14_700 },
  files: {
    maxFiles: 3,
    maxFileBytes: 2_097_152,
    maxTotalBytes: 5_242_880,
    types: 'bmp csv doc docx gif htm jpg pdf png ppt pptx tif txt xls xlsx'.split(' '),
    needAgent: true,
    downloads: 10,
    deleteFile: 'odd',
  },
};
