/**
 * `requestHelper`: makes requests and, for the contexts, reads what their setters wrote.
 *
 * A declared request string gives the declared setters and nothing else, so that a misspelt setter fails here as it
 * would on a tenant. Any other string gives a request that takes every `setX(value)` and writes it as field `x`.
 */
import { DESKTOP_OPERATIONS, EVENTS } from '../names.js';
import type { IEventRequest, IMcaEventRequest, IOperationRequest, IRequestHelper } from '../types/index.js';
import { settersOf } from './accessors.js';
import { createInDataBuilder, emptyInData, IN_DATA_SETTERS } from './in-data.js';
import { REQUEST_SETTERS } from './request-tables.js';
import { ERROR_STATUS, UefError } from './uef-error.js';

type Content = Record<string, unknown>;
type Methods = Record<string, (...args: never[]) => unknown>;

/** What was written to a request; kept beside it, since the vendor's requests show no fields either. */
const contents = new WeakMap<object, Content>();

const MCA_EVENTS: ReadonlySet<string> = new Set(Object.values(EVENTS));
const SETTER = /^set([A-Z_].*)$/;

/** Data that the setters of a request have written; empty for a request that somebody else made. */
export function contentOf(request: IOperationRequest | IEventRequest): Content {
  return contents.get(request) ?? {};
}

/** The one helper of a provider. */
export const requestHelper: IRequestHelper = {
  createPublishRequest(operationName) {
    requireName(operationName);
    const data: Content = {};
    const base = operationBase(operationName);
    const setters = settersFor(operationName, data);
    return remember(setters === undefined ? capturing(base, data) : { ...base, ...setters }, data);
  },

  createSubscriptionRequest(eventName) {
    requireName(eventName);
    const data: Content = {};
    const base: IEventRequest = { getEventName: () => eventName };
    if (!MCA_EVENTS.has(eventName)) return remember(capturing(base, data), data);
    const request: IMcaEventRequest = {
      ...base,
      setAppClassification: (appClassification) => {
        data.appClassification = appClassification;
      },
    };
    return remember(request, data);
  },
};

function remember<Request extends object>(request: Request, data: Content): Request {
  contents.set(request, data);
  return request;
}

function requireName(name: unknown): void {
  if (typeof name === 'string' && name !== '') return;
  throw new UefError(ERROR_STATUS.INVALID_REQUEST, 'A request needs the name of an operation or event.');
}

function operationBase(operationName: string): IOperationRequest {
  let propagate = false;
  return {
    getOperationName: () => operationName,
    setPropagateToTabs: (wanted) => {
      propagate = wanted;
    },
    isPropagateToTabsEnabled: () => propagate,
  };
}

function settersFor(operationName: string, data: Content): Methods | undefined {
  if (operationName === DESKTOP_OPERATIONS.setFieldValue) return fieldSetter(data);
  if (!isDeclared(operationName)) return undefined;
  const setters = settersOf<Record<string, string>>(REQUEST_SETTERS[operationName], (field, value) => {
    data[field] = value;
  });
  return hasInData(operationName) ? { ...setters, ...inDataAccess(operationName, data) } : setters;
}

function isDeclared(name: string): name is keyof typeof REQUEST_SETTERS {
  return Object.hasOwn(REQUEST_SETTERS, name);
}

function hasInData(name: string): name is keyof typeof IN_DATA_SETTERS {
  return Object.hasOwn(IN_DATA_SETTERS, name);
}

/** A record given at once and a builder write to the same inData; the later write of a key wins (assumption). */
function inDataAccess(operation: keyof typeof IN_DATA_SETTERS, data: Content): Methods {
  const inData = emptyInData();
  data.inData = inData;
  return {
    getInData: () => createInDataBuilder(operation, inData),
    setInputData: (given: Content) => {
      for (const [key, value] of Object.entries(given)) inData[key] = value;
    },
  };
}

function fieldSetter(data: Content): Methods {
  const values = emptyInData();
  data.values = values;
  return {
    field: () => ({
      setValue: (fieldName: string, value: unknown) => {
        values[fieldName] = value;
      },
    }),
  };
}

/** `setEventId` writes `eventId`, `setSVCMCA_ANI` writes `SVCMCA_ANI`. */
function fieldName(afterSet: string): string {
  return /^[A-Z]{2}/.test(afterSet) ? afterSet : afterSet.charAt(0).toLowerCase() + afterSet.slice(1);
}

/** A request of unknown shape: every property that looks like a setter is one. */
function capturing<Base extends object>(base: Base, data: Content): Base {
  return new Proxy(base, {
    get(target, property, receiver): unknown {
      const own: unknown = Reflect.get(target, property, receiver);
      const name = typeof property === 'string' ? SETTER.exec(property)?.[1] : undefined;
      if (own !== undefined || name === undefined) return own;
      return (value: unknown) => {
        data[fieldName(name)] = value;
      };
    },
  });
}
