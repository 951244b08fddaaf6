import type { IEventResponse, IUiEventsFramework } from '@oracle/uef-sdk';

/** One action as Fusion received it. */
export interface FusionRequest {
  readonly operation: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly inData: Readonly<Record<string, unknown>>;
  /** Where it was published. */
  readonly channel?: string;
}

/** The payload of the answer. Throw to refuse, return a promise to take time. */
export type FusionAnswer = (request: FusionRequest) => unknown;

type Callback = (response: IEventResponse) => unknown;

const success: FusionAnswer = ({ fields, inData }) => ({
  result: 'success',
  eventId: fields.EventId,
  outData: inData,
});

/** A Fusion without windows: it records what it is told, and a test decides what it answers. */
export class FakeFusion {
  readonly requests: FusionRequest[] = [];
  readonly subscriptions: string[] = [];
  readonly classifications = new Map<string, unknown>();
  readonly answers = new Map<string, FusionAnswer>();
  /** Events that throw when subscribed to. */
  readonly deafTo = new Set<string>();
  /** `raw`: without accessor methods. */
  shape: 'full' | 'raw' = 'full';
  /** Channels that have a context; `undefined`: a build that does not say. */
  channels: readonly string[] | undefined;
  initialized = 0;
  refuseStart: (() => Promise<void>) | undefined;
  /** Payloads of contacts that were started before; `undefined`: an older build, which cannot tell. */
  started: readonly Record<string, unknown>[] | undefined;
  /** Its wrap-up, in a Fusion that lets toolbars write it. By field name. */
  record: Map<string, string> | undefined;
  readonly #callbacks = new Map<string, Callback>();
  readonly #chatCallbacks = new Map<string, Callback>();

  /** `newCommEvent e1`, `closeCommEvent e1 WRAPUP`, `agentStateEventOperation AVAILABLE`, ... */
  get trace(): readonly string[] {
    return this.requests.map(({ operation, fields }) => {
      const what = operation.startsWith('agentState') ? fields.State : (fields.EventId ?? fields.CommUuid);
      return [operation, what, fields.ErrorCode ?? fields.Reason].filter((word) => typeof word === 'string').join(' ');
    });
  }

  /** The trace without what is the same in every test: the start and the agent. */
  get callTrace(): readonly string[] {
    return this.trace.filter((line) => line.includes('Comm') || line.includes('comm'));
  }

  last(operation: string): FusionRequest | undefined {
    return this.requests.findLast((request) => request.operation === operation);
  }

  /** What the toolbar's listener returned. */
  emit(eventName: string, payload: Record<string, unknown>): unknown {
    return this.#callbacks.get(eventName)?.(this.#eventResponse(payload) as IEventResponse);
  }

  /** The same on the channel for chats. */
  async chatCommand(eventName: string, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
    await this.#chatCallbacks.get(eventName)?.(this.#eventResponse(payload) as IEventResponse);
    return payload;
  }

  /** A command, and how it was replied to. */
  async command(eventName: string, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
    await this.emit(eventName, payload);
    return payload;
  }

  readonly framework = {
    initialize: async () => {
      this.initialized += 1;
      await this.refuseStart?.();
      return {
        requestHelper: { createPublishRequest: requestFor, createSubscriptionRequest: requestFor },
        ...(this.started !== undefined && {
          getActiveEngagements: async () =>
            this.started?.map((payload) => ({ getEngagementData: () => ({ getData: () => payload }) })),
        }),
        getMultiChannelAdaptorContext: async () => ({
          getCommunicationChannelContext: async (channel: string) => (channel === 'CHAT' ? this.#chat : this.#phone),
          ...(this.channels !== undefined && { getActiveChannels: async () => this.channels }),
        }),
      };
    },
  } as unknown as IUiEventsFramework;

  /** The agent changes a field in Fusion's own form. */
  writeRecord(fieldName: string, newValue: string): void {
    const oldValue = this.record?.get(fieldName) ?? '';
    this.record?.set(fieldName, newValue);
    this.emit('cxEventBusFieldValueChangeEvent', { outData: { fieldName, oldValue, newValue } });
  }

  #subscribe(request: Captured, callback: Callback): { dispose: () => void } {
    const eventName = request.getEventName();
    if (this.deafTo.has(eventName)) throw new Error(`no ${eventName} here`);
    this.subscriptions.push(eventName);
    this.classifications.set(eventName, request.captured.fields.AppClassification);
    this.#callbacks.set(eventName, callback);
    return { dispose: () => void this.#callbacks.delete(eventName) };
  }

  async #publish({ captured }: Captured): Promise<unknown> {
    this.requests.push(captured);
    const answer = this.answers.get(captured.operation) ?? this.#recordAnswer(captured.operation) ?? success;
    return this.#operationResponse((await answer(captured)) as Record<string, unknown>);
  }

  readonly #context = {
    subscribe: (request: Captured, callback: Callback) => this.#subscribe(request, callback),
    publish: (request: Captured) => this.#publish(request),
  };
  readonly #phone = { ...this.#context, getVersion: () => '1.5.0', getToolbarContext: () => this.#context };

  /** Fusion tells of every change, its author among those who hear it. */
  #recordAnswer(operation: string): FusionAnswer | undefined {
    const { record } = this;
    if (record === undefined) return undefined;
    const answers: Readonly<Record<string, FusionAnswer>> = {
      cxEventBusGetFieldValueOperation: () => ({ result: 'success', outData: Object.fromEntries(record) }),
      cxEventBusSetFieldValueOperation: ({ inData }) => {
        for (const [field, value] of Object.entries(inData)) this.writeRecord(field, String(value));
        return { result: 'success', outData: {} };
      },
    };
    return answers[operation];
  }

  #engagement(): unknown {
    return this.record === undefined ? undefined : { ...this.#context, getWrapupContext: async () => this.#context };
  }

  readonly #chat = {
    subscribe: (request: Captured, callback: Callback) => {
      this.#chatCallbacks.set(request.getEventName(), callback);
      return { dispose: () => undefined };
    },
    publish: async (request: Captured) => {
      const captured = { ...request.captured, channel: 'CHAT' };
      this.requests.push(captured);
      const answer = this.answers.get(captured.operation) ?? success;
      return this.#operationResponse((await answer(captured)) as Record<string, unknown>);
    },
  };

  #operationResponse(payload: Record<string, unknown>): unknown {
    const raw = { responseDetails: { data: { payload } } };
    if (this.shape === 'raw') return raw;
    const data = {
      getData: () => payload,
      getOutData: () => payload.outData,
      isSuccess: () => payload.result === 'success',
      getError: () => payload.error,
      getEngagementContext: () => this.#engagement(),
    };
    return { ...raw, getResponseData: () => data };
  }

  #eventResponse(payload: Record<string, unknown>): unknown {
    if (this.shape === 'raw') return { responseDetails: payload };
    const data = {
      getData: () => payload,
      getOutData: () => payload.outData,
      setResult: (result: string) => (payload.result = result),
      setOutdata: (outData: unknown) => (payload.outData = outData),
    };
    return { responseDetails: payload, getResponseData: () => data };
  }
}

interface Captured {
  readonly captured: FusionRequest;
  getEventName(): string;
}

/** A request that takes whatever is set, as the library's own does for names it does not know. */
function requestFor(name: string): Captured {
  const fields: Record<string, unknown> = {};
  const inData: Record<string, unknown> = {};
  const base = {
    captured: { operation: name, fields, inData },
    getOperationName: () => name,
    getEventName: () => name,
    field: () => ({ setValue: (key: string, value: unknown) => (inData[key] = value) }),
    getInData: () => ({ setInDataValueByAttribute: (key: string, value: unknown) => (inData[key] = value) }),
  };
  return new Proxy(base, {
    get: (target, key: string) =>
      key in target
        ? target[key as keyof typeof target]
        : (value: unknown) => (fields[key.slice('set'.length)] = value),
  });
}
