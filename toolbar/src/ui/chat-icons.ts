import { svg } from 'lit';
import { drawn } from './icons.js';

export const chatIcon = drawn(
  svg`<path d="M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z"/>`,
);
export const sendIcon = drawn(svg`<path d="M4 12 20 4l-5 16-3.5-6.5Z"/><path d="m11.5 13.5 4-4"/>`);
export const clipIcon = drawn(
  svg`<path d="m20 11-8.2 8.2a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.2 8.2a1.7 1.7 0 0 1-2.4-2.4L14.6 7"/>`,
);
export const linkIcon = drawn(
  svg`<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1"/><path d="M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>`,
);
export const fileIcon = drawn(svg`<path d="M6 3h8l4 4v14H6Z"/><path d="M14 3v4h4"/>`);
export const saveIcon = drawn(svg`<path d="M12 4v11m-5-5 5 5 5-5M5 20h14"/>`);
export const repliesIcon = drawn(svg`<path d="M4 6h16M4 11h10M4 16h7"/><path d="m16 14 4 3-4 3"/>`);
export const downIcon = drawn(svg`<path d="M12 5v14m-6-6 6 6 6-6"/>`);
export const leaveIcon = drawn(svg`<path d="M10 5H5v14h5M14 8l4 4-4 4M18 12H9"/>`);
