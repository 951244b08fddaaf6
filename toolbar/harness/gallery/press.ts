/** Presses the button of that name, wherever in the elements it is, as soon as it is there. */
export async function press(root: Element, name: string): Promise<void> {
  for (;;) {
    const button = buttonOf(root.shadowRoot ?? root, name);
    if (button !== undefined) return button.click();
    // Elements that come on demand come in a later frame.
    await new Promise(requestAnimationFrame);
  }
}

function buttonOf(root: ParentNode, name: string): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.localName === 'button' && nameOf(element) === name) return element;
    const inside = element.shadowRoot === null ? undefined : buttonOf(element.shadowRoot, name);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function nameOf(button: HTMLElement): string {
  return button.getAttribute('aria-label') ?? button.textContent.trim();
}
