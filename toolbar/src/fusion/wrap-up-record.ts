import {
  DESKTOP_EVENTS,
  DESKTOP_OPERATIONS,
  WRAP_UP_FIELDS,
  type IEventRequest,
  type IFieldValueChangeEventRequest,
  type IGetFieldValueOperationRequest,
  type IRecordContext,
  type ISetFieldValueOperationRequest,
  type ISubscriptionContext,
} from '@oracle/uef-sdk';
import type { FusionHandler } from './fusionHandler.js';
import { changedField, fieldValue } from './record-response.js';

/** The fields of the wrap-up that are kept in step, by the toolbar's own names. */
export const FIELD_NAMES = { disposition: WRAP_UP_FIELDS.RESOLUTION, notes: WRAP_UP_FIELDS.NOTES } as const;
export type WrapUpField = keyof typeof FIELD_NAMES;
export const WRAP_UP_FIELD_LIST = Object.keys(FIELD_NAMES) as readonly WrapUpField[];

export interface RecordWatcher {
  /** Somebody, perhaps this toolbar, has changed a field. */
  changed(field: WrapUpField, value: string): void;
  saved(): void;
}

/** Fusion's own wrap-up of one contact: a record with fields that both sides write. */
export class WrapUpRecord {
  readonly #fusion: FusionHandler;
  readonly #context: IRecordContext;
  readonly #subscriptions: ISubscriptionContext[] = [];

  private constructor(fusion: FusionHandler, context: IRecordContext) {
    this.#fusion = fusion;
    this.#context = context;
  }

  /**
   * `undefined`: this build of Fusion shows its wrap-up to nobody.
   * @throws UefError
   */
  static async open(
    fusion: FusionHandler,
    fusionId: string,
    watcher: RecordWatcher,
  ): Promise<WrapUpRecord | undefined> {
    const context = await fusion.wrapUpOf(fusionId);
    if (context === undefined) return undefined;
    const record = new WrapUpRecord(fusion, context);
    record.#listen(watcher);
    return record;
  }

  /** @throws UefError */
  async read(): Promise<Readonly<Record<WrapUpField, string>>> {
    const request = this.#fusion.link.request<IGetFieldValueOperationRequest>(DESKTOP_OPERATIONS.getFieldValue);
    request.setFields(Object.values(FIELD_NAMES));
    return this.#fusion.link.publishOn(this.#context, request, (response) => ({
      disposition: fieldValue(response, FIELD_NAMES.disposition),
      notes: fieldValue(response, FIELD_NAMES.notes),
    }));
  }

  /** @throws UefError */
  async write(field: WrapUpField, value: string): Promise<void> {
    const request = this.#fusion.link.request<ISetFieldValueOperationRequest>(DESKTOP_OPERATIONS.setFieldValue);
    request.field().setValue(FIELD_NAMES[field], value);
    await this.#fusion.link.publishOn(this.#context, request, () => undefined);
  }

  /** @throws UefError */
  async save(): Promise<void> {
    await this.#fusion.link.publishOn(
      this.#context,
      this.#fusion.link.request(DESKTOP_OPERATIONS.saveRecord),
      () => undefined,
    );
  }

  close(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  #listen(watcher: RecordWatcher): void {
    const changes = this.#fusion.link.subscription<IFieldValueChangeEventRequest>(DESKTOP_EVENTS.fieldValueChange);
    changes.setFields(Object.values(FIELD_NAMES));
    this.#on(changes, (response) => {
      const { name, value } = changedField(response);
      const field = WRAP_UP_FIELD_LIST.find((known) => FIELD_NAMES[known] === name);
      if (field !== undefined) watcher.changed(field, value);
    });
    this.#on(this.#fusion.link.subscription(DESKTOP_EVENTS.onAfterSave), () => watcher.saved());
  }

  #on(request: IEventRequest, heard: (response: unknown) => void): void {
    this.#subscriptions.push(this.#context.subscribe(request, heard));
  }
}
