/** From the fields of a message to the small declared shapes that several responses share. */
import type { IObjectContext, IOnAfterExtensionContext, ITabInfo } from '../types/index.js';
import { gettersOf } from './accessors.js';

/**
 * A record from the wire under its declared type. The declarations name every key a record may have as present, and the
 * vendor's own answers leave most of them out, so there is nothing to verify: a reader must expect absence anyway.
 */
export function asDeclared<Declared>(record: Record<string, unknown>): Declared {
  return record as Declared;
}

const TAB = { getTabId: 'tabId', getMsiTabId: 'msiTabId', getMsiSubTabId: 'msiSubTabId' } as const;
const OBJECT = { ...TAB, getObjectType: 'objectType', getObjectId: 'objectId' } as const;

export function tabInfoFrom(fields: Record<string, unknown>): ITabInfo {
  return gettersOf(TAB, fields);
}

export function objectFrom(fields: Record<string, unknown>): IObjectContext {
  return gettersOf(OBJECT, fields);
}

export function savedRecordFrom(fields: Record<string, unknown>): IOnAfterExtensionContext {
  return gettersOf({ getObjectType: 'objectType', getOldObjectId: 'oldObjectId', getObjectId: 'objectId' }, fields);
}
