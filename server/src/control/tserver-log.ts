import {
  checkAttribute,
  T_ATTRIBUTES,
  type TAttributeName,
  type TAttributes,
  type TEventName,
} from '@fusion-cti/protocol';
import type { JournalEntry } from '../runtime/journal.js';
import { type Delivery, SERVER, type SwitchInput } from '../tserver/index.js';
import { attributeLines, printable } from './log-attributes.js';

type RequestInput = Extract<SwitchInput, { readonly kind: 'request' }>;

/** Events that go to one client, although they are about a DN. */
const TO_ONE: ReadonlySet<TEventName> = new Set<TEventName>([
  'EventAddressInfo',
  'EventAgentReserved',
  'EventError',
  'EventRegistered',
  'EventUnregistered',
]);

/**
 * What the switch heard from its clients and told them, as a T-Server logs it: for people who read such logs, and for
 * their tools. Times are UTC. Everything else of the journal is left out, and so is a head when nothing is left.
 */
export function* tserverLog(entries: Iterable<JournalEntry>): Generator<string> {
  const names = new ClientNames();
  let begun = false;
  for (const entry of entries) {
    const lines = messageLines(entry, names);
    if (lines === undefined) continue;
    if (!begun) yield textOf(head(entry.time));
    begun = true;
    yield textOf(lines);
  }
}

function messageLines(entry: JournalEntry, names: ClientNames): readonly string[] | undefined {
  if (entry.seam !== 'switch') return undefined;
  // The site is the only one who records this seam: what goes out is a delivery, what comes in an input of the switch.
  if (entry.direction === 'out') return eventLines(entry, entry.payload as Delivery, names);
  const input = entry.payload as SwitchInput;
  return input.kind === 'request' ? requestLines(entry, input, names) : undefined;
}

function head(time: number): readonly string[] {
  return ['Application name: TServer', `Local time:       ${dateAndTime(time)}`, 'Time zone:        0, UTC, UTC'];
}

function requestLines(
  { name, time }: JournalEntry,
  { client, referenceId, request }: RequestInput,
  names: ClientNames,
): readonly string[] {
  const message = printable(name);
  return [
    `${dateAndTime(time)} Trc 04541 ${message} received from ${names.of(client)}`,
    `message ${message}`,
    ...attributeLines({ ...attributesOf(request), ReferenceID: referenceId }),
  ];
}

function eventLines({ time }: JournalEntry, delivery: Delivery, names: ClientNames): readonly string[] {
  const { event, clients, answers } = delivery;
  return [
    `@${dateAndTime(time).slice(11)}0 [0] ${SERVER.version} ${wayOf(delivery)}: message ${event.event}`,
    ...attributeLines(answers === undefined ? event : { ...event, ReferenceID: answers.referenceId }),
    ...clients.map((client) => `${dateAndTime(time)} Trc 04542 ${event.event} sent to ${names.of(client)}`),
  ];
}

/** By which of its ways a T-Server sends an event. */
function wayOf({ event, clients, answers }: Delivery): string {
  if (TO_ONE.has(event.event)) return 'send_to_client';
  if (event.ThisDN === undefined)
    return answers === undefined && clients.length !== 1 ? 'send_to_all' : 'send_to_client';
  return answers === undefined ? 'distribute_event' : 'distribute_response';
}

/** A request is logged as it came: what is no attribute of the right kind was refused, and has no notation. */
function attributesOf(request: object): Partial<TAttributes> {
  return Object.fromEntries(
    Object.entries(request).filter(
      ([name, value]) => Object.hasOwn(T_ATTRIBUTES, name) && checkAttribute(name as TAttributeName, value),
    ),
  );
}

/** The sockets of clients, numbered as they appear: a T-Server's log names them by number, id and application. */
class ClientNames {
  readonly #names = new Map<string, string>();

  of(client: string): string {
    const known = this.#names.get(client);
    if (known !== undefined) return known;
    const number = this.#names.size + 1;
    const name = `[${number}] (${number.toString(16).padStart(8, '0')} ${printable(client)})`;
    this.#names.set(client, name);
    return name;
  }
}

/** @param time milliseconds since 1970 */
function dateAndTime(time: number): string {
  return new Date(time).toISOString().slice(0, 23);
}

/** An empty line ends a message. */
function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n\n`;
}
