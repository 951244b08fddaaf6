import { describe, expect, it } from 'vitest';
import { Rig } from './testing/rig.js';

describe('a conversation', () => {
  it('M-01 Whole trace: a customer waits, an agent accepts, both speak, and the agent ends it', () => {
    const rig = new Rig();
    const chatId = rig.open();
    expect(rig.heard()).toEqual(['state Waiting', 'event ParticipantJoined']);
    rig.ready('A');
    expect(rig.heard()).toEqual(['agent NotReady', 'agent Ready', 'place Offered', 'state Offered', 'offer']);
    rig.do({ kind: 'accept', chatId, agentId: 'A' });
    expect(rig.heard()).toEqual([
      'offerOver accepted',
      'place Engaged',
      'event ParticipantJoined',
      'state Served',
      'owner',
    ]);
    rig.do({ kind: 'post', chatId, by: 'customer', type: 'Message', text: 'Hello', messageType: 'text' });
    rig.do({ kind: 'post', chatId, by: { agentId: 'A' }, type: 'TypingStarted' });
    rig.do({ kind: 'post', chatId, by: { agentId: 'A' }, type: 'Message', text: 'Good morning' });
    rig.heard();
    rig.do({ kind: 'end', chatId, by: { agentId: 'A' } });
    expect(rig.heard()).toEqual([
      'event ParticipantLeft',
      'place Free',
      'event ParticipantLeft',
      'owner',
      'state Ended',
      'ended',
    ]);
    expect(rig.lines(chatId)).toEqual([
      'Rita ParticipantJoined',
      'agent-A ParticipantJoined',
      'Rita Message Hello',
      'agent-A TypingStarted',
      'agent-A Message Good morning',
      'agent-A ParticipantLeft',
      'Rita ParticipantLeft',
    ]);
    expect(rig.server.transcript(chatId).map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rig.server.chat(chatId)).toMatchObject({ state: 'Ended', endReason: 'agent', endedAt: rig.now });
  });

  it('M-01 The customer ends it, and is the first to leave', () => {
    const rig = new Rig();
    const chatId = rig.served();
    rig.do({ kind: 'leave', chatId, by: 'customer' });
    expect(rig.lines(chatId).slice(-2)).toEqual(['Rita ParticipantLeft', 'agent-A ParticipantLeft']);
    expect(rig.server.chat(chatId)?.endReason).toBe('customer');
  });

  it('M-02 Parties are numbered as they come, and whoever comes back is another party', () => {
    const rig = new Rig();
    const chatId = rig.open();
    const bot = rig.do({ kind: 'join', chatId, type: 'External', nickname: 'bot' }).participantId;
    rig.do({ kind: 'leave', chatId, by: { participantId: bot ?? 0 } });
    rig.do({ kind: 'join', chatId, type: 'External', nickname: 'bot' });
    const parties = rig.server.chat(chatId)?.parties.map(({ participantId, active }) => [participantId, active]);
    expect(parties).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(rig.do({ kind: 'post', chatId, by: { participantId: 2 }, type: 'Message', text: 'x' }).refused).toBe(
      'party-unknown',
    );
  });

  it('M-03 What only agents see has a number too, and comes from nobody that the customer knows of', () => {
    const rig = new Rig();
    const chatId = rig.served();
    rig.ready('B');
    rig.do({ kind: 'supervise', chatId, agentId: 'B', visibility: 'agents' });
    rig.do({ kind: 'post', chatId, by: { agentId: 'B' }, type: 'Message', text: 'Offer a discount' });
    rig.do({ kind: 'post', chatId, by: { agentId: 'A' }, type: 'Message', text: 'A note', visibility: 'agents' });
    expect(rig.server.transcript(chatId).map(({ visibility }) => visibility)).toEqual([
      'all',
      'all',
      'agents',
      'agents',
      'agents',
    ]);
    expect(rig.server.chat(chatId)?.monitored).toBe(false);
    rig.ready('C');
    rig.do({ kind: 'supervise', chatId, agentId: 'C', visibility: 'all' });
    expect(rig.server.chat(chatId)?.monitored).toBe(true);
    expect(rig.ownerOf(chatId)).toBe('agent-A');
  });

  it('M-04 Nickname, user data and read receipts reach the others; only the nickname is in the transcript', () => {
    const rig = new Rig();
    const chatId = rig.served();
    rig.heard();
    rig.do({ kind: 'rename', chatId, by: 'customer', nickname: 'Rita Moss' });
    rig.do({ kind: 'data', chatId, by: 'customer', userData: { a: '1' } });
    rig.do({ kind: 'data', chatId, by: 'customer', userData: { b: '2', a: '3' } });
    rig.do({ kind: 'read', chatId, by: 'customer', index: 2 });
    rig.do({ kind: 'read', chatId, by: 'customer', index: 1 });
    expect(rig.heard()).toEqual(['event NicknameUpdated', 'data', 'data', 'read', 'read']);
    expect(rig.lines(chatId).at(-1)).toBe('Rita Moss NicknameUpdated Rita Moss');
    expect(rig.server.chat(chatId)).toMatchObject({ userData: { a: '3', b: '2' }, parties: [{ readUpTo: 2 }, {}] });
    for (const index of [0, -1, 1.5, 4, NaN]) {
      expect(rig.do({ kind: 'read', chatId, by: 'customer', index }).refused).toBe('event-unknown');
    }
  });

  it('M-05 What is refused changes nothing and tells nothing', () => {
    const rig = new Rig({ rules: { textCharacters: 5 } });
    const chatId = rig.served();
    const before = JSON.stringify([rig.server.chats(), rig.server.agents(), [...rig.reminders]]);
    rig.heard();
    const by = 'customer' as const;
    const big = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, '']));
    const refusals = [
      rig.do({ kind: 'post', chatId, by, type: 'Message', text: '123456' }),
      rig.do({ kind: 'rename', chatId, by, nickname: '123456' }),
      rig.do({ kind: 'data', chatId, by, userData: big }),
      rig.do({ kind: 'data', chatId, by, userData: { ['k'.repeat(256)]: '' } }),
      rig.do({ kind: 'data', chatId, by, userData: { k: 'v'.repeat(4097) } }),
      rig.do({ kind: 'post', chatId: 'none', by, type: 'Message', text: '1' }),
      rig.do({ kind: 'post', chatId, by: { agentId: 'B' }, type: 'Message', text: '1' }),
      rig.do({ kind: 'accept', chatId, agentId: 'A' }),
      rig.do({ kind: 'accept', chatId, agentId: 'Z' }),
      rig.do({ kind: 'ready', agentId: 'B' }),
      rig.do({ kind: 'transfer', chatId, agentId: 'A', to: 'B' }),
      rig.do({ kind: 'transfer', chatId, agentId: 'B', to: 'A' }),
      rig.do({ kind: 'supervise', chatId, agentId: 'B', visibility: 'all' }),
      rig.do({ kind: 'workDone', chatId, agentId: 'A' }),
      rig.do({ kind: 'deleteFile', chatId, by, fileId: 'none' }),
    ].map(({ refused }) => refused);
    expect(refusals).toEqual([
      'text-too-long',
      'text-too-long',
      'user-data-too-large',
      'user-data-too-large',
      'user-data-too-large',
      'chat-unknown',
      'party-unknown',
      'wrong-state',
      'agent-unknown',
      'wrong-state',
      'agent-unavailable',
      'wrong-state',
      'wrong-state',
      'wrong-state',
      'file-unknown',
    ]);
    expect(rig.heard()).toEqual([]);
    expect(JSON.stringify([rig.server.chats(), rig.server.agents(), [...rig.reminders]])).toBe(before);
  });

  it('M-06 An ended chat can be looked at for a while, and then is gone with all its timers', () => {
    const rig = new Rig({ retentionMs: 5000 });
    const chatId = rig.served();
    rig.do({ kind: 'end', chatId, by: 'system' });
    expect(rig.do({ kind: 'post', chatId, by: 'customer', type: 'Message', text: '?' }).refused).toBe('chat-ended');
    rig.elapse(4999);
    expect(rig.lines(chatId)).toHaveLength(4);
    rig.elapse(1);
    expect(rig.server.chat(chatId)).toBeUndefined();
    expect([...rig.reminders]).toEqual([]);
    expect(rig.heard().at(-1)).toBe('forgotten');
  });

  it('M-06 For one chat too many the one that ended first is forgotten; a chat that goes on never is', () => {
    const rig = new Rig({ maxChats: 2 });
    const [first, second] = [rig.open(), rig.open()];
    expect(rig.do({ kind: 'open', service: 's', nickname: 'n', presence: 'polling' }).refused).toBe('too-many-chats');
    rig.do({ kind: 'end', chatId: second, by: 'customer' });
    rig.do({ kind: 'end', chatId: first, by: 'customer' });
    const third = rig.open();
    expect(rig.server.chats().map(({ chatId }) => chatId)).toEqual([first, third]);
  });
});

describe('who is silent', () => {
  it('M-07 After 255 seconds everybody is warned, and 45 seconds later the chat ends', () => {
    const rig = new Rig();
    const chatId = rig.served();
    rig.elapse(254_999);
    expect(rig.lines(chatId)).toHaveLength(2);
    rig.elapse(1);
    expect(rig.lines(chatId).at(-1)).toMatch(/^system Notice .*inactivity$/);
    rig.elapse(44_999);
    expect(rig.state(chatId)).toBe('Served');
    rig.elapse(1);
    expect(rig.lines(chatId).slice(-3)).toEqual([
      'system Notice The chat is closed because of inactivity',
      'agent-A ParticipantLeft',
      'Rita ParticipantLeft',
    ]);
    expect(rig.server.chat(chatId)?.endReason).toBe('inactivity');
  });

  it('M-07 Whoever says something, comes or goes starts the time again; typing does not', () => {
    const rig = new Rig();
    const chatId = rig.served();
    rig.elapse(255_000);
    rig.elapse(44_000);
    rig.do({ kind: 'post', chatId, by: 'customer', type: 'Message', text: 'Still here' });
    rig.elapse(254_000);
    rig.do({ kind: 'post', chatId, by: 'customer', type: 'TypingStarted' });
    rig.elapse(999);
    const before = rig.lines(chatId).length;
    rig.elapse(1);
    expect(rig.lines(chatId)).toHaveLength(before + 1);
    rig.elapse(44_999);
    expect(rig.state(chatId)).toBe('Served');
    rig.elapse(1);
    expect(rig.state(chatId)).toBe('Ended');
  });

  it('M-07 There may be a second warning, none, messages instead of notices, and typing that counts', () => {
    const inactivity = {
      alertMs: 10,
      alertText: '',
      secondAlertMs: 5,
      secondAlertText: 'Now!',
      closeMs: 2,
      closeText: 'Bye',
      told: 'Message',
      typingCounts: true,
    } as const;
    const rig = new Rig({ rules: { inactivity } });
    const chatId = rig.open();
    rig.elapse(9);
    rig.do({ kind: 'post', chatId, by: 'customer', type: 'TypingStarted' });
    rig.elapse(14);
    expect(rig.lines(chatId)).toHaveLength(2);
    rig.elapse(1);
    expect(rig.lines(chatId).at(-1)).toBe('system Message Now!');
    rig.elapse(2);
    expect(rig.lines(chatId).slice(-2)).toEqual(['system Message Bye', 'Rita ParticipantLeft']);
    const never = new Rig({ rules: { inactivity: { ...inactivity, alertMs: 0 } } });
    const quiet = never.open();
    never.elapse(86_400_000);
    expect(never.state(quiet)).toBe('Waiting');
  });

  it('M-08 A polling customer who makes no request for 45 seconds is gone; one who is watched otherwise is not', () => {
    const rig = new Rig();
    const polling = rig.do({ kind: 'open', service: 's', nickname: 'P', presence: 'polling' }).chatId ?? '';
    const other = rig.open();
    rig.elapse(44_999);
    rig.do({ kind: 'touch', chatId: polling, presence: 'polling' });
    rig.elapse(44_999);
    expect(rig.state(polling)).toBe('Waiting');
    rig.elapse(1);
    expect(rig.server.chat(polling)).toMatchObject({ state: 'Ended', endReason: 'absence' });
    expect(rig.state(other)).toBe('Waiting');
    const moved = rig.do({ kind: 'open', service: 's', nickname: 'M', presence: 'polling' }).chatId ?? '';
    rig.do({ kind: 'touch', chatId: moved, presence: 'unwatched' });
    rig.elapse(46_000);
    expect(rig.state(moved)).toBe('Waiting');
  });
});

describe('files', () => {
  const rules = {
    files: {
      maxFiles: 2,
      maxFileBytes: 100,
      maxTotalBytes: 150,
      types: ['txt'],
      needAgent: true,
      downloads: 2,
      deleteFile: 'odd' as const,
    },
  };
  const upload = (rig: Rig, chatId: string, name = 'a.txt', bytes = 50) =>
    rig.do({ kind: 'uploadFile', chatId, by: 'customer', name, bytes, userData: { 'file-description': 'mine' } });

  it('M-09 A file is told of with its names and numbers, and each limit is kept', () => {
    const rig = new Rig({ rules });
    const waiting = rig.open();
    expect(upload(rig, waiting).refused).toBe('file-needs-agent');
    rig.do({ kind: 'end', chatId: waiting, by: 'customer' });
    const chatId = rig.served();
    expect(upload(rig, chatId, 'a.exe').refused).toBe('file-type');
    expect(upload(rig, chatId, 'txt').refused).toBe('file-type');
    expect(upload(rig, chatId, 'a.txt', 101).refused).toBe('file-too-large');
    const { fileId } = upload(rig, chatId, 'A.TXT', 100);
    expect(rig.server.transcript(chatId).at(-1)).toMatchObject({
      type: 'FileUploaded',
      text: fileId,
      userData: {
        'file-description': 'mine',
        'file-id': fileId,
        'file-name': 'A.TXT',
        'file-size': '100',
        'file-source': 'ucs',
      },
    });
    expect(upload(rig, chatId, 'b.txt', 51).refused).toBe('file-too-large');
    expect(upload(rig, chatId, 'b.txt', 50).refused).toBeUndefined();
    expect(upload(rig, chatId, 'c.txt', 0).refused).toBe('file-too-many');
    expect(rig.server.fileUsage(chatId)).toEqual({ uploads: 2, bytes: 150, downloads: 0 });
  });

  it('M-09 Downloads are counted; deleting gives the place back, or not', () => {
    for (const deleteFile of ['odd', 'none'] as const) {
      const rig = new Rig({ rules: { files: { ...rules.files, deleteFile } } });
      const chatId = rig.served();
      const fileId = upload(rig, chatId).fileId ?? '';
      const download = (by: 'customer' | { agentId: string }) =>
        rig.do({ kind: 'downloadFile', chatId, by, fileId }).refused;
      expect([download('customer'), download({ agentId: 'A' }), download('customer'), download('customer')]).toEqual([
        undefined,
        undefined,
        undefined,
        'file-downloads-used',
      ]);
      expect(rig.do({ kind: 'deleteFile', chatId, by: 'customer', fileId }).refused).toBeUndefined();
      expect(rig.server.transcript(chatId).at(-1)).toMatchObject({ type: 'FileDeleted', text: fileId });
      expect(download({ agentId: 'A' })).toBe('file-unknown');
      expect(rig.server.fileUsage(chatId).uploads).toBe(deleteFile === 'odd' ? 0 : 1);
    }
  });

  it('M-09 Agents have no limits, and their files are not the customer’s to delete', () => {
    const rig = new Rig({ rules });
    const chatId = rig.served();
    const { fileId = '' } = rig.do({ kind: 'uploadFile', chatId, by: { agentId: 'A' }, name: 'x.exe', bytes: 1e6 });
    expect(rig.do({ kind: 'deleteFile', chatId, by: 'customer', fileId }).refused).toBe('file-not-own');
    expect(rig.server.transcript(chatId).at(-1)?.userData).toMatchObject({ 'file-upload-type': 'file-system' });
    expect(rig.do({ kind: 'deleteFile', chatId, by: { agentId: 'A' }, fileId }).refused).toBeUndefined();
  });
});
