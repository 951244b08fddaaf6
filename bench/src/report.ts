/** One measured figure, with the budget it is held to. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What was agreed; `min` for at least, `max` for at most. Figures without one are told for comparison. */
  readonly budget?: { readonly min: number } | { readonly max: number };
  readonly note?: string;
}

export function keepsBudget({ value, budget }: Figure): boolean {
  if (budget === undefined) return true;
  return 'min' in budget ? value >= budget.min : value <= budget.max;
}

/** The figures as a table for a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${format(figure.value)} ${figure.unit}`,
    budgetText(figure),
    figure.note ?? '',
  ]);
  const head = ['what', 'measured', 'budget', 'note'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function budgetText(figure: Figure): string {
  const { budget, unit } = figure;
  if (budget === undefined) return '';
  const limit = 'min' in budget ? `≥ ${format(budget.min)}` : `≤ ${format(budget.max)}`;
  return `${limit} ${unit} ${keepsBudget(figure) ? '✓' : '✗'}`;
}

function format(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
