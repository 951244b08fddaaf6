import { THEMES } from '../page/page-options.js';
import { initialTheme } from '../page/theme.js';
import './bot-page.js';

const query = new URLSearchParams(location.search);
const page = document.querySelector('bot-page');
if (page !== null) {
  page.theme = initialTheme(THEMES.find((theme) => theme === query.get('theme')));
  page.user = {
    name: query.get('name') ?? 'Maria Gonzalez',
    email: query.get('email') ?? 'maria.gonzalez@example.com',
  };
  page.begin();
}
