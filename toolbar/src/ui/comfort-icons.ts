import { svg } from 'lit';
import { drawn } from './icons.js';

export const soundOffIcon = drawn(svg`<path d="M11 5 6.5 9H3v6h3.5l4.5 4Z"/><path d="m16 9.5 5 5M21 9.5l-5 5"/>`);
