import type { PartyState } from '@fusion-cti/protocol';
import type { EngagementPhase } from '../../toolbar/harness/fusion/engagement-table.js';
import { isLive, isOwnConsultation, type Contact } from '../../toolbar/src/state/contacts.js';
import type { ContactAction, SwitchTruth, TabTruth, Told, Truths } from './truths.js';

type Shown = TabTruth['toolbar']['availability']['phase'];

/** Ways from one state to another: right for a moment, wrong when they last. */
const ON_THE_WAY: ReadonlySet<Shown> = new Set<Shown>(['connecting', 'leaving']);

/** Where Fusion may have a contact whose call is like this. Absent: Fusion is done with it. */
const ENGAGED: Readonly<Partial<Record<PartyState, readonly EngagementPhase[]>>> = {
  Alerting: ['Offered', 'Expired'],
  Dialing: ['Dialling'],
  Connected: ['Engaged'],
  Held: ['Engaged'],
};
/** Fusion has a contact there only while there is a call. */
const CALL_PHASES: readonly EngagementPhase[] = ['Placing', 'Offered', 'Expired', 'Dialling', 'Engaged'];

/** All that Fusion may hear of one contact in one life, and how the call is when it has heard just that. */
const STORIES: readonly { readonly heard: readonly ContactAction[]; readonly call: readonly PartyState[] }[] = [
  { heard: [], call: [] },
  { heard: ['newCommEvent'], call: ['Alerting', 'Dialing'] },
  { heard: ['newCommEvent', 'startCommEvent'], call: ['Connected', 'Held'] },
  { heard: ['newCommEvent', 'startCommEvent', 'closeCommEvent'], call: ['Null'] },
  { heard: ['newCommEvent', 'closeCommEvent'], call: ['Null', 'Failed'] },
  { heard: ['outboundCommError'], call: ['Null'] },
];

/**
 * Where the three truths do not agree: switch, toolbars, Fusion. Each disagreement has a name and says who says what.
 * Any of them is right for a moment, while word of a change is on its way; none of them may last.
 */
export function disagreements(truths: Truths): readonly string[] {
  return [
    ...truths.tabs.flatMap((tab) => [
      ...availability(tab, truths.switch),
      ...calls(tab, truths.switch),
      ...engagements(tab),
    ]),
    ...betweenTabs(truths.tabs),
    ...stories(truths),
  ];
}

function isOnline({ toolbar }: TabTruth): boolean {
  return toolbar.connection.status === 'online';
}

function availability({ name, toolbar, fusion }: TabTruth, there: SwitchTruth | undefined): string[] {
  const { phase } = toolbar.availability;
  const shown = phase === 'available';
  const found: string[] = [];
  if (ON_THE_WAY.has(phase) && there !== undefined) found.push(`${name} never arrives: it is ${phase}`);
  if (shown && toolbar.connection.status !== 'online') found.push(`${name} shows available without a line`);
  // On the way, Fusion still has what was so before.
  if (fusion.available !== shown && !ON_THE_WAY.has(phase)) {
    found.push(`availability: ${name} shows ${phase}, its Fusion ${fusion.available ? 'available' : 'unavailable'}`);
  }
  if (there === undefined || toolbar.connection.status !== 'online' || ON_THE_WAY.has(phase)) return found;
  if (shown !== (there.agent === 'Ready')) {
    found.push(`availability: ${name} shows ${phase}, the agent is ${there.agent} at the switch`);
  }
  return found;
}

function calls(tab: TabTruth, there: SwitchTruth | undefined): string[] {
  const { name, toolbar } = tab;
  const shown = toolbar.contacts.filter(isLive);
  // On its way back to the line, it may well be so.
  if (toolbar.connection.status === 'connecting') return [];
  if (!isOnline(tab)) {
    return shown.filter(({ lost }) => !lost).map((contact) => `${name} vouches for ${said(contact)} without a line`);
  }
  // Who is not logged in has not asked to hear of calls at the phone.
  if (there === undefined || (there.agent === 'Null' && shown.length === 0)) return [];
  const lost = shown.filter((contact) => contact.lost).map((contact) => `${name} has lost ${said(contact)}, on a line`);
  const placing = toolbar.placing === undefined ? [] : [`${name} never places the call ${toolbar.placing.eventId}`];
  const here = lines(shown.map(({ connectionId, party }) => ({ connId: connectionId, state: party })));
  const truth = lines(there.calls);
  return [
    ...lost,
    ...placing,
    ...(here === truth ? [] : [`calls: ${name} shows [${here}], the switch has [${truth}]`]),
  ];
}

function lines(of: SwitchTruth['calls']): string {
  return of
    .map(({ connId, state }) => `${connId} ${state}`)
    .sort()
    .join(', ');
}

function said({ eventId, party }: Contact): string {
  return `${eventId} ${party}`;
}

function engagements(tab: TabTruth): string[] {
  const { name, toolbar, fusion } = tab;
  if (toolbar.connection.status === 'connecting') return [];
  // What Fusion shows of a call outlives the line, as the toolbar's own card does.
  const ours = toolbar.contacts.filter((contact) => isLive(contact) && !isOwnConsultation(contact));
  const missing = ours.flatMap((contact) => {
    const wanted = ENGAGED[contact.party];
    if (wanted === undefined) return [];
    const there = fusion.engagements.find(({ eventId }) => eventId === contact.eventId)?.phase;
    if (there === undefined ? contact.lost : wanted.includes(there)) return [];
    return [`engagement: ${name} shows ${said(contact)}, its Fusion ${there ?? 'nothing'}`];
  });
  const left = fusion.engagements
    .filter(({ eventId, phase }) => CALL_PHASES.includes(phase) && !has(ours, eventId))
    // Before it has asked for a line, a toolbar knows of no call; but it answers each click on a number.
    .filter(({ phase }) => phase === 'Placing' || toolbar.connection.status !== 'offline')
    .filter(({ eventId }) => toolbar.placing?.eventId !== eventId)
    .map(({ eventId, phase }) => `engagement: the Fusion of ${name} has ${eventId} ${phase}, the toolbar no such call`);
  return [...missing, ...left];
}

function has(contacts: readonly Contact[], eventId: string): boolean {
  return contacts.some((contact) => contact.eventId === eventId);
}

/** All tabs of one browser have one line, so what one of them shows, all show. */
function betweenTabs([first, ...others]: readonly TabTruth[]): string[] {
  if (first === undefined) return [];
  const of = ({ toolbar }: TabTruth): string =>
    [toolbar.availability.phase, toolbar.connection.status, ...toolbar.contacts.map(said)].join(', ');
  return others
    .filter((other) => of(other) !== of(first))
    .map((other) => `tabs: ${first.name} shows [${of(first)}], ${other.name} [${of(other)}]`);
}

function stories({ tabs, told, life }: Truths): string[] {
  const found: string[] = [];
  for (const [key, heard] of grouped(told)) {
    const [eventId = '', when] = key.split(' of life ');
    const said = withoutGivingUp(heard).join();
    const story = STORIES.find((one) => one.heard.join() === said);
    if (story === undefined) found.push(`told: ${eventId}: ${heard.join(', ')}`);
    else if (Number(when) === life) found.push(...unfinished(eventId, story, tabs));
  }
  return found;
}

/** A call that was given up for want of an answer may turn out to be there. */
function withoutGivingUp(heard: readonly ContactAction[]): readonly ContactAction[] {
  return heard.length > 1 && heard[0] === 'outboundCommError' ? heard.slice(1) : heard;
}

/** One story for each contact and life. */
function grouped(told: readonly Told[]): ReadonlyMap<string, readonly ContactAction[]> {
  const stories = new Map<string, ContactAction[]>();
  for (const { action, eventId, life } of told) {
    const key = `${eventId} of life ${life}`;
    stories.set(key, [...(stories.get(key) ?? []), action]);
  }
  return stories;
}

/** What the call is, and Fusion has not heard; or has heard, and is not so. */
function unfinished(eventId: string, { heard, call }: (typeof STORIES)[number], tabs: readonly TabTruth[]): string[] {
  const [tab] = tabs.filter(isOnline);
  if (tab === undefined) return [];
  const party = tab.toolbar.contacts.find((contact) => contact.eventId === eventId)?.party ?? 'Null';
  return call.includes(party) ? [] : [`told: ${eventId} is ${party}, Fusion heard ${heard.at(-1) ?? 'nothing'} last`];
}
