export { Turns } from '../platform/turns.js';
