/** From an envelope to what a mock Fusion is given. */
import { recordOrEmpty, type ToolbarMessage } from '../wire.js';
import type { HostAction } from './types.js';

const LIFTED = ['channel', 'channelType', 'appClassification', 'eventId'] as const;

/** Lifts the addressing fields out of `data`; they stay there too. */
export function toHostAction(message: ToolbarMessage): HostAction {
  const lifted: Partial<Record<(typeof LIFTED)[number], string>> = {};
  for (const field of LIFTED) {
    const value = message.data[field];
    if (typeof value === 'string') lifted[field] = value;
  }
  return {
    ...lifted,
    method: message.method,
    inData: recordOrEmpty(message.data.inData),
    data: message.data,
    uuid: message.uuid,
    toolbarName: message.toolbarName,
  };
}
