/** What has the focus, seen through every shadow root; `undefined` when nobody has it. */
export function deepestFocus(): HTMLElement | undefined {
  const deepest = [...wayToFocus()].at(-1);
  return deepest instanceof HTMLElement && deepest !== document.body ? deepest : undefined;
}

/** Whether the focus is on the element or anywhere inside it. */
export function holdsFocus(element: Element): boolean {
  return [...wayToFocus()].includes(element);
}

function* wayToFocus(): Generator<Element> {
  let active = document.activeElement;
  while (active !== null) {
    yield active;
    active = active.shadowRoot?.activeElement ?? null;
  }
}
