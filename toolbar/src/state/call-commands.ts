import {
  commandFitsParty,
  COMMANDS,
  observerAllows,
  partyAllows,
  recording,
  type RecordingCommand,
  recordingIn,
  secondCallAllows,
  type CommandType,
} from '@fusion-cti/protocol';
import { isLive, isOwnConsultation, type Contact } from './contacts.js';
import type { ToolbarState } from './toolbar-state.js';

/** A call, and the other calls of the same line. */
interface Situation {
  readonly contact: Contact;
  readonly others: readonly Contact[];
}

type Condition = (situation: Situation) => boolean;

/** One question at a time: whoever asks somebody about a call completes that, or goes back. */
const notConsulting: Condition = ({ contact }) => !isOwnConsultation(contact);

/** What the phase alone does not say: a phone has one talk path, and what is so already cannot be asked for. */
const CONDITIONS: Partial<Readonly<Record<CommandType, Condition>>> = {
  startRecording: records('startRecording'),
  stopRecording: records('stopRecording'),
  pauseRecording: records('pauseRecording'),
  resumeRecording: records('resumeRecording'),
  mute: ({ contact }) => !contact.muted,
  unmute: ({ contact }) => contact.muted,
  retrieve: ({ others }) => others.every(({ party }) => party === 'Held'),
  initiateTransfer: notConsulting,
  singleStepTransfer: notConsulting,
  muteTransfer: notConsulting,
  initiateConference: notConsulting,
  singleStepConference: notConsulting,
  deleteFromConference: ({ contact }) => contact.conference,
  completeTransfer: consultsPartner,
  completeConference: consultsPartner,
  // Two calls of which one is for the other are completed; only calls that have nothing to do with each other merge.
  merge: (situation) => !consultsPartner(situation),
};

/** What this server takes, as far as it makes sense for the call now. A button whose command is not here is not shown. */
export function commandsFor({ connection, contacts }: ToolbarState, contact: Contact): readonly CommandType[] {
  const known = connection.status === 'online' ? connection.commands : [];
  const others = contacts.filter((other) => other.eventId !== contact.eventId && isLive(other));
  const situation: Situation = { contact, others };
  return known.filter((command) => allowed(command, situation) && (CONDITIONS[command]?.(situation) ?? true));
}

/** The call on hold that a command about two calls means, together with this one. */
export function partnerOf(contact: Contact, others: readonly Contact[]): Contact | undefined {
  const held = others.filter(({ party }) => party === 'Held');
  return held.find(({ eventId }) => eventId === contact.consultationFor) ?? (held.length === 1 ? held[0] : undefined);
}

function allowed(command: CommandType, { contact, others }: Situation): boolean {
  const { request } = COMMANDS[command];
  const { party, observer } = contact;
  if (observer) return observerAllows(party, request) && commandFitsParty(command, party);
  if (partyAllows(party, request)) return commandFitsParty(command, party);
  if (secondCallAllows(party, request)) return partnerOf(contact, others) !== undefined;
  // Said of the call on hold, it means the same.
  return command === 'alternate' && party === 'Held' && others.some((other) => secondCallAllows(other.party, request));
}

function records(command: RecordingCommand): Condition {
  return ({ contact }) => !contact.observer && recording(recordingIn(contact.userData), command) !== undefined;
}

function consultsPartner({ contact, others }: Situation): boolean {
  return contact.consultationFor !== undefined && partnerOf(contact, others)?.eventId === contact.consultationFor;
}
