import type { Figure } from '../report.js';
export async function benchClick(): Promise<Figure[]> {
  return [];
}
