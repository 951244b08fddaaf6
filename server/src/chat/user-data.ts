import type { UserData } from './api.js';
import type { UserDataRules } from './rules.js';

export function userDataFits(userData: UserData, rules: UserDataRules): boolean {
  const pairs = Object.entries(userData);
  const total = pairs.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return (
    pairs.length <= rules.pairs &&
    total <= rules.totalCharacters &&
    pairs.every(([key, value]) => key.length <= rules.keyCharacters && value.length <= rules.valueCharacters)
  );
}
