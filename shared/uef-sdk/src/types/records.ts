/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * Reading, writing and saving fields of the record that a record context (also the wrap-up context) stands for.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IRecordContext } from './contexts.js';
import type {
  IEventRequest,
  IEventResponse,
  IObjectContext,
  IOperationRequest,
  IOperationResponse,
  IOperationSuccessData,
} from './framework.js';

export interface IFieldValueChangeEventRequest extends IEventRequest {
  setFields(fields: string[]): void;
}

export interface ISetFieldValueOperationRequest extends IOperationRequest {
  field(): ISetFieldValueRequest;
}

export interface ISetFieldValueRequest {
  setValue(fieldName: string, value: any): void;
}

export interface IGetFieldValueOperationRequest extends IOperationRequest {
  setFields(fields: string[]): void;
}

export interface IContextOpenEventResponse extends IEventResponse {
  getResponseData(): IRecordContext;
}

export interface IGetFieldValueResponse extends IOperationResponse {
  getResponseData(): IFieldValueCollection;
}

export interface ISetFieldValueResponse extends IOperationResponse {
  getResponseData(): IOperationSuccessData;
}

export interface IFieldValueCollection {
  getField(fieldName: string): IFieldData;
}

export interface IFieldData {
  getValue(): string;
  getFieldName(): string;
}

export interface IOnAfterSaveEventResponse extends IEventResponse {
  getResponseData(): IOnAfterExtensionContext;
}

export interface IOnAfterExtensionContext {
  getObjectType(): string;
  getOldObjectId(): string;
  getObjectId(): string;
}

export interface ISaveRecordResponse extends IOperationResponse {
  getResponseData(): IOnAfterExtensionContext;
}

export interface IFieldValueChangeEventResponse extends IEventResponse {
  getResponseData(): IFieldValueChangeData;
}

export interface IFieldValueChangeData {
  getFieldName(): string;
  getOldValue(): string | number | boolean;
  getNewValue(): string | number | boolean;
}

export interface IContextResponse extends IEventResponse {
  getResponseData(): IObjectContext;
}

export interface IDataLoadEventResponse extends IEventResponse {
  getResponseData(): IDataLoadEventData;
}

export interface IDataLoadEventData {
  getCurrentView(): string;
}
