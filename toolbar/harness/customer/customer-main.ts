import { initialTheme } from '../page/theme.js';
import { applyTheme } from '../page/theme.js';
import { THEMES } from '../page/page-options.js';
import './customer-chat.js';

const query = new URLSearchParams(location.search);
applyTheme(initialTheme(THEMES.find((theme) => theme === query.get('theme'))), document);
const page = document.querySelector('customer-chat');
if (page !== null) {
  page.nickname = query.get('name') ?? '';
  page.emailAddress = query.get('email') ?? '';
  page.subject = query.get('subject') ?? '';
  page.service = query.get('service') ?? 'customer-support';
}
