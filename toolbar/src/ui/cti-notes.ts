import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import type { Disposition } from '../state/wrap-up.js';
import { CallPanelElement } from './call-panel.js';
import './cti-note-fields.js';
import { panelStyles } from './panel-styles.js';
import { sharedStyles } from './styles.js';

/** The wrap-up of a conversation that still goes on. */
@customElement('cti-notes')
export class CtiNotes extends CallPanelElement {
  static override styles = [sharedStyles, panelStyles];

  @property({ attribute: false }) dispositions: readonly Disposition[] = [];

  protected override heading(): string {
    return msg('Notes');
  }

  protected override draw(contact: Contact): TemplateResult {
    return html`<cti-note-fields .contact=${contact} .dispositions=${this.dispositions}></cti-note-fields>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-notes': CtiNotes;
  }
}
