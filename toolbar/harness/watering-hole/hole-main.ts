import { THEMES } from '../page/page-options.js';
import { initialTheme } from '../page/theme.js';
import './hole-page.js';

const query = new URLSearchParams(location.search);
const page = document.querySelector('hole-page');
if (page !== null) {
  page.theme = initialTheme(THEMES.find((theme) => theme === query.get('theme')));
  page.begin(query.get('name') ?? 'Maria Gonzalez', query.get('channel') ?? 'watering-hole-chat');
}
